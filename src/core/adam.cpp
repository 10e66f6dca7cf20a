#include "core/adam.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace bottleneck {
namespace {

constexpr float kLeastMean = 1e-30F;  // smaller ones count as 0 (adam.h)

}  // namespace

bool adam_step(const AdamSettings& settings, AdamState& state, std::span<const float> gradient,
               std::span<const float> parameters, std::span<float> next) {
  assert(gradient.size() == state.mean.size() && parameters.size() == state.mean.size());
  assert(next.size() == parameters.size() && next.data() != parameters.data());
  ++state.steps;
  const auto t = static_cast<double>(state.steps);
  const double correction =
      std::sqrt(1.0 - std::pow(settings.beta2, t)) / (1.0 - std::pow(settings.beta1, t));
  const auto rate = static_cast<float>(settings.learning_rate * correction);

  float* const m = state.mean.data();
  float* const v = state.variance.data();
  const float* const g = gradient.data();
  const float* const p = parameters.data();
  float* const to = next.data();
  const float rest1 = 1.0F - settings.beta1;
  const float rest2 = 1.0F - settings.beta2;
  bool all = true;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const float mean = m[i] + rest1 * (g[i] - m[i]);
    m[i] = std::fabs(mean) < kLeastMean ? 0 : mean;
    v[i] += rest2 * (g[i] * g[i] - v[i]);
    to[i] = p[i] - rate * m[i] / (std::sqrt(v[i]) + settings.epsilon);
    // Looks at all of them, so that the loop becomes vectors: the answer is nearly always yes.
    all &= std::fabs(to[i]) <= std::numeric_limits<float>::max();
  }
  return all;
}

}  // namespace bottleneck
