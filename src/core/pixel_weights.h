// The weights between the pixels and the neurons next to them, as pictures: what a neuron of the first layer
// looks for, and what a unit before the last layer draws.
#pragma once

#include <array>
#include <cstdint>

#include "core/autoencoder.h"

namespace bottleneck {

// Which of the two layers that have pixels at one end.
enum class PixelLayer : std::uint8_t { first, last };

using PixelWeights = std::array<float, kPixels>;

// In all of these the model's inputs are pixels, and 0 <= neuron < pixel_neurons().

// How many neurons are next to the pixels: the first layer's outputs, or the last one's inputs.
int pixel_neurons(const Autoencoder& model, PixelLayer layer);
// The 784 weights of one: a row of the first layer's, or a column of the last one's.
PixelWeights pixel_weights(const Autoencoder& model, PixelLayer layer, int neuron);

struct WeightNumbers {
  float norm = 0;  // Euclidean, of the 784 weights
  float low = 0;   // the smallest weight
  float high = 0;  // the largest
  float bias = 0;  // of the neuron itself
};
WeightNumbers weight_numbers(const Autoencoder& model, PixelLayer layer, int neuron);

// The largest weight by magnitude; a little above 0 at least, so that it can be divided by.
float largest_weight(const WeightNumbers& numbers);

// Mid-grey is zero, white is `largest`, black the same below zero; what is beyond is cut off.
Image weights_image(const PixelWeights& weights, float largest);
// The weights of one sign alone as ink: white is `largest` by magnitude, black is zero and all of the other
// sign. Most weights are small beside the largest: they are brightened.
Image weights_ink(const PixelWeights& weights, float largest, bool is_positive);
// How bright a share 0..1 of the largest weight is in it, 0..1.
float weight_brightness(float share);

}  // namespace bottleneck
