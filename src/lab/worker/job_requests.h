// What the page asks of its worker (lab/worker/job_messages.h).
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/autoencoder.h"
#include "core/checkpoint.h"
#include "core/trainer.h"
#include "lab/worker/job_parts.h"

namespace bottleneck {

// The training images that later requests are about; what was asked before is still about those before. No
// answer.
struct TakeImages {
  std::string dataset{};
  SharedBytes images{};  // N × D; the body
};
void describe(Is<TakeImages> auto& take, auto& fields) {
  fields.text(take.dataset);
  fields.images(take.images);
}

// The k nearest training images of one image; a later request replaces one that has not begun.
struct FindNearestPixels {
  std::uint32_t id = 0;
  Image image{};
  int k = 1;  // at least 1; fewer are found where there are fewer images
};
void describe(Is<FindNearestPixels> auto& find, auto& fields) {
  fields.integer(find.k, 1, job_messages::kLargestInt, "it asks for no neighbours");
  for (auto& pixel : find.image) fields.number(pixel);
}

// The codes of all training images; a later request ends one that still runs.
struct EncodeImages {
  std::uint32_t id = 0;
  Architecture architecture{};
  AlignedFloats parameters{};  // the body
};
void describe(Is<EncodeImages> auto& encode, auto& fields) {
  describe(encode.architecture, fields);
  fields.body(encode.parameters);
  fields.require([&] { return parameter_count(encode.architecture) == encode.parameters.size(); },
                 job_messages::kWeights);
}

// How many workers may share the work, this one included. No answer.
struct UseWorkers {
  int count = 1;
};
void describe(Is<UseWorkers> auto& use, auto& fields) {
  fields.integer(use.count, 1, kMostWorkers, "it is shared among none");
}

// Ends the job of that number, if it has not been answered; it is not answered any more.
struct CancelJob {
  std::uint32_t id = 0;
};
void describe(Is<CancelJob> auto& /*cancel*/, auto& /*fields*/) {}

// The validation images that a training run after this one is about. No answer.
struct TakeValidation {
  SharedBytes images{};  // N × D; the body; may be empty
};
void describe(Is<TakeValidation> auto& take, auto& fields) {
  fields.images(take.images);
}

// How far a training run is to go.
enum class TrainingOrder : std::uint8_t { pause, one_batch, one_epoch, to_end };
void describe(Is<TrainingOrder> auto& order, auto& fields) {
  fields.choice(order, TrainingOrder::to_end, "an order is none");
}

// Trains on the images; a later request, or CancelJob, ends a run that is there. Answered by
// TrainingProgressed again and again, TrainingWeights and TrainingCheckpoint. A run that has stopped stays
// and can be directed on.
struct TrainModel {
  std::uint32_t id = 0;
  TrainingSettings settings{};
  int images = 0;  // the first so many of the training images
  TrainingOrder order = TrainingOrder::to_end;
  // What an earlier run left at the end of an epoch, to go on from; its floats are the body. Nothing: it
  // begins with random weights.
  std::optional<Checkpoint> checkpoint{};
};
void describe(Is<TrainModel> auto& train, auto& fields) {
  using namespace job_messages;
  auto& settings = train.settings;
  describe(settings.architecture, fields);
  fields.choice(settings.loss, Loss::mse, "the loss is neither of the two");
  fields.integer(settings.epochs, 1, kLargestInt, "it has no epochs");
  fields.integer(settings.batch, 1, kLargestInt, "a mini-batch has no images");
  fields.any_real(settings.learning_rate);
  fields.require([&] { return settings.learning_rate > 0 && std::isfinite(settings.learning_rate); },
                 "the learning rate is not above 0");
  fields.number(settings.seed);
  fields.integer(train.images, 1, kLargestInt, "it trains on no images");
  describe(train.order, fields);
  fields.optional(train.checkpoint);
  fields.require([&] { return !train.checkpoint || check(*train.checkpoint, settings); },
                 "its checkpoint is of another run");
}

// To the run of that number.
struct DirectTraining {
  std::uint32_t id = 0;
  TrainingOrder order = TrainingOrder::pause;
  int epochs = 1;  // it ends after; those done at least
};
void describe(Is<DirectTraining> auto& direct, auto& fields) {
  describe(direct.order, fields);
  fields.integer(direct.epochs, 1, job_messages::kLargestInt, "it has no epochs");
}

// How fast this machine trains, on images that need not be there.
struct MeasureTraining {
  std::uint32_t id = 0;
  Architecture architecture{};
  int batch = 1;
};
void describe(Is<MeasureTraining> auto& measure, auto& fields) {
  describe(measure.architecture, fields);
  fields.integer(measure.batch, 1, job_messages::kLargestInt, "a mini-batch has no images");
}

// How well a model reconstructs each of the validation images, and their codes.
struct MeasureErrors {
  std::uint32_t id = 0;
  Architecture architecture{};
  AlignedFloats parameters{};  // the body
};
void describe(Is<MeasureErrors> auto& measure, auto& fields) {
  describe(measure.architecture, fields);
  fields.body(measure.parameters);
  fields.require([&] { return parameter_count(measure.architecture) == measure.parameters.size(); },
                 job_messages::kWeights);
}

// The k nearest training images of each of the validation images, by their codes or by all pixels. Answered
// by NeighboursEvaluated piece by piece.
struct EvaluateNeighbours {
  std::uint32_t id = 0;
  int k = 1;  // at least 1, and no more than there are training images
  int first = 0;
  int end = 0;            // of the validation images: those from `first` to before `end`
  bool by_codes = false;  // of this model, which else is none
  Architecture architecture{};
  AlignedFloats parameters{};  // the body
};
void describe(Is<EvaluateNeighbours> auto& evaluate, auto& fields) {
  using namespace job_messages;
  fields.integer(evaluate.k, 1, kLargestInt, "it asks for no neighbours");
  fields.integer(evaluate.first, 0, kLargestInt, kImages);
  fields.integer(evaluate.end, evaluate.first, kLargestInt, kImages);
  fields.flag(evaluate.by_codes);
  describe(evaluate.architecture, fields);
  fields.body(evaluate.parameters);
  fields.require(
      [&] {
        const std::uint64_t weights = evaluate.by_codes ? parameter_count(evaluate.architecture) : 0;
        return weights == evaluate.parameters.size();
      },
      kWeights);
}

// The principal components of the training images, and how well so many of them reconstruct the validation
// images.
struct FitComponents {
  std::uint32_t id = 0;
  std::vector<int> widths{};  // how many components: 1..D each
};
void describe(Is<FitComponents> auto& fit, auto& fields) {
  fields.list(fit.widths, [&](auto& width) { fields.integer(width, 1, kPixels, job_messages::kWidths); });
}

using Request = std::variant<TakeImages, FindNearestPixels, EncodeImages, CancelJob, TakeValidation,
                             TrainModel, DirectTraining, MeasureTraining, MeasureErrors, EvaluateNeighbours,
                             FitComponents, UseWorkers>;

}  // namespace bottleneck
