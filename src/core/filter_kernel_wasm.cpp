// Four queries × two vectors of references in registers. A vector holds a pair of numbers of four references,
// a query's pair goes with all of them: one multiply-and-add of pairs leaves each reference's sum in its
// lane.
#include <wasm_simd128.h>

#include "core/filter_kernel.h"

namespace bottleneck {

std::uint32_t filter_block(const std::int16_t* queries, const std::int16_t* block, const std::int32_t* halves,
                           const std::int32_t* least, std::int32_t* sums) {
  v128_t totals[kFilterQueries][2];
  for (auto& row : totals) {
    row[0] = wasm_i32x4_neg(wasm_v128_load(halves));
    row[1] = wasm_i32x4_neg(wasm_v128_load(halves + 4));
  }
  for (std::size_t i = 0; i < kCodeNumbers; i += 2) {
    const v128_t first = wasm_v128_load(block + i * kFilterReferences);
    const v128_t second = wasm_v128_load(block + i * kFilterReferences + 8);
    for (std::size_t q = 0; q < kFilterQueries; ++q) {
      const v128_t query = wasm_v128_load32_splat(queries + q * kCodeNumbers + i);
      totals[q][0] = wasm_i32x4_add(totals[q][0], wasm_i32x4_dot_i16x8(query, first));
      totals[q][1] = wasm_i32x4_add(totals[q][1], wasm_i32x4_dot_i16x8(query, second));
    }
  }
  std::uint32_t passed = 0;
  for (std::size_t q = 0; q < kFilterQueries; ++q) {
    const v128_t limit = wasm_v128_load32_splat(least + q);
    for (std::size_t half = 0; half < 2; ++half) {
      const std::size_t pair = q * kFilterReferences + half * 4;
      wasm_v128_store(sums + pair, totals[q][half]);
      passed |= wasm_i32x4_bitmask(wasm_i32x4_ge(totals[q][half], limit)) << pair;
    }
  }
  return passed;
}

std::int32_t dot_halves(const std::int16_t* a, const std::int16_t* b) {
  v128_t sums[4];
  for (std::size_t i = 0; i < 4; ++i)
    sums[i] = wasm_i32x4_dot_i16x8(wasm_v128_load(a + 8 * i), wasm_v128_load(b + 8 * i));
  const v128_t four = wasm_i32x4_add(wasm_i32x4_add(sums[0], sums[1]), wasm_i32x4_add(sums[2], sums[3]));
  const v128_t two = wasm_i32x4_add(four, wasm_i32x4_shuffle(four, four, 2, 3, 0, 1));
  return wasm_i32x4_extract_lane(two, 0) + wasm_i32x4_extract_lane(two, 1);
}

}  // namespace bottleneck
