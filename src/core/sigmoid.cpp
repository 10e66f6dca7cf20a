#include "core/sigmoid.h"

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>

namespace bottleneck {
namespace {

constexpr std::size_t kLanes = 16;

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

// log(1 + e) for e in [0, 1]: 2 artanh(s) with s = e / (2 + e) <= 1/3, whose series is cut where its rest is
// under 1e-9.
inline float log1p_unit(float e) {
  const float s = e / (2.0F + e);
  const float s2 = s * s;
  float p = 1.0F / 15.0F;
  p = p * s2 + 1.0F / 13.0F;
  p = p * s2 + 1.0F / 11.0F;
  p = p * s2 + 1.0F / 9.0F;
  p = p * s2 + 1.0F / 7.0F;
  p = p * s2 + 1.0F / 5.0F;
  p = p * s2 + 1.0F / 3.0F;
  p = p * s2 + 1.0F;
  return 2.0F * s * p;
}

inline float magnitude(float z) {
  return z < 0.0F ? -z : z;
}

// sigmoid(z), given e = e^-|z|.
inline float logistic(float z, float e) {
  return (z < 0.0F ? e : 1.0F) / (1.0F + e);
}

inline float cross_entropy(float z, float x, float e) {
  return (z > 0.0F ? z : 0.0F) - x * z + log1p_unit(e);
}

using Lanes = std::array<float, kLanes>;

// Calls `body(i, lane)` for every i in [0, count), sixteen neighbours at a time so that the inner loop
// becomes vectors.
template <class Body>
inline void for_lanes(std::size_t count, const Body& body) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) body(i + lane, lane);
  }
  for (; i < count; ++i) body(i, i % kLanes);
}

// Adds up body(i) for every i. Lanes are emptied into double precision every 1024 values, before they lose
// digits.
template <std::size_t Sums, class Body>
inline std::array<double, Sums> sum_lanes(std::size_t count, const Body& body) {
  constexpr std::size_t kChunk = 1024;
  std::array<double, Sums> totals{};
  for (std::size_t first = 0; first < count; first += kChunk) {
    std::array<Lanes, Sums> lanes{};
    for_lanes(count - first < kChunk ? count - first : kChunk,
              [&](std::size_t i, std::size_t lane) { body(first + i, lane, lanes); });
    for (std::size_t s = 0; s < Sums; ++s) {
      for (const float lane : lanes[s]) totals[s] += static_cast<double>(lane);
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
  const auto sums =
      sum_lanes<2>(logits.size(), [=](std::size_t i, std::size_t lane, std::array<Lanes, 2>& lanes) {
        const float e = exp_nonpositive(-magnitude(z[i]));
        const float difference = logistic(z[i], e) - x[i];
        lanes[0][lane] += cross_entropy(z[i], x[i], e);
        lanes[1][lane] += difference * difference;
      });
  return {.bce = sums[0], .squared = sums[1]};
}

double bce_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                         std::span<float> gradient) {
  assert(logits.size() == targets.size() && gradient.size() == targets.size());
  const float* const z = logits.data();
  const float* const x = targets.data();
  float* const dz = gradient.data();
  return sum_lanes<1>(logits.size(), [=](std::size_t i, std::size_t lane, std::array<Lanes, 1>& lanes) {
    const float e = exp_nonpositive(-magnitude(z[i]));
    lanes[0][lane] += cross_entropy(z[i], x[i], e);
    dz[i] = scale * (logistic(z[i], e) - x[i]);
  })[0];
}

double squared_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                             std::span<float> gradient) {
  assert(logits.size() == targets.size() && gradient.size() == targets.size());
  const float* const z = logits.data();
  const float* const x = targets.data();
  float* const dz = gradient.data();
  return sum_lanes<1>(logits.size(), [=](std::size_t i, std::size_t lane, std::array<Lanes, 1>& lanes) {
    const float y = logistic(z[i], exp_nonpositive(-magnitude(z[i])));
    const float difference = y - x[i];
    lanes[0][lane] += difference * difference;
    dz[i] = scale * 2.0F * difference * y * (1.0F - y);
  })[0];
}

}  // namespace bottleneck
