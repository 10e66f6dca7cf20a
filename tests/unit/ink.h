// What tests measure on images of writing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/shapes.h"

namespace bottleneck {

inline int pixel_at(const Image& image, int x, int y) {
  return image[static_cast<std::size_t>(y * kSide + x)];
}

// Where an image's non-zero pixels lie and how heavy they are.
struct Ink {
  int top = kSide;
  int bottom = -1;  // the last row with ink
  int left = kSide;
  int right = -1;
  int nonzero = 0;
  int full = 0;    // pixels of at least 253
  double sum = 0;  // of the pixels / 255
  double x = 0;    // centre of mass, in pixel indices
  double y = 0;

  int width() const { return right - left + 1; }
  int height() const { return bottom - top + 1; }
  int longer_side() const { return std::max(width(), height()); }
};

inline Ink measure_ink(std::span<const std::uint8_t, kPixels> image) {
  Ink ink;
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      const int pixel = image[static_cast<std::size_t>(row * kSide + column)];
      if (pixel == 0) continue;
      ink.top = std::min(ink.top, row);
      ink.bottom = std::max(ink.bottom, row);
      ink.left = std::min(ink.left, column);
      ink.right = std::max(ink.right, column);
      ++ink.nonzero;
      ink.full += pixel >= 253;
      ink.sum += pixel / 255.0;
      ink.x += column * (pixel / 255.0);
      ink.y += row * (pixel / 255.0);
    }
  }
  if (ink.nonzero > 0) {
    ink.x /= ink.sum;
    ink.y /= ink.sum;
  }
  return ink;
}

// Whether the centre of mass lies within half a pixel of index (14, 14), or the ink has been moved towards it
// up to the field's edge.
inline bool is_centred(const Ink& ink) {
  const auto centred = [](double centre, int first, int last) {
    constexpr double kMost = 0.5 + 1e-9;
    return (centre >= 14 - kMost || last == kSide - 1) && (centre <= 14 + kMost || first == 0);
  };
  return centred(ink.x, ink.left, ink.right) && centred(ink.y, ink.top, ink.bottom);
}

// The same over many images.
struct InkStatistics {
  double mean_sum = 0;    // of an image's ink
  double full_share = 0;  // of the non-zero pixels, those of at least 253
};

inline InkStatistics ink_statistics(std::span<const std::uint8_t> images) {
  InkStatistics statistics;
  const std::size_t count = images.size() / kPixels;
  double nonzero = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Ink ink = measure_ink(std::span<const std::uint8_t, kPixels>(images.data() + i * kPixels, kPixels));
    statistics.mean_sum += ink.sum / static_cast<double>(count);
    statistics.full_share += ink.full;
    nonzero += ink.nonzero;
  }
  statistics.full_share /= nonzero;
  return statistics;
}

// MNIST's own, over its 60,000 training images, and how near ours must come.
inline constexpr double kMnistInk = 102.4;
inline constexpr double kInkTolerance = 10.2;
inline constexpr double kMnistFullShare = 0.292;
inline constexpr double kFullShareTolerance = 0.05;

// FNV-1a, 64 bits: two sets of bytes that agree in it are the same for a test's purpose.
inline std::uint64_t fingerprint(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3ULL;
  return hash;
}

}  // namespace bottleneck
