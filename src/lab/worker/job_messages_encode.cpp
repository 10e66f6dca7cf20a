#include <bit>
#include <span>

#include "lab/worker/job_messages.h"
#include "lab/worker/job_writer.h"
#include "lab/worker/jobs.h"

namespace bottleneck {
namespace {

using namespace job_messages;

struct Encode {
  Packet operator()(const TakeImages& take) const {
    Writer head = begin(Kind::take_images, 0, take.images->size());
    head.text(take.dataset);
    return {.head = std::move(head.bytes), .body = take.images};
  }
  Packet operator()(const FindNearestPixels& find) const {
    Writer head = begin(Kind::find_nearest_pixels, find.id);
    head.number(static_cast<std::uint32_t>(find.k), 4);
    head.bytes.insert(head.bytes.end(), find.image.begin(), find.image.end());
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const EncodeImages& encode) const {
    Writer head =
        begin(Kind::encode_images, encode.id, std::span<const float>(encode.parameters).size_bytes());
    head.architecture(encode.architecture);
    return {.head = std::move(head.bytes), .body = body_of(encode.parameters)};
  }
  Packet operator()(const CancelJob& cancel) const {
    return {.head = begin(Kind::cancel_job, cancel.id).bytes};
  }
  Packet operator()(const TakeValidation& take) const {
    return {.head = begin(Kind::take_validation, 0, take.images->size()).bytes, .body = take.images};
  }
  Packet operator()(const TrainModel& train) const {
    const std::span<const float> floats =
        train.checkpoint ? std::span<const float>(train.checkpoint->floats) : std::span<const float>();
    Writer head = begin(Kind::train_model, train.id, floats.size_bytes());
    const TrainingSettings& settings = train.settings;
    head.architecture(settings.architecture);
    head.integer(settings.loss == Loss::mse ? 1 : 0);
    head.integer(settings.epochs);
    head.integer(settings.batch);
    head.number(std::bit_cast<std::uint32_t>(settings.learning_rate), 4);
    head.number(settings.seed, 8);
    head.integer(train.images);
    head.integer(static_cast<int>(train.order));
    head.integer(train.checkpoint ? 1 : 0);
    if (train.checkpoint) head.checkpoint(*train.checkpoint);
    return {.head = std::move(head.bytes), .body = body_of(floats)};
  }
  Packet operator()(const DirectTraining& direct) const {
    Writer head = begin(Kind::direct_training, direct.id);
    head.integer(static_cast<int>(direct.order));
    head.integer(direct.epochs);
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const MeasureTraining& measure) const {
    Writer head = begin(Kind::measure_training, measure.id);
    head.architecture(measure.architecture);
    head.integer(measure.batch);
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const TrainingProgressed& progressed) const {
    Writer head = begin(Kind::training_progressed, progressed.id);
    const Progress& progress = progressed.progress;
    head.integer(static_cast<int>(progress.phase));
    head.integer(progress.epoch);
    head.integer(progress.batch);
    head.integer(progress.batches);
    head.real(progress.batch_loss);
    head.real(progress.running_loss);
    head.integer(progressed.orders);
    head.integer(progressed.is_paused ? 1 : 0);
    head.real(progressed.images_per_second);
    head.real(progressed.work_ms);
    head.integer(progressed.dead_units);
    head.integer(progressed.dead_units_of);
    head.records(progressed.records);
    head.number(progressed.batch_losses.size(), 4);
    for (const float loss : progressed.batch_losses) head.number(std::bit_cast<std::uint32_t>(loss), 4);
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const TrainingWeights& weights) const {
    const std::span<const float> floats = weights.parameters;
    Writer head = begin(Kind::training_weights, weights.id, floats.size_bytes());
    head.integer(weights.epoch);
    head.integer(weights.batch);
    return {.head = std::move(head.bytes), .body = body_of(floats)};
  }
  Packet operator()(const TrainingCheckpoint& message) const {
    const std::span<const float> floats = message.checkpoint.floats;
    Writer head = begin(Kind::training_checkpoint, message.id, floats.size_bytes());
    head.checkpoint(message.checkpoint);
    return {.head = std::move(head.bytes), .body = body_of(floats)};
  }
  Packet operator()(const TrainingMeasured& measured) const {
    Writer head = begin(Kind::training_measured, measured.id);
    head.real(measured.images_per_second);
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const WorkerReady& /*ready*/) const {
    return {.head = begin(Kind::worker_ready, 0).bytes};
  }
  Packet operator()(const NearestPixelsFound& found) const {
    Writer head = begin(Kind::nearest_pixels_found, found.id);
    head.real(found.ms);
    head.number(found.neighbours.size(), 4);
    for (const Neighbour& neighbour : found.neighbours) {
      head.number(static_cast<std::uint32_t>(neighbour.index), 4);
      head.number(std::bit_cast<std::uint32_t>(neighbour.distance), 4);
    }
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const JobProgress& progress) const {
    Writer head = begin(Kind::job_progress, progress.id);
    head.real(progress.share);
    head.real(progress.eta_ms);
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const ImagesEncoded& encoded) const {
    const std::span<const float> codes = encoded.codes;
    return {.head = begin(Kind::images_encoded, encoded.id, codes.size_bytes()).bytes,
            .body = body_of(codes)};
  }
  Packet operator()(const JobFailed& failed) const {
    Writer head = begin(Kind::job_failed, failed.id);
    head.text(failed.message);
    return {.head = std::move(head.bytes)};
  }
};

}  // namespace

Packet encode(const Request& request) {
  return std::visit(Encode{}, request);
}
Packet encode(const Reply& reply) {
  return std::visit(Encode{}, reply);
}

}  // namespace bottleneck
