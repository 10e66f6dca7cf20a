// Reads the messages about training.
#include <bit>
#include <cmath>
#include <limits>

#include "lab/worker/job_reader.h"

namespace bottleneck::job_messages {
namespace {

constexpr int kMost = std::numeric_limits<int>::max();

// Any are allowed in losses: a run that diverged tells of it.
std::vector<EpochRecord> read_records(Reader& read) {
  constexpr std::size_t kRecordBytes = 32;
  const auto count = static_cast<std::size_t>(read.number(4));
  if (count > read.left.size() / kRecordBytes) read.complain(kCutOff);
  std::vector<EpochRecord> records;
  for (std::size_t i = 0; i < count && !read.problem; ++i) {
    EpochRecord& record = records.emplace_back();
    record.train_loss = read.any_real();
    record.val_loss = read.any_real();
    record.val_bce = read.any_real();
    record.val_mse = read.any_real();
  }
  return records;
}

Checkpoint read_checkpoint(const SharedBytes& body, Reader& read) {
  Checkpoint checkpoint;
  checkpoint.steps = static_cast<std::int64_t>(read.number(8));
  checkpoint.history = read_records(read);
  checkpoint.floats = read_floats<AlignedFloats>(body, read);
  return checkpoint;
}

TrainingOrder read_order(Reader& read) {
  return static_cast<TrainingOrder>(
      read.integer(0, static_cast<int>(TrainingOrder::to_end), "an order is none"));
}

int read_epochs(Reader& read) {
  return read.integer(1, kMost, "it has no epochs");
}

int read_batch(Reader& read) {
  return read.integer(1, kMost, "a mini-batch has no images");
}

TrainingSettings read_settings(Reader& read) {
  TrainingSettings settings;
  settings.architecture = read_architecture(read);
  settings.loss = read.integer(0, 1, "the loss is neither of the two") == 1 ? Loss::mse : Loss::bce;
  settings.epochs = read_epochs(read);
  settings.batch = read_batch(read);
  settings.learning_rate = std::bit_cast<float>(static_cast<std::uint32_t>(read.number(4)));
  if (!(settings.learning_rate > 0 && std::isfinite(settings.learning_rate)))
    read.complain("the learning rate is not above 0");
  settings.seed = read.number(8);
  return settings;
}

}  // namespace

TakeValidation read_take_validation(const SharedBytes& body, Reader& read) {
  if (size_of(body) % kPixels != 0) read.complain("its array does not hold whole images");
  return {.images = body ? body : std::make_shared<const Bytes>()};
}

TrainModel read_train_model(std::uint32_t id, const SharedBytes& body, Reader& read) {
  TrainModel train{.id = id, .settings = read_settings(read)};
  train.images = read.integer(1, kMost, "it trains on no images");
  train.order = read_order(read);
  const bool has_checkpoint = read.integer(0, 1, "a switch is neither on nor off") == 1;
  if (!has_checkpoint && size_of(body) != 0) read.complain("it has an array too many");
  if (!has_checkpoint) return train;
  train.checkpoint = read_checkpoint(body, read);
  if (!read.problem && !check(*train.checkpoint, train.settings))
    read.complain("its checkpoint is of another run");
  return train;
}

DirectTraining read_direct_training(std::uint32_t id, Reader& read) {
  DirectTraining direct{.id = id};
  direct.order = read_order(read);
  direct.epochs = read_epochs(read);
  return direct;
}

MeasureTraining read_measure_training(std::uint32_t id, Reader& read) {
  MeasureTraining measure{.id = id, .architecture = read_architecture(read)};
  measure.batch = read_batch(read);
  return measure;
}

TrainingProgressed read_training_progressed(std::uint32_t id, Reader& read) {
  constexpr const char* kPlace = "a run cannot stand there";
  TrainingProgressed progressed{.id = id};
  Progress& progress = progressed.progress;
  progress.phase = static_cast<Phase>(read.integer(0, static_cast<int>(Phase::diverged), kPlace));
  progress.epoch = read.integer(0, kMost, kPlace);
  progress.batch = read.integer(0, kMost, kPlace);
  progress.batches = read.integer(progress.batch, kMost, kPlace);
  progress.batch_loss = read.any_real();
  progress.running_loss = read.any_real();
  progressed.orders = read.integer(0, kMost, kPlace);
  progressed.is_paused = read.integer(0, 1, "a switch is neither on nor off") == 1;
  progressed.images_per_second = read.real(kLongestMs, "a speed is none");
  progressed.work_ms = read.real(kLongestMs, kTime);
  progressed.dead_units = read.integer(0, kMost, kPlace);
  progressed.dead_units_of = read.integer(0, kMost, kPlace);
  progressed.records = read_records(read);
  const auto losses = static_cast<std::size_t>(read.number(4));
  if (losses > read.left.size() / sizeof(float)) read.complain(kCutOff);
  for (std::size_t i = 0; i < losses && !read.problem; ++i)
    progressed.batch_losses.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(read.number(4))));
  return progressed;
}

TrainingWeights read_training_weights(std::uint32_t id, const SharedBytes& body, Reader& read) {
  TrainingWeights weights{.id = id};
  weights.epoch = read.integer(0, kMost, "a run cannot stand there");
  weights.batch = read.integer(0, kMost, "a run cannot stand there");
  weights.parameters = read_floats<AlignedFloats>(body, read);
  return weights;
}

TrainingCheckpoint read_training_checkpoint(std::uint32_t id, const SharedBytes& body, Reader& read) {
  return {.id = id, .checkpoint = read_checkpoint(body, read)};
}

TrainingMeasured read_training_measured(std::uint32_t id, Reader& read) {
  return {.id = id, .images_per_second = read.real(kLongestMs, "a speed is none")};
}

}  // namespace bottleneck::job_messages
