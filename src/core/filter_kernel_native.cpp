// Written so that compilers make the machine's widest multiply-and-add of 16-bit pairs of the inner loop,
// with each reference's sum in its lane.
#include "core/filter_kernel.h"

namespace bottleneck {

std::uint32_t filter_block(const std::int16_t* queries, const std::int16_t* block, const std::int32_t* halves,
                           const std::int32_t* least, std::int32_t* sums) {
  std::uint32_t passed = 0;
  for (std::size_t q = 0; q < kFilterQueries; ++q) {
    const std::int16_t* const query = queries + q * kCodeNumbers;
    std::int32_t totals[kFilterReferences];
    for (std::size_t r = 0; r < kFilterReferences; ++r) totals[r] = -halves[r];
    for (std::size_t i = 0; i < kCodeNumbers; i += 2) {
      const std::int16_t* const pairs = block + i * kFilterReferences;
      for (std::size_t r = 0; r < kFilterReferences; ++r) {
        totals[r] += std::int32_t{query[i]} * std::int32_t{pairs[2 * r]} +
                     std::int32_t{query[i + 1]} * std::int32_t{pairs[2 * r + 1]};
      }
    }
    for (std::size_t r = 0; r < kFilterReferences; ++r) {
      sums[q * kFilterReferences + r] = totals[r];
      passed |= static_cast<std::uint32_t>(totals[r] >= least[q]) << (q * kFilterReferences + r);
    }
  }
  return passed;
}

std::int32_t dot_halves(const std::int16_t* a, const std::int16_t* b) {
  return plain::dot_halves(a, b);
}

}  // namespace bottleneck
