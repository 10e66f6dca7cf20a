// What the worker answers (lab/worker/job_messages.h).
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/autoencoder.h"
#include "core/checkpoint.h"
#include "core/knn.h"
#include "core/trainer.h"
#include "lab/worker/job_parts.h"

namespace bottleneck {

struct WorkerReady {};
void describe(Is<WorkerReady> auto& /*ready*/, auto& /*fields*/) {}

struct NearestPixelsFound {
  std::uint32_t id = 0;
  std::vector<Neighbour> neighbours{};  // nearest first; distances in units of pixels in 0..1
  double ms = 0;
};
void describe(Is<NearestPixelsFound> auto& found, auto& fields) {
  using namespace job_messages;
  fields.real(found.ms, kLongestMs, kTime);
  fields.list(found.neighbours, [&](auto& neighbour) {
    fields.integer(neighbour.index, 0, kLargestInt, "a neighbour is none of the images");
    fields.any_real(neighbour.distance);
    fields.require([&] { return neighbour.distance >= 0 && std::isfinite(neighbour.distance); },
                   "a distance is no length");
  });
}

struct JobProgress {
  std::uint32_t id = 0;
  double share = 0;   // 0..1
  double eta_ms = 0;  // time left, as far as can be told
};
void describe(Is<JobProgress> auto& progress, auto& fields) {
  fields.real(progress.share, 1, "more than all of it is done");
  fields.real(progress.eta_ms, job_messages::kLongestMs, job_messages::kTime);
}

struct ImagesEncoded {
  std::uint32_t id = 0;
  std::vector<float> codes{};  // N × K; the body
};
void describe(Is<ImagesEncoded> auto& encoded, auto& fields) {
  fields.body(encoded.codes);
}

struct JobFailed {
  std::uint32_t id = 0;
  std::string message{};  // for the reader
};
void describe(Is<JobFailed> auto& failed, auto& fields) {
  fields.text(failed.message);
}

struct TrainingProgressed {
  std::uint32_t id = 0;
  Progress progress{};
  int orders = 0;                      // DirectTrainings that had come: what was asked since is not in this
  bool is_paused = false;              // nothing more comes before it is directed on
  std::vector<float> batch_losses{};   // of the mini-batches since the last report
  std::vector<EpochRecord> records{};  // of the epochs that ended since then
  double images_per_second = 0;        // of this request, validation included; 0: not known
  int workers = 1;                     // that shared the latest mini-batch
  double work_ms = 0;                  // spent since the request
  int dead_units = 0;                  // latent units that are zero on all of the first dead_units_of images
  int dead_neurons = 0;                // of the first layer, likewise
  int dead_units_of = 0;               // 0: not counted since the last report
};
void describe(Is<TrainingProgressed> auto& progressed, auto& fields) {
  using namespace job_messages;
  auto& progress = progressed.progress;
  fields.choice(progress.phase, Phase::diverged, kPosition);
  fields.integer(progress.epoch, 0, kLargestInt, kPosition);
  fields.integer(progress.batch, 0, kLargestInt, kPosition);
  fields.integer(progress.batches, progress.batch, kLargestInt, kPosition);
  fields.any_real(progress.batch_loss);
  fields.any_real(progress.running_loss);
  fields.integer(progressed.orders, 0, kLargestInt, kPosition);
  fields.flag(progressed.is_paused);
  fields.real(progressed.images_per_second, kLongestMs, kSpeed);
  fields.integer(progressed.workers, 1, kMostWorkers, kPosition);
  fields.real(progressed.work_ms, kLongestMs, kTime);
  fields.integer(progressed.dead_units, 0, kLargestInt, kPosition);
  fields.integer(progressed.dead_neurons, 0, kLargestInt, kPosition);
  fields.integer(progressed.dead_units_of, 0, kLargestInt, kPosition);
  describe(progressed.records, fields);
  fields.list(progressed.batch_losses, [&](auto& loss) { fields.any_real(loss); });
}

struct TrainingWeights {
  std::uint32_t id = 0;
  int epoch = 0;               // where the run stood: epochs done
  int batch = 0;               // and mini-batches of the one under way; 0 between two
  AlignedFloats parameters{};  // the body
};
void describe(Is<TrainingWeights> auto& weights, auto& fields) {
  fields.integer(weights.epoch, 0, job_messages::kLargestInt, job_messages::kPosition);
  fields.integer(weights.batch, 0, job_messages::kLargestInt, job_messages::kPosition);
  fields.body(weights.parameters);
}

// At the end of an epoch.
struct TrainingCheckpoint {
  std::uint32_t id = 0;
  Checkpoint checkpoint{};  // its floats are the body
};
void describe(Is<TrainingCheckpoint> auto& message, auto& fields) {
  describe(message.checkpoint, fields);
}

struct TrainingMeasured {
  std::uint32_t id = 0;
  double images_per_second = 0;
};
void describe(Is<TrainingMeasured> auto& measured, auto& fields) {
  fields.real(measured.images_per_second, job_messages::kLongestMs, job_messages::kSpeed);
}

struct ErrorsMeasured {
  std::uint32_t id = 0;
  std::vector<float> values{};  // Q × (2 + K): of each image its BCE, its MSE and its code; the body
};
void describe(Is<ErrorsMeasured> auto& measured, auto& fields) {
  fields.body(measured.values);
}

// Of the images from `first` on. The times are those of the whole request so far.
struct NeighboursEvaluated {
  std::uint32_t id = 0;
  int first = 0;
  std::vector<int> neighbours{};  // of each image the indices of its k nearest, nearest first
  double encode_ms = 0;           // for the codes of both halves
  double fit_ms = 0;              // to lay out the references
  double search_ms = 0;           // for the images done
  bool is_done = false;           // nothing more comes
};
void describe(Is<NeighboursEvaluated> auto& evaluated, auto& fields) {
  using namespace job_messages;
  fields.integer(evaluated.first, 0, kLargestInt, kImages);
  fields.list(evaluated.neighbours, [&](auto& index) {
    fields.integer(index, 0, kLargestInt, "a neighbour is none of the images");
  });
  fields.real(evaluated.encode_ms, kLongestMs, kTime);
  fields.real(evaluated.fit_ms, kLongestMs, kTime);
  fields.real(evaluated.search_ms, kLongestMs, kTime);
  fields.flag(evaluated.is_done);
}

struct ComponentsFitted {
  std::uint32_t id = 0;
  std::vector<double> mse{};  // of each width: the mean squared error of the validation images
};
void describe(Is<ComponentsFitted> auto& fitted, auto& fields) {
  fields.list(fitted.mse, [&](auto& mse) { fields.real(mse, 1, "an error is none"); });
}

using Reply = std::variant<WorkerReady, NearestPixelsFound, JobProgress, ImagesEncoded, JobFailed,
                           TrainingProgressed, TrainingWeights, TrainingCheckpoint, TrainingMeasured,
                           ErrorsMeasured, NeighboursEvaluated, ComponentsFitted>;

}  // namespace bottleneck
