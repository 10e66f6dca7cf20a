#include "lab/worker/worker_training.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "core/dead_units.h"
#include "core/rng.h"
#include "lab/models/card_measures.h"

namespace bottleneck {
namespace {

constexpr double kWeightsMs = 300;     // between two sets of weights: a large model has megabytes
constexpr double kCheckpointMs = 500;  // between two checkpoints: over few images epochs are short

constexpr double kMeasureMs = 150;
constexpr double kMeasureFlops = 2e9;  // of a mini-batch, at most: it cannot be interrupted

int images_of(const Trainer& trainer) {
  return static_cast<int>(trainer.order().size());
}

// One mini-batch of training, or what the validation needs at once. True: an epoch has ended.
bool step_once(TrainingJob& job) {
  Trainer& trainer = *job.trainer;
  const int epoch = trainer.progress().epoch;
  const bool is_training = trainer.progress().phase == Phase::training;
  const int batch = trainer.progress().batch;
  const Progress now = trainer.step();
  if (is_training && now.phase != Phase::diverged) {
    job.batch_losses.push_back(static_cast<float>(now.batch_loss));
    // Without validation images the epoch is over, and its batches are counted anew.
    const bool is_last = batch + 1 == now.batches;
    const int size = std::min(trainer.settings().batch, images_of(trainer));
    job.trained += is_last ? images_of(trainer) - (now.batches - 1) * size : size;
  }
  const bool has_ended = now.epoch != epoch;
  // After the last mini-batch of an epoch its validation belongs to the step.
  if (job.order == TrainingOrder::one_batch && now.phase != Phase::validation)
    job.order = TrainingOrder::pause;
  if (job.order == TrainingOrder::one_epoch && has_ended) job.order = TrainingOrder::pause;
  return has_ended;
}

void tell_weights(TrainingJob& job, double now, std::vector<Reply>& replies) {
  const Trainer& trainer = *job.trainer;
  replies.emplace_back(
      TrainingWeights{.id = job.id,
                      .epoch = trainer.progress().epoch,
                      .batch = trainer.progress().is_between_epochs() ? 0 : trainer.progress().batch,
                      .parameters = trainer.model().parameters});
  job.told_weights_ms = now;
}

TrainingProgressed report(TrainingJob& job) {
  const Trainer& trainer = *job.trainer;
  TrainingProgressed told{
      .id = job.id, .progress = trainer.progress(), .orders = job.orders, .is_paused = !job.is_running()};
  told.batch_losses = std::exchange(job.batch_losses, {});
  const auto& history = trainer.history();
  told.records.assign(history.begin() + static_cast<std::ptrdiff_t>(job.told_records), history.end());
  job.told_records = history.size();
  if (job.work_ms > 0) told.images_per_second = static_cast<double>(job.trained) / job.work_ms * 1000;
  told.work_ms = job.work_ms;
  return told;
}

void count_dead(const TrainingJob& job, TrainingProgressed& told) {
  const Trainer& trainer = *job.trainer;
  told.dead_units_of = std::min(images_measured(trainer.model()), images_of(trainer));
  const auto bytes = std::span(*job.images).first(static_cast<std::size_t>(told.dead_units_of) * kPixels);
  told.dead_units = count_dead_units(trainer.model(), encode_bytes(trainer.model(), bytes));
}

}  // namespace

TrainingJob begin_training(const TrainModel& request, SharedBytes images, SharedBytes validation) {
  const std::size_t bytes = static_cast<std::size_t>(request.images) * kPixels;
  assert(images && validation && images->size() >= bytes);
  TrainingJob job{.id = request.id, .order = request.order};
  const auto train = std::span(*images).first(bytes);
  job.trainer = request.checkpoint
                    ? std::make_unique<Trainer>(request.settings, train, *validation, *request.checkpoint)
                    : std::make_unique<Trainer>(request.settings, train, *validation);
  job.told_records = job.trainer->history().size();
  job.images = std::move(images);
  job.validation = std::move(validation);
  return job;
}

void direct(TrainingJob& job, const DirectTraining& request) {
  job.trainer->set_epochs(request.epochs);
  job.order = request.order;
  ++job.orders;
  job.has_told = false;
}

void train_some(TrainingJob& job, Clock clock, std::vector<Reply>& replies) {
  const double start = clock();
  double now = start;
  bool has_ended = false;
  while (job.is_running() && now - start < kWorkerStepMs) {
    has_ended = step_once(job);
    now = clock();
    if (has_ended && now - job.told_checkpoint_ms >= kCheckpointMs) break;  // while it stands between epochs
  }
  job.work_ms += now - start;

  const Trainer& trainer = *job.trainer;
  const bool has_stopped = !job.is_running();
  const bool is_due = has_stopped || now - job.told_checkpoint_ms >= kCheckpointMs;
  const bool has_checkpoint =
      is_due && trainer.progress().is_between_epochs() && trainer.progress().epoch > 0;
  if (has_stopped || !job.has_told || now - job.told_weights_ms >= kWeightsMs)
    tell_weights(job, now, replies);
  if (has_checkpoint) {
    replies.emplace_back(TrainingCheckpoint{.id = job.id, .checkpoint = checkpoint_of(trainer)});
    job.told_checkpoint_ms = now;
  }
  if (!has_stopped && job.has_told && !has_checkpoint && now - job.told_ms < kWorkerReportMs) return;
  TrainingProgressed told = report(job);
  if (has_stopped || has_checkpoint) count_dead(job, told);
  replies.emplace_back(std::move(told));
  job.told_ms = now;
  job.has_told = true;
}

TrainingMeasured measure_training(const MeasureTraining& request, Clock clock) {
  // A weight takes about 6 operations for each image: 2 forwards, 4 backwards.
  const double of_one = 6 * static_cast<double>(parameter_count(request.architecture));
  const int batch = std::clamp(static_cast<int>(kMeasureFlops / of_one), 1, request.batch);
  Bytes images(static_cast<std::size_t>(batch) * kPixels);
  Rng rng(1);
  for (std::uint8_t& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
  Trainer trainer({.architecture = request.architecture, .epochs = 1'000'000, .batch = batch}, images, {});
  trainer.step();  // the first one waits for memory
  const double start = clock();
  double now = start;
  std::int64_t trained = 0;
  while (now - start < kMeasureMs) {
    trainer.step();
    trained += batch;
    now = clock();
  }
  return {.id = request.id, .images_per_second = static_cast<double>(trained) / (now - start) * 1000};
}

}  // namespace bottleneck
