// What the page asks of its worker, and what the worker answers: one C++ type each way. Both cross as bytes,
// of which JavaScript understands nothing.
//
//   page:   Request ──encode──► head + body ──postMessage──► decode ──► Request     :worker
//   page:   Reply ◄──decode── head + body ◄──postMessage── encode ◄── Reply         :worker
//
//   head: magic (4 bytes) | format (4) | kind (1) | id (4) | size of the body (8) | the kind's own fields
//   body: the one large array of a message, as it lies in memory, so that it is not copied on the way
//
// Each message is a struct and describe(), which names its fields in their order, with what they may be: it
// writes them as well as reads them (job_fields.h). A message's kind is its place in Request or Reply.
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
#include "core/knn.h"
#include "core/result.h"
#include "core/trainer.h"
#include "formats/bytes.h"
#include "lab/worker/job_parts.h"

namespace bottleneck {

namespace job_messages {
inline constexpr std::uint32_t kMagic = 0x4A4E4C42;  // "BLNJ"
// Rises with every change of the messages or of their meaning (tests/unit/job_messages_test.cpp notices
// changes of the bytes), so that a worker of another build, out of a cache, is noticed.
inline constexpr std::uint32_t kFormat = 4;
}  // namespace job_messages

// --- requests

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

using Request =
    std::variant<TakeImages, FindNearestPixels, EncodeImages, CancelJob, TakeValidation, TrainModel,
                 DirectTraining, MeasureTraining, MeasureErrors, EvaluateNeighbours, FitComponents>;

// --- replies

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

// --- as bytes

struct Packet {
  Bytes head{};
  SharedBytes body{};  // null for most
};
Packet encode(const Request& request);
Packet encode(const Reply& reply);
// Messages of another build, or cut off, are errors.
Result<Request> decode_request(const Packet& packet);
Result<Reply> decode_reply(const Packet& packet);

// The number of the job that a request is about, 0 for one without.
std::uint32_t id_of(const Request& request);
// The same of one whose body is not there, so that the rest cannot be read.
Result<std::uint32_t> request_id(ByteView head);

// The place of Type in a list of types such as Request; the list's size where it is not in it.
template <class Type, class List>
inline constexpr std::size_t kPlaceIn = 0;
template <class Type, class First, class... Rest>
inline constexpr std::size_t kPlaceIn<Type, std::variant<First, Rest...>> =
    std::same_as<Type, First> ? 0 : 1 + kPlaceIn<Type, std::variant<Rest...>>;

}  // namespace bottleneck
