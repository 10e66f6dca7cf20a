// The letters and sizes that every shape comment in the project uses.
//
//   B  images in a mini-batch        K  latent units (the length of a code)
//   D  pixels in an image, 784       N  images in a dataset
#pragma once

#include <array>
#include <cstdint>

namespace bottleneck {

inline constexpr int kSide = 28;               // an image is kSide × kSide pixels, rows from top to bottom
inline constexpr int kPixels = kSide * kSide;  // D
inline constexpr int kClasses = 10;            // labels are 0..9 in MNIST and Fashion-MNIST

// One grey image, row by row; 0 is black paper, 255 is white ink.
using Image = std::array<std::uint8_t, kPixels>;
inline constexpr float kWhite =
    255;  // a byte / kWhite is the pixel in 0..1 that networks and distances work with

}  // namespace bottleneck
