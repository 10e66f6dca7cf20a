#include "core/rng.h"

#include <cassert>
#include <cmath>

namespace bottleneck {

Rng::Rng(std::uint64_t seed, std::uint64_t stream) : state_(0), increment_(stream * 2 + 1) {
  next();
  state_ += seed;
  next();
}

std::uint32_t Rng::next() {
  const std::uint64_t old = state_;
  state_ = old * 6364136223846793005ULL + increment_;
  const auto mixed = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
  const auto turn = static_cast<std::uint32_t>(old >> 59);
  return (mixed >> turn) | (mixed << ((32 - turn) & 31));
}

float Rng::uniform() {
  return static_cast<float>(next() >> 8) * 0x1p-24F;
}

float Rng::uniform(float low, float high) {
  return low + (high - low) * uniform();
}

float Rng::normal() {
  // Box–Muller; 1 - u keeps the logarithm finite.
  const float radius = std::sqrt(-2.0F * std::log(1.0F - uniform()));
  return radius * std::cos(6.28318530718F * uniform());
}

std::uint32_t Rng::below(std::uint32_t n) {
  assert(n > 0);
  // Draws under 2^32 mod n would favour the small results: draw again.
  const std::uint32_t smallest = (0U - n) % n;
  std::uint32_t bits = next();
  while (bits < smallest) bits = next();
  return bits % n;
}

}  // namespace bottleneck
