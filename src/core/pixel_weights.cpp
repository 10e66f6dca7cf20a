#include "core/pixel_weights.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace bottleneck {
namespace {

// share: of white, cut off at both ends.
std::uint8_t ink_of(float share) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0F, 1.0F) * kWhite));
}

template <class Share>
Image image_of_shares(const PixelWeights& weights, const Share& share) {
  Image image{};
  std::ranges::transform(weights, image.begin(), [&](float weight) { return ink_of(share(weight)); });
  return image;
}

}  // namespace

int pixel_neurons(const Autoencoder& model, PixelLayer layer) {
  return layer == PixelLayer::first ? model.layers.front().outputs : model.layers.back().inputs;
}

PixelWeights pixel_weights(const Autoencoder& model, PixelLayer layer, int neuron) {
  assert(model.architecture.inputs == kPixels && neuron >= 0 && neuron < pixel_neurons(model, layer));
  const auto place = static_cast<std::size_t>(neuron);
  PixelWeights weights{};
  if (layer == PixelLayer::first) {
    std::ranges::copy(model.weights(model.layers.front()).subspan(place * kPixels, kPixels), weights.begin());
    return weights;
  }
  const Layer& last = model.layers.back();
  const auto all = model.weights(last);
  for (std::size_t pixel = 0; pixel < kPixels; ++pixel)
    weights[pixel] = all[pixel * static_cast<std::size_t>(last.inputs) + place];
  return weights;
}

WeightNumbers weight_numbers(const Autoencoder& model, PixelLayer layer, int neuron) {
  const PixelWeights weights = pixel_weights(model, layer, neuron);
  const auto [low, high] = std::ranges::minmax(weights);
  double squares = 0;
  for (const float weight : weights) squares += double{weight} * double{weight};
  const Layer& own =
      layer == PixelLayer::first ? model.layers.front() : model.layers[model.layers.size() - 2];
  return {.norm = static_cast<float>(std::sqrt(squares)),
          .low = low,
          .high = high,
          .bias = model.biases(own)[static_cast<std::size_t>(neuron)]};
}

float largest_weight(const WeightNumbers& numbers) {
  return std::max({numbers.high, -numbers.low, 1e-12F});
}

Image weights_image(const PixelWeights& weights, float largest) {
  return image_of_shares(weights, [&](float weight) { return 0.5F + 0.5F * weight / largest; });
}

Image weights_ink(const PixelWeights& weights, float largest, bool is_positive) {
  const float white = is_positive ? largest : -largest;
  return image_of_shares(weights, [&](float weight) { return weight_brightness(weight / white); });
}

float weight_brightness(float share) {
  constexpr float kPower = 0.6F;
  return share > 0 ? std::pow(share, kPower) : 0;
}

}  // namespace bottleneck
