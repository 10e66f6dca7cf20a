// As filter_kernel_wasm.cpp, with all eight references in one vector.
#include <cstring>

#include <immintrin.h>

#include "core/filter_kernel.h"

namespace bottleneck {

std::uint32_t filter_block(const std::int16_t* queries, const std::int16_t* block, const std::int32_t* halves,
                           const std::int32_t* least, std::int32_t* sums) {
  const auto load = [](const void* from) { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); };
  __m256i totals[kFilterQueries];
  for (__m256i& total : totals) total = _mm256_sub_epi32(_mm256_setzero_si256(), load(halves));
  for (std::size_t i = 0; i < kCodeNumbers; i += 2) {
    const __m256i references = load(block + i * kFilterReferences);
    for (std::size_t q = 0; q < kFilterQueries; ++q) {
      std::int32_t pair;
      std::memcpy(&pair, queries + q * kCodeNumbers + i, sizeof(pair));
      totals[q] = _mm256_add_epi32(totals[q], _mm256_madd_epi16(_mm256_set1_epi32(pair), references));
    }
  }
  std::uint32_t passed = 0;
  for (std::size_t q = 0; q < kFilterQueries; ++q) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + q * kFilterReferences), totals[q]);
    const __m256i is_less = _mm256_cmpgt_epi32(_mm256_set1_epi32(least[q]), totals[q]);
    const auto less = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(is_less)));
    passed |= (~less & 0xFFU) << (q * kFilterReferences);
  }
  return passed;
}

std::int32_t dot_halves(const std::int16_t* a, const std::int16_t* b) {
  const auto load = [](const std::int16_t* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  };
  const __m256i sums =
      _mm256_add_epi32(_mm256_madd_epi16(load(a), load(b)), _mm256_madd_epi16(load(a + 16), load(b + 16)));
  const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
  const __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0b1110));
  return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 1)));
}

}  // namespace bottleneck
