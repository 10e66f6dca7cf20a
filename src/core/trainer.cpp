#include "core/trainer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/dense.h"
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

// Looks at all of them, so that the loop becomes vectors: the answer is nearly always yes.
bool are_finite(std::span<const float> values) {
  bool all = true;
  for (const float value : values) all &= std::fabs(value) <= std::numeric_limits<float>::max();
  return all;
}

}  // namespace

Trainer::Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
                 std::span<const std::uint8_t> validation)
    : settings_(settings),
      train_(train),
      validation_(validation),
      model_(initial_model(settings)),
      sound_parameters_(model_.parameters),
      adam_(model_.parameters.size()),
      shuffler_(settings.seed, kOrderStream),
      gradient_(model_.parameters.size()) {
  const auto width = static_cast<std::size_t>(settings.architecture.inputs);
  assert(settings.epochs >= 1 && settings.batch >= 1);
  assert(!train.empty() && train.size() % width == 0 && validation.size() % width == 0);
  const std::size_t images = train.size() / width;
  const auto batch = std::min(static_cast<std::size_t>(settings.batch), images);
  order_.resize(images);
  std::iota(order_.begin(), order_.end(), 0U);
  progress_.batches = static_cast<int>((images + batch - 1) / batch);

  batch_bytes_.resize(batch * width);
  activations_.emplace_back(batch * width);
  for (const Layer& layer : model_.layers)
    activations_.emplace_back(batch * static_cast<std::size_t>(layer.outputs));
  activation_gradients_ = activations_;
  begin_epoch();
}

Progress Trainer::step() {
  if (progress_.phase == Phase::training) {
    train_batch();
  } else if (progress_.phase == Phase::validation) {
    validate_batch();
  }
  return progress_;
}

void Trainer::begin_epoch() {
  shuffler_.shuffle(std::span(order_));
  progress_.phase = Phase::training;
  progress_.batch = 0;
  progress_.running_loss = 0;
  train_sum_ = 0;
  trained_ = 0;
  validated_ = 0;
  val_bce_sum_ = 0;
  val_squared_sum_ = 0;
}

std::span<float> Trainer::forward(std::span<const std::uint8_t> images, std::size_t batch) {
  to_unit(images, std::span(activations_[0]).first(images.size()));
  for (std::size_t i = 0; i < model_.layers.size(); ++i) {
    const Layer& layer = model_.layers[i];
    dense_forward(layer, model_.parameters,
                  std::span(activations_[i]).first(batch * static_cast<std::size_t>(layer.inputs)),
                  std::span(activations_[i + 1]).first(batch * static_cast<std::size_t>(layer.outputs)));
  }
  return std::span(activations_.back()).first(images.size());
}

void Trainer::train_batch() {
  const auto width = static_cast<std::size_t>(settings_.architecture.inputs);
  const std::size_t batch = std::min(activations_[0].size() / width, order_.size() - trained_);
  for (std::size_t i = 0; i < batch; ++i) {
    const auto image = train_.subspan(order_[trained_ + i] * width, width);
    std::copy(image.begin(), image.end(), batch_bytes_.begin() + static_cast<std::ptrdiff_t>(i * width));
  }
  const std::size_t pixels = batch * width;
  const std::span<float> logits = forward(std::span(batch_bytes_).first(pixels), batch);

  const std::span<const float> targets = std::span(activations_[0]).first(pixels);
  const std::span<float> logit_gradient = std::span(activation_gradients_.back()).first(pixels);
  const float scale = 1.0F / static_cast<float>(pixels);
  const double sum = settings_.loss == Loss::bce
                         ? bce_with_gradient(logits, targets, scale, logit_gradient)
                         : squared_with_gradient(logits, targets, scale, logit_gradient);
  progress_.batch_loss = sum / static_cast<double>(pixels);
  if (!std::isfinite(sum)) return diverge();

  for (std::size_t i = model_.layers.size(); i-- > 0;) {
    const Layer& layer = model_.layers[i];
    const std::size_t inputs = batch * static_cast<std::size_t>(layer.inputs);
    const std::size_t outputs = batch * static_cast<std::size_t>(layer.outputs);
    dense_backward(layer, model_.parameters, std::span(activations_[i]).first(inputs),
                   std::span(activations_[i + 1]).first(outputs),
                   std::span(activation_gradients_[i + 1]).first(outputs), gradient_,
                   std::span(activation_gradients_[i]).first(i == 0 ? 0 : inputs));
  }
  // This mini-batch's loss was finite: these weights are what a step that goes wrong falls back to.
  std::copy(model_.parameters.begin(), model_.parameters.end(), sound_parameters_.begin());
  adam_step({.learning_rate = settings_.learning_rate}, adam_, gradient_, model_.parameters);
  // A ReLU may hide weights that are no numbers from every loss that follows.
  if (!are_finite(model_.parameters)) return diverge();

  train_sum_ += sum;
  trained_ += batch;
  ++progress_.batch;
  progress_.running_loss = train_sum_ / static_cast<double>(trained_ * width);
  if (trained_ == order_.size()) {
    progress_.phase = Phase::validation;
    if (validation_.empty()) end_epoch();
  }
}

void Trainer::validate_batch() {
  const auto width = static_cast<std::size_t>(settings_.architecture.inputs);
  const std::size_t count = validation_.size() / width;
  const std::size_t batch = std::min(activations_[0].size() / width, count - validated_);
  const std::span<float> logits = forward(validation_.subspan(validated_ * width, batch * width), batch);
  const PixelErrors errors = reconstruction_errors(logits, std::span(activations_[0]).first(batch * width));
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
  if (!validation_.empty() && !is_sound) return diverge();
  history_.push_back(record);
  ++progress_.epoch;
  if (progress_.epoch == settings_.epochs) {
    progress_.phase = Phase::finished;
  } else {
    begin_epoch();
  }
}

void Trainer::diverge() {
  model_.parameters = sound_parameters_;
  progress_.phase = Phase::diverged;
}

}  // namespace bottleneck
