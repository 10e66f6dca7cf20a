// Four queries × two references in registers: eight sums share six loads.
#include <wasm_simd128.h>

#include "core/dot_kernel.h"
#include "core/shapes.h"

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

std::int32_t dot_image(const std::int16_t* query, const std::uint8_t* reference) {
  static_assert(kPixels % 16 == 0);
  v128_t low_sum = wasm_i32x4_splat(0);
  v128_t high_sum = wasm_i32x4_splat(0);
  for (int i = 0; i < kPixels; i += 16) {
    const v128_t bytes = wasm_v128_load(reference + i);
    const v128_t low = wasm_u16x8_extend_low_u8x16(bytes);
    const v128_t high = wasm_u16x8_extend_high_u8x16(bytes);
    low_sum = wasm_i32x4_add(low_sum, wasm_i32x4_dot_i16x8(low, wasm_v128_load(query + i)));
    high_sum = wasm_i32x4_add(high_sum, wasm_i32x4_dot_i16x8(high, wasm_v128_load(query + i + 8)));
  }
  return lane_sum(wasm_i32x4_add(low_sum, high_sum));
}

void dot_two(const std::array<const std::int16_t*, 2>& queries, const std::uint8_t* reference,
             std::array<std::int32_t, 2>& dots) {
  const auto [first, second] = queries;
  v128_t sums[4];
  for (v128_t& sum : sums) sum = wasm_i32x4_splat(0);
  for (int i = 0; i < kPixels; i += 16) {
    const v128_t bytes = wasm_v128_load(reference + i);
    const v128_t low = wasm_u16x8_extend_low_u8x16(bytes);
    const v128_t high = wasm_u16x8_extend_high_u8x16(bytes);
    sums[0] = wasm_i32x4_add(sums[0], wasm_i32x4_dot_i16x8(low, wasm_v128_load(first + i)));
    sums[1] = wasm_i32x4_add(sums[1], wasm_i32x4_dot_i16x8(low, wasm_v128_load(second + i)));
    sums[2] = wasm_i32x4_add(sums[2], wasm_i32x4_dot_i16x8(high, wasm_v128_load(first + i + 8)));
    sums[3] = wasm_i32x4_add(sums[3], wasm_i32x4_dot_i16x8(high, wasm_v128_load(second + i + 8)));
  }
  dots[0] = lane_sum(wasm_i32x4_add(sums[0], sums[2]));
  dots[1] = lane_sum(wasm_i32x4_add(sums[1], sums[3]));
}

}  // namespace bottleneck
