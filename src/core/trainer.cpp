#include "core/trainer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/checkpoint.h"
#include "core/sigmoid.h"

namespace bottleneck {
namespace {

// Independent streams of one seed: a longer initialisation must not change the order of the batches.
constexpr std::uint64_t kWeightStream = 0;
constexpr std::uint64_t kOrderStream = 1;

Autoencoder initial_model(const TrainingSettings& settings) {
  Autoencoder model = make_autoencoder(settings.architecture);
  Rng rng(settings.seed, kWeightStream);
  initialise_glorot(model, rng);
  return model;
}

}  // namespace

Trainer::Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
                 std::span<const std::uint8_t> validation)
    : Trainer(settings, train, validation, initial_model(settings),
              AdamState(static_cast<std::size_t>(parameter_count(settings.architecture))), {}) {}

Trainer::Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
                 std::span<const std::uint8_t> validation, const Checkpoint& checkpoint)
    : Trainer(settings, train, validation, model_at(checkpoint, settings.architecture), adam_at(checkpoint),
              checkpoint.history) {}

Trainer::Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
                 std::span<const std::uint8_t> validation, Autoencoder model, AdamState adam,
                 std::vector<EpochRecord> history)
    : settings_(settings),
      train_(train),
      validation_(validation),
      model_(std::move(model)),
      sound_parameters_(model_.parameters),
      adam_(std::move(adam)),
      shuffler_(settings.seed, kOrderStream),
      history_(std::move(history)),
      maker_(model_, std::min(static_cast<std::size_t>(settings.batch),
                              train.size() / static_cast<std::size_t>(settings.architecture.inputs))) {
  const auto width = static_cast<std::size_t>(settings.architecture.inputs);
  assert(settings.epochs >= 1 && settings.batch >= 1);
  assert(!train.empty() && train.size() % width == 0 && validation.size() % width == 0);
  const std::size_t images = train.size() / width;
  const auto batch = std::min(static_cast<std::size_t>(settings.batch), images);
  order_.resize(images);
  std::iota(order_.begin(), order_.end(), 0U);
  progress_.batches = static_cast<int>((images + batch - 1) / batch);

  batch_bytes_.resize(batch * width);
  sums_.gradients.emplace_back(model_.parameters.size());

  progress_.epoch = static_cast<int>(history_.size());
  assert(progress_.epoch <= settings.epochs);
  if (progress_.epoch == settings.epochs) {
    shuffle_for_epoch(progress_.epoch);
    finish();
  } else {
    begin_epoch();
  }
}

Progress Trainer::step() {
  if (progress_.phase == Phase::training) {
    take_batch(0, batch_bytes_);
    const std::size_t batch = batch_bytes_.size() / static_cast<std::size_t>(settings_.architecture.inputs);
    const std::array whole{Leaves{.first = 0, .last = leaf_count(batch)}};
    make_share(batch_bytes_, batch, whole[0], sums_);
    const double loss = add_shares(whole[0].last, whole, std::span(&sums_, 1));
    return finish_batch(loss, sums_.gradients[0]);
  }
  if (progress_.phase == Phase::validation) validate_batch();
  return progress_;
}

void Trainer::set_epochs(int epochs) {
  const bool is_resting = progress_.is_between_epochs();
  settings_.epochs = std::max({epochs, 1, progress_.epoch + (is_resting ? 0 : 1)});
  if (!is_resting) return;
  if (progress_.epoch == settings_.epochs) {
    finish();
  } else {
    begin_epoch();
  }
}

std::size_t Trainer::bytes() const {
  std::size_t floats =
      model_.parameters.size() + sound_parameters_.size() + adam_.mean.size() + adam_.variance.size();
  for (const AlignedFloats& gradient : sums_.gradients) floats += gradient.size();
  return floats * sizeof(float) + maker_.bytes() + batch_bytes_.capacity() +
         order_.size() * sizeof(std::uint32_t);
}

void Trainer::shuffle_for_epoch(int epoch) {
  for (; shuffles_ < epoch; ++shuffles_) shuffler_.shuffle(std::span(order_));
}

// Twice in a row it does what it does once.
void Trainer::begin_epoch() {
  shuffle_for_epoch(progress_.epoch + 1);
  progress_.phase = Phase::training;
  progress_.batch = 0;
  progress_.running_loss = 0;
  train_sum_ = 0;
  trained_ = 0;
  validated_ = 0;
  val_bce_sum_ = 0;
  val_squared_sum_ = 0;
}

std::size_t Trainer::most_in_batch() const {
  return std::min(static_cast<std::size_t>(settings_.batch), order_.size());
}

