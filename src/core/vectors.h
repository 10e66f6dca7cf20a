// Vectors of floats, as wide as the processor that is built for has them: 4 as WebAssembly, 8 with AVX, 16
// with AVX-512. In clang's notation, so that one source serves all: + and × go number by number.
#pragma once

#include <cstddef>
#include <cstring>

namespace bottleneck {

#if defined(__AVX512F__)
inline constexpr std::size_t kLanes = 16;
#elif defined(__AVX__)
inline constexpr std::size_t kLanes = 8;
#else
inline constexpr std::size_t kLanes = 4;
#endif

using Vector = float __attribute__((ext_vector_type(kLanes)));
using Four = float __attribute__((ext_vector_type(4)));

template <class V = Vector>
V load(const float* from) {
  V vector;
  std::memcpy(&vector, from, sizeof(V));
  return vector;
}

template <class V>
void store(float* to, V vector) {
  std::memcpy(to, &vector, sizeof(V));
}

// a × b + sum; rounded once where the processor has an instruction for it.
inline Vector multiply_add(Vector a, Vector b, Vector sum) {
#if defined(__FMA__)
  return __builtin_elementwise_fma(a, b, sum);
#else
  return sum + a * b;
#endif
}

// Turns a square of 4 × 4 over: from four rows, `stride` apart, to four, `to_stride` apart.
inline void turn_square(const float* from, std::size_t stride, float* to, std::size_t to_stride) {
  const Four a = load<Four>(from);
  const Four b = load<Four>(from + stride);
  const Four c = load<Four>(from + 2 * stride);
  const Four d = load<Four>(from + 3 * stride);
  const Four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const Four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const Four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store(to, Four(__builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5)));
  store(to + to_stride, Four(__builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7)));
  store(to + 2 * to_stride, Four(__builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5)));
  store(to + 3 * to_stride, Four(__builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7)));
}

// Turns a matrix over: rows × columns numbers, `stride` from row to row, to columns × rows, `to_stride`
// apart.
inline void turn_over(const float* from, std::size_t rows, std::size_t columns, std::size_t stride, float* to,
                      std::size_t to_stride) {
  const std::size_t whole_rows = rows / 4 * 4;
  const std::size_t whole_columns = columns / 4 * 4;
  for (std::size_t i = 0; i < whole_rows; i += 4) {
    for (std::size_t j = 0; j < whole_columns; j += 4)
      turn_square(from + i * stride + j, stride, to + j * to_stride + i, to_stride);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = i < whole_rows ? whole_columns : 0; j < columns; ++j)
      to[j * to_stride + i] = from[i * stride + j];
  }
}

}  // namespace bottleneck
