#include "core/sigmoid.h"

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace bottleneck {
namespace {

constexpr std::size_t kSumLanes = 16;

// e^x for x <= 0 to within 2 units in the last place: x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial for
// e^r, times 2^n, whose bits are made. Only arithmetic that compilers turn into vector instructions
// everywhere; results under e^-87 become e^-87. The last step is a product, so that NaN stays NaN whatever
// the bits of n are then.
inline float exp_nonpositive(float x) {
  x = x < -87.0F ? -87.0F : x;
  const float shifted =
      x * 1.44269504F + 12582912.0F;  // 1.5 · 2^23: the sum's last bits are the rounded integer
  const float n = shifted - 12582912.0F;
  const float r = (x - n * 0.693359375F) - n * -2.12194440e-4F;  // ln 2 in two parts
  float p = 1.0F / 5040.0F;
  p = p * r + 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const std::uint32_t power =
      (std::bit_cast<std::uint32_t>(shifted) << 23) + std::bit_cast<std::uint32_t>(1.0F);
  return p * std::bit_cast<float>(power);
}

inline float magnitude(float z) {
  return z < 0.0F ? -z : z;
}

// sigmoid(z), given e = e^-|z|.
inline float logistic(float z, float e) {
  return (z < 0.0F ? e : 1.0F) / (1.0F + e);
}

// The cross-entropy but for log(1 + e).
inline float linear_part(float z, float x) {
  return (z > 0.0F ? z : 0.0F) - x * z;
}

using Lanes = std::array<float, kSumLanes>;

// Calls `body(i, lane)` for every i in [0, count), sixteen neighbours at a time so that the inner loop
// becomes vectors.
template <class Body>
inline void for_lanes(std::size_t count, const Body& body) {
  std::size_t i = 0;
  for (; i + kSumLanes <= count; i += kSumLanes) {
    for (std::size_t lane = 0; lane < kSumLanes; ++lane) body(i + lane, lane);
  }
  for (; i < count; ++i) body(i, i % kSumLanes);
}

// What a chunk of values adds up to, lane by lane.
struct Sums {
  Lanes entropy{};      // of the cross-entropies' linear parts
  Lanes squared{};      // of the squared errors
  Lanes factors = [] {  // products of 1 + e: one logarithm in place of one for each value
    Lanes ones;
    ones.fill(1.0F);
    return ones;
  }();
};

// Adds up what body(i, lane, sums) says of every i. Lanes are emptied into double precision every 1024
// values, before they lose digits; a lane has 64 of them then, whose factors, 1 to 2 each, multiply to 2^64
// at most and are off by 2^-17 at most: in the sum of their logarithms that is 1e-7 for each.
template <class Body>
inline PixelErrors sum_lanes(std::size_t count, const Body& body) {
  constexpr std::size_t kChunk = 1024;
  PixelErrors totals;
  for (std::size_t first = 0; first < count; first += kChunk) {
    Sums sums;
    for_lanes(count - first < kChunk ? count - first : kChunk,
              [&](std::size_t i, std::size_t lane) { body(first + i, lane, sums); });
    for (std::size_t lane = 0; lane < kSumLanes; ++lane) {
      totals.bce +=
          static_cast<double>(sums.entropy[lane]) + std::log(static_cast<double>(sums.factors[lane]));
      totals.squared += static_cast<double>(sums.squared[lane]);
    }
  }
  return totals;
}

}  // namespace

void sigmoid(std::span<float> values) {
  float* const v = values.data();
  for_lanes(values.size(),
            [v](std::size_t i, std::size_t) { v[i] = logistic(v[i], exp_nonpositive(-magnitude(v[i]))); });
}

PixelErrors reconstruction_errors(std::span<const float> logits, std::span<const float> targets) {
  assert(logits.size() == targets.size());
  const float* const z = logits.data();
  const float* const x = targets.data();
  return sum_lanes(logits.size(), [=](std::size_t i, std::size_t lane, Sums& sums) {
    const float e = exp_nonpositive(-magnitude(z[i]));
    const float difference = logistic(z[i], e) - x[i];
    sums.entropy[lane] += linear_part(z[i], x[i]);
    sums.factors[lane] *= 1.0F + e;
    sums.squared[lane] += difference * difference;
  });
}

double bce_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                         std::span<float> gradient) {
  assert(logits.size() == targets.size() && gradient.size() == targets.size());
  const float* const z = logits.data();
  const float* const x = targets.data();
  float* const dz = gradient.data();
  const auto add = [=](std::size_t i, std::size_t lane, Sums& sums) {
    const float e = exp_nonpositive(-magnitude(z[i]));
    sums.entropy[lane] += linear_part(z[i], x[i]);
    sums.factors[lane] *= 1.0F + e;
    dz[i] = scale * (logistic(z[i], e) - x[i]);
  };
  return sum_lanes(logits.size(), add).bce;
}

double squared_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                             std::span<float> gradient) {
  assert(logits.size() == targets.size() && gradient.size() == targets.size());
  const float* const z = logits.data();
  const float* const x = targets.data();
  float* const dz = gradient.data();
  const auto add = [=](std::size_t i, std::size_t lane, Sums& sums) {
    const float y = logistic(z[i], exp_nonpositive(-magnitude(z[i])));
    const float difference = y - x[i];
    sums.squared[lane] += difference * difference;
    dz[i] = scale * 2.0F * difference * y * (1.0F - y);
  };
  return sum_lanes(logits.size(), add).squared;
}

}  // namespace bottleneck
