// Digits drawn by a program: pen paths with random slant, scale, thickness and wobble, several ways of
// writing per digit. They stand in for MNIST where no dataset can be had, and need nothing but a seed.
#pragma once

#include <cstdint>
#include <utility>

#include "core/dataset.h"
#include "core/rng.h"
#include "core/stroke.h"

namespace bottleneck {

// The mean pen of these digits, in image pixels. It makes ink as heavy as MNIST's, with the soft edge of
// core/raster.h:
//
//                                             mean sum of ink / 255    pixels ≥ 253 among the non-zero
//   MNIST, 60,000 training images                     102.4                        29.2 %
//   MNIST's 10,000 test digits, thinned and redrawn    99.8                        29.7 %
//   20,000 synthetic digits, all with this pen        105.2                        30.5 %
inline constexpr float kSyntheticPen = 2.8F;

// A digit's drawing, in about a unit box, and the pen it was written with (in image pixels).
struct SyntheticDigit {
  Strokes strokes;
  float pen;
};

// One random way of writing `digit` (0..9), y downwards. Render it with render_normalised(strokes, pen).
SyntheticDigit draw_synthetic(int digit, Rng& rng);

// `count` (0 or more) rendered digits with labels 0, 1, …, 9, 0, … in a random order. The same seed gives the
// same dataset, bit by bit, on every machine. Of 2,000 such digits, MNIST's 7 nearest neighbours on pixels
// label 95 % rightly; their mean ink is 104.6 (MNIST: 102.4).
Dataset synthetic_dataset(int count, std::uint64_t seed);

// The same, digit by digit, for those who must not stop for so long. Throws std::bad_alloc at the beginning
// or never.
class SyntheticMaker {
 public:
  SyntheticMaker(int count, std::uint64_t seed);

  bool is_finished() const { return done_ == count(); }
  int count() const { return dataset_.size(); }
  int done() const { return done_; }
  // Draws one more; only while it is not finished.
  void step();
  // Once it is finished.
  Dataset take() && { return std::move(dataset_); }

 private:
  Rng rng_;
  Dataset dataset_;
  int done_ = 0;
};

}  // namespace bottleneck
