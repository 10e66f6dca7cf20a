// Adam (D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", 2015) as Keras computes it: the
// bias correction goes into the step's length, and epsilon is added outside the square root to the
// uncorrected root:
//
//   m ← β₁ m + (1 - β₁) g     v ← β₂ v + (1 - β₂) g²     p ← p - α √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε)
//
// But an m below 1e-30 becomes 0. It moves p by less than 1e-26, which no weight has room for; and left
// alone, that of a weight whose gradient is 0 for 900 steps becomes subnormal, stays so, and each step with
// it takes a hundred times as long (Intel; with 300 units and MNIST all of Adam five times, after the third
// epoch).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bottleneck {

struct AdamSettings {
  float learning_rate = 0.001F;
  float beta1 = 0.9F;
  float beta2 = 0.999F;
  float epsilon = 1e-7F;
};

// Plain data, so that a run can be kept and resumed.
struct AdamState {
  std::vector<float> mean;      // m, one per parameter
  std::vector<float> variance;  // v, one per parameter, uncentred
  std::int64_t steps = 0;       // t

  explicit AdamState(std::size_t parameters) : mean(parameters), variance(parameters) {}
};

// One step from `parameters` to `next`, which may not overlap. gradient and both have the length of the
// state's moments. Returns whether what came out are finite numbers, all of them.
bool adam_step(const AdamSettings& settings, AdamState& state, std::span<const float> gradient,
               std::span<const float> parameters, std::span<float> next);

}  // namespace bottleneck
