// Ready-made inputs, ten at a time: digits drawn by a program, or a dataset's test images.
#pragma once

#include <vector>

#include "core/dataset.h"
#include "lab/drawing/drawing.h"

namespace bottleneck {

struct Sample {
  Sheet sheet{};  // what it puts on the pad
  Image image{};  // how it looks
  int label = 0;
};
inline constexpr int kSamplesShown = 10;
inline constexpr int kSyntheticPages = 1000;

// Page 0, 1, … of drawn digits, one of each: the same page is the same digits everywhere. page: 0 to
// kSyntheticPages - 1.
std::vector<Sample> synthetic_samples(int page);

// Test images page · 10 to page · 10 + 9; fewer at the end of the dataset.
std::vector<Sample> test_samples(const Dataset& test, int page);

// A test image as a sample; 0 <= index < test.size().
Sample test_sample(const Dataset& test, int index);

}  // namespace bottleneck
