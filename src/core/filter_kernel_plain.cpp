#include "core/filter_kernel.h"

namespace bottleneck::plain {

std::uint32_t filter_block(const std::int16_t* queries, const std::int16_t* block, const std::int32_t* halves,
                           const std::int32_t* least, std::int32_t* sums) {
  std::uint32_t passed = 0;
  for (std::size_t q = 0; q < kFilterQueries; ++q) {
    for (std::size_t r = 0; r < kFilterReferences; ++r) {
      const std::size_t pair = q * kFilterReferences + r;
      sums[pair] = -halves[r];
      for (std::size_t i = 0; i < kCodeNumbers; ++i) {
        const std::size_t place = (i / 2 * kFilterReferences + r) * 2 + i % 2;
        sums[pair] += std::int32_t{queries[q * kCodeNumbers + i]} * std::int32_t{block[place]};
      }
      if (sums[pair] >= least[q]) passed |= 1U << pair;
    }
  }
  return passed;
}

std::int32_t dot_halves(const std::int16_t* a, const std::int16_t* b) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < kCodeNumbers; ++i) sum += std::int32_t{a[i]} * std::int32_t{b[i]};
  return sum;
}

}  // namespace bottleneck::plain
