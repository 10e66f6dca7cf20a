// One query against both references at a time: compilers turn this loop into the machine's widest
// multiply-and-add of 16-bit pairs.
#include "core/dot_kernel.h"
#include "core/shapes.h"

namespace bottleneck {

void dot_block(const std::int16_t* queries, const std::int16_t* references, std::int32_t* dots) {
  for (std::size_t q = 0; q < kDotQueries; ++q) {
    const std::int16_t* const query = queries + q * kPaddedPixels;
    std::int32_t first = 0;
    std::int32_t second = 0;
    for (std::size_t i = 0; i < kPaddedPixels; ++i) {
      first += std::int32_t{query[i]} * std::int32_t{references[i]};
      second += std::int32_t{query[i]} * std::int32_t{references[kPaddedPixels + i]};
    }
    dots[q * kDotReferences] = first;
    dots[q * kDotReferences + 1] = second;
  }
}

std::int32_t dot_image(const std::int16_t* query, const std::uint8_t* reference) {
  std::int32_t sum = 0;
  for (int i = 0; i < kPixels; ++i) sum += std::int32_t{query[i]} * std::int32_t{reference[i]};
  return sum;
}

void dot_two(const std::array<const std::int16_t*, 2>& queries, const std::uint8_t* reference,
             std::array<std::int32_t, 2>& dots) {
  for (std::size_t q = 0; q < queries.size(); ++q) dots[q] = dot_image(queries[q], reference);
}

}  // namespace bottleneck
