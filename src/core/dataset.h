// Labelled images in memory, as the networks and the neighbours take them.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/shapes.h"

namespace bottleneck {

// Of the reader's own pictures: light ones (core/background.h) are made negatives, or left as they are.
enum class Background : std::uint8_t { dark, inverted, light };

// N images and their labels. `images` is N × D bytes, row by row; `labels` is N bytes, each an index into
// `TrainTest::class_names`.
struct Dataset {
  std::vector<std::uint8_t> images;
  std::vector<std::uint8_t> labels;
  Background background = Background::dark;

  int size() const { return static_cast<int>(labels.size()); }

  // The i-th image, D bytes; 0 <= i < size().
  std::span<const std::uint8_t, kPixels> image(int i) const {
    assert(i >= 0 && i < size());
    return std::span<const std::uint8_t, kPixels>(images.data() + static_cast<std::size_t>(i) * kPixels,
                                                  kPixels);
  }
};

// What a model is trained on and what it is measured on, and what the labels mean ("0".."9", "T-shirt/top", a
// folder's name).
struct TrainTest {
  std::string name;
  std::vector<std::string> class_names;
  Dataset train;
  Dataset test;
};

}  // namespace bottleneck
