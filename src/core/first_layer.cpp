#include "core/first_layer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bottleneck {

Image first_layer_image(const Autoencoder& model, int neuron) {
  const Layer& layer = model.layers.front();
  assert(layer.inputs == kPixels && neuron >= 0 && neuron < layer.outputs);
  const auto weights = model.weights(layer).subspan(static_cast<std::size_t>(neuron) * kPixels, kPixels);
  float largest = 1e-12F;  // a neuron without weights is grey all over
  for (const float w : weights) largest = std::max(largest, std::fabs(w));
  Image image{};
  std::ranges::transform(weights, image.begin(), [&](float w) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(0.5F + 0.5F * w / largest, 0.0F, 1.0F) * 255.0F));
  });
  return image;
}

}  // namespace bottleneck
