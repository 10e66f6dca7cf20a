// As dot_kernel_wasm.cpp: four queries × two references in registers, eight sums that share six loads.
#include <immintrin.h>

#include "core/dot_kernel.h"
#include "core/shapes.h"

namespace bottleneck {
namespace {

__m256i load_sixteen(const std::int16_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

std::int32_t lane_sum(__m256i v) {
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
  return _mm_cvtsi128_si32(sum);
}

}  // namespace

void dot_block(const std::int16_t* queries, const std::int16_t* references, std::int32_t* dots) {
  static_assert(kPaddedPixels % 16 == 0);
  __m256i sums[kDotQueries][kDotReferences];
  for (auto& row : sums) {
    for (__m256i& sum : row) sum = _mm256_setzero_si256();
  }
  for (std::size_t i = 0; i < kPaddedPixels; i += 16) {
    const __m256i first = load_sixteen(references + i);
    const __m256i second = load_sixteen(references + kPaddedPixels + i);
    for (std::size_t q = 0; q < kDotQueries; ++q) {
      const __m256i query = load_sixteen(queries + q * kPaddedPixels + i);
      sums[q][0] = _mm256_add_epi32(sums[q][0], _mm256_madd_epi16(query, first));
      sums[q][1] = _mm256_add_epi32(sums[q][1], _mm256_madd_epi16(query, second));
    }
  }
  for (std::size_t q = 0; q < kDotQueries; ++q) {
    for (std::size_t r = 0; r < kDotReferences; ++r) dots[q * kDotReferences + r] = lane_sum(sums[q][r]);
  }
}

std::int32_t dot_image(const std::int16_t* query, const std::uint8_t* reference) {
  static_assert(kPixels % 16 == 0);
  __m256i sums[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
  for (int i = 0; i < kPixels; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(reference + i));
    __m256i& sum = sums[i / 16 % 2];
    sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_cvtepu8_epi16(bytes), load_sixteen(query + i)));
  }
  return lane_sum(_mm256_add_epi32(sums[0], sums[1]));
}

void dot_two(const std::array<const std::int16_t*, 2>& queries, const std::uint8_t* reference,
             std::array<std::int32_t, 2>& dots) {
  __m256i sums[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
  for (int i = 0; i < kPixels; i += 16) {
    const __m256i wide =
        _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(reference + i)));
    for (std::size_t q = 0; q < queries.size(); ++q)
      sums[q] = _mm256_add_epi32(sums[q], _mm256_madd_epi16(wide, load_sixteen(queries[q] + i)));
  }
  for (std::size_t q = 0; q < queries.size(); ++q) dots[q] = lane_sum(sums[q]);
}

}  // namespace bottleneck