void Trainer::take_batch(std::size_t ahead, std::vector<std::uint8_t>& images) const {
  assert(progress_.phase == Phase::training);
  const auto width = static_cast<std::size_t>(settings_.architecture.inputs);
  const std::size_t first = std::min(trained_ + ahead * most_in_batch(), order_.size());
  const std::size_t last = std::min(first + most_in_batch(), order_.size());
  images.resize((last - first) * width);
  for (std::size_t i = first; i < last; ++i) {
    const auto image = train_.subspan(order_[i] * width, width);
    std::copy(image.begin(), image.end(), images.begin() + static_cast<std::ptrdiff_t>((i - first) * width));
  }
}

void Trainer::make_share(std::span<const std::uint8_t> images, std::size_t batch, const Leaves& share,
                         ShareSums& sums) {
  maker_.make(model_, settings_.loss, images, batch, share, sums);
}

Progress Trainer::finish_batch(double loss, std::span<const float> gradient) {
  assert(progress_.phase == Phase::training);
  const auto width = static_cast<std::size_t>(settings_.architecture.inputs);
  const std::size_t batch = std::min(most_in_batch(), order_.size() - trained_);
  progress_.batch_loss = loss / static_cast<double>(batch * width);
  if (!std::isfinite(loss)) return diverge();
  // This mini-batch's loss was finite: its weights are what a step that goes wrong falls back to.
  const bool is_sound = adam_step({.learning_rate = settings_.learning_rate}, adam_, gradient,
                                  model_.parameters, sound_parameters_);
  std::swap(model_.parameters, sound_parameters_);
  // A ReLU may hide weights that are no numbers from every loss that follows.
  if (!is_sound) return diverge();

  train_sum_ += loss;
  trained_ += batch;
  ++progress_.batch;
  progress_.running_loss = train_sum_ / static_cast<double>(trained_ * width);
  if (trained_ == order_.size()) {
    progress_.phase = Phase::validation;
    if (validation_.empty()) end_epoch();
  }
  return progress_;
}

void Trainer::validate_batch() {
  const auto width = static_cast<std::size_t>(settings_.architecture.inputs);
  const std::size_t count = validation_.size() / width;
  const std::size_t batch = std::min(most_in_batch(), count - validated_);
  const auto logits = maker_.forward(model_, validation_.subspan(validated_ * width, batch * width));
  const PixelErrors errors = reconstruction_errors(logits, maker_.input().first(logits.size()));
  val_bce_sum_ += errors.bce;
  val_squared_sum_ += errors.squared;
  validated_ += batch;
  if (validated_ == count) end_epoch();
}

void Trainer::end_epoch() {
  // Without validation images 0 / 0 gives the NaN that EpochRecord promises.
  const auto pixels = static_cast<double>(validation_.size());
  EpochRecord record{.train_loss = progress_.running_loss,
                     .val_loss = std::numeric_limits<double>::quiet_NaN(),
                     .val_bce = val_bce_sum_ / pixels,
                     .val_mse = val_squared_sum_ / pixels};
  record.val_loss = settings_.loss == Loss::bce ? record.val_bce : record.val_mse;
  const bool is_sound = std::isfinite(record.val_bce) && std::isfinite(record.val_mse);
  if (!validation_.empty() && !is_sound) {
    diverge();
    return;
  }
  history_.push_back(record);
  ++progress_.epoch;
  if (progress_.epoch == settings_.epochs) {
    finish();
  } else {
    begin_epoch();
  }
}

void Trainer::finish() {
  progress_.phase = Phase::finished;
  progress_.batch = progress_.batches;
  progress_.running_loss = history_.back().train_loss;
}

Progress Trainer::diverge() {
  model_.parameters = sound_parameters_;
  progress_.phase = Phase::diverged;
  return progress_;
}

std::uint64_t training_bytes(const Architecture& architecture, int batch, int images) {
  assert(batch >= 1 && images >= 1);
  // Of every layer's output: the hidden layers come twice.
  double widths = static_cast<double>(architecture.inputs) + architecture.latent;
  for (const int hidden : architecture.hidden) widths += 2.0 * hidden;
  const auto parameters = static_cast<double>(parameter_count(architecture));
  const double rows = std::min(batch, images);
  const double pixels = rows * architecture.inputs;
  const double entries = std::floor(pixels / 2) + architecture.inputs;
  const double bytes =
      4 * (5 * parameters + 2 * rows * widths + pixels) + 8 * entries + pixels + 4.0 * images;
  return static_cast<std::uint64_t>(std::min(bytes, 0x1p63));
}

double image_flops(const Architecture& architecture) {
  return 6 * static_cast<double>(parameter_count(architecture));
}

}  // namespace bottleneck
