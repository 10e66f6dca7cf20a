#include "core/neuron_use.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace bottleneck {
namespace {

// Of the layer whose outputs these neurons are.
std::size_t layers_up_to(const Autoencoder& model, PixelLayer layer) {
  return layer == PixelLayer::first ? 1 : model.layers.size() - 1;
}

void add_one(NeuronUse& use, int image, float activation) {
  use.sum += double{activation};
  if (!(activation > 0)) return;
  ++use.fired;
  auto& most = use.most;
  if (most.size() == kMostExciting && activation <= most.back().activation) return;
  const auto place =
      std::ranges::upper_bound(most, activation, std::ranges::greater{}, &Excitement::activation);
  most.insert(place, {.image = image, .activation = activation});
  if (most.size() > kMostExciting) most.pop_back();
}

}  // namespace

bool can_die(const Autoencoder& model, PixelLayer layer) {
  return model.layers[layers_up_to(model, layer) - 1].activation == Activation::relu;
}

void add_use(std::vector<NeuronUse>& use, const Autoencoder& model, PixelLayer layer,
             std::span<const std::uint8_t> images, int first) {
  assert(use.size() == static_cast<std::size_t>(pixel_neurons(model, layer)));
  assert(images.size() % kPixels == 0);
  const std::size_t count = images.size() / kPixels;
  std::vector<float> unit(images.size());
  to_unit(images, unit);
  std::vector<float> activations(count * use.size());
  activate(model, layers_up_to(model, layer), unit, activations);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t neuron = 0; neuron < use.size(); ++neuron)
      add_one(use[neuron], first + static_cast<int>(i), activations[i * use.size() + neuron]);
  }
}

}  // namespace bottleneck
