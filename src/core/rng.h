// The project's own random numbers: the same seed gives the same bits on every machine, natively and as
// WebAssembly, which the standard library's distributions do not promise. PCG32 (M. O'Neill, "PCG: A Family
// of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation", 2014).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace bottleneck {

class Rng {
 public:
  // Any seed will do. Another stream (below 2^63) of the same seed runs through another sequence.
  explicit Rng(std::uint64_t seed, std::uint64_t stream = 0);

  std::uint32_t next();                  // 32 random bits
  float uniform();                       // in [0, 1), 24 random bits
  float uniform(float low, float high);  // in [low, high]; rounding alone reaches high
  float normal();  // mean 0, standard deviation 1; bits may differ between maths libraries
  std::uint32_t below(std::uint32_t n);  // unbiased in [0, n); n > 0

  // Fisher–Yates: every order is equally likely.
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[below(static_cast<std::uint32_t>(i))]);
    }
  }

 private:
  std::uint64_t state_;
  std::uint64_t increment_;  // odd
};

}  // namespace bottleneck
