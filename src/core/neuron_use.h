// How often and how strongly the neurons next to the pixels fire on images.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/pixel_weights.h"

namespace bottleneck {

// An image and what a neuron makes of it.
struct Excitement {
  int image;  // its index
  float activation;

  bool operator==(const Excitement&) const = default;
};

inline constexpr std::size_t kMostExciting = 12;

struct NeuronUse {
  int fired = 0;                   // images on which it is above zero
  double sum = 0;                  // of its activations on all images
  std::vector<Excitement> most{};  // the images on which it fires most strongly, at most kMostExciting
};

// Whether it can die: a ReLU that never opens carries nothing, and no gradient reaches it any more.
bool can_die(const Autoencoder& model, PixelLayer layer);

// Adds what the neurons make of more images. images: N × D bytes, of which the first has the index `first`;
// use: one per neuron. Of images with the same activation the one that came first stands first.
void add_use(std::vector<NeuronUse>& use, const Autoencoder& model, PixelLayer layer,
             std::span<const std::uint8_t> images, int first);

}  // namespace bottleneck
