// Which synthetic digits there are to be.
#pragma once

#include <cstdint>

#include "lab/base/typed_numbers.h"

namespace bottleneck {

struct SyntheticPlan {
  int count = 60'000;  // to train on; a sixth as many more to test with, as of MNIST
  std::uint64_t seed = 1;

  bool operator==(const SyntheticPlan&) const = default;
};
inline constexpr int kFewestSynthetic = 10;
inline constexpr int kMostSynthetic = 200'000;

}  // namespace bottleneck
