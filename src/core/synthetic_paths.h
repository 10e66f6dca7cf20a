// The ways of writing each digit, as the pen's path before the hand's slant, size and tremor.
#pragma once

#include <vector>

#include "core/rng.h"

namespace bottleneck {

// A place that the pen passes. The path through it is smooth, unless it is a corner.
struct Key {
  float x;
  float y;
  bool corner = false;
};

// Pen down to pen up, at least two keys.
using KeyStroke = std::vector<Key>;

// One way of writing `digit` (0..9), chosen at random with its proportions. The writing is about 1 high (y
// from 0 at the top down to 1) and about 0.7 wide. The same state of `rng` gives the same bits on every
// machine.
std::vector<KeyStroke> digit_keys(int digit, Rng& rng);

}  // namespace bottleneck
