// Four queries × two references in registers: eight sums share six loads.
#include <wasm_simd128.h>

#include "core/dot_kernel.h"

namespace bottleneck {
namespace {

std::int32_t lane_sum(v128_t v) {
  return wasm_i32x4_extract_lane(v, 0) + wasm_i32x4_extract_lane(v, 1) + wasm_i32x4_extract_lane(v, 2) +
         wasm_i32x4_extract_lane(v, 3);
}

}  // namespace

void dot_block(const std::int16_t* queries, const std::int16_t* references, std::int32_t* dots) {
  v128_t sums[kDotQueries][kDotReferences];
  for (auto& row : sums) {
    for (v128_t& sum : row) sum = wasm_i32x4_splat(0);
  }
  for (std::size_t i = 0; i < kPaddedPixels; i += 8) {
    const v128_t first = wasm_v128_load(references + i);
    const v128_t second = wasm_v128_load(references + kPaddedPixels + i);
    for (std::size_t q = 0; q < kDotQueries; ++q) {
      const v128_t query = wasm_v128_load(queries + q * kPaddedPixels + i);
      sums[q][0] = wasm_i32x4_add(sums[q][0], wasm_i32x4_dot_i16x8(query, first));
      sums[q][1] = wasm_i32x4_add(sums[q][1], wasm_i32x4_dot_i16x8(query, second));
    }
  }
  for (std::size_t q = 0; q < kDotQueries; ++q) {
    for (std::size_t r = 0; r < kDotReferences; ++r) dots[q * kDotReferences + r] = lane_sum(sums[q][r]);
  }
}

}  // namespace bottleneck
