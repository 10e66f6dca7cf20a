#include "core/dot_kernel.h"
#include "core/shapes.h"

namespace bottleneck::plain {

void dot_block(const std::int16_t* queries, const std::int16_t* references, std::int32_t* dots) {
  for (std::size_t q = 0; q < kDotQueries; ++q) {
    for (std::size_t r = 0; r < kDotReferences; ++r) {
      std::int32_t sum = 0;
      for (std::size_t i = 0; i < kPaddedPixels; ++i) {
        sum += std::int32_t{queries[q * kPaddedPixels + i]} * std::int32_t{references[r * kPaddedPixels + i]};
      }
      dots[q * kDotReferences + r] = sum;
    }
  }
}

std::int32_t dot_image(const std::int16_t* query, const std::uint8_t* reference) {
  std::int32_t sum = 0;
  for (int i = 0; i < kPixels; ++i) sum += std::int32_t{query[i]} * std::int32_t{reference[i]};
  return sum;
}

}  // namespace bottleneck::plain
