// Integer dot products between images, the whole cost of nearest neighbours on pixels: |q - r|² = |q|² + |r|²
// - 2 q·r. One implementation is chosen by the build (dot_kernel_native.cpp, dot_kernel_wasm.cpp); the plain
// one is their oracle.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/shapes.h"

namespace bottleneck {

// Images widened to 16 bits and filled up with zeros to a whole number of vectors: 784 → 800 values.
inline constexpr std::size_t kPaddedPixels = 800;
inline constexpr std::size_t kDotQueries = 4;
inline constexpr std::size_t kDotReferences = 2;

// queries: kDotQueries × kPaddedPixels, references: kDotReferences × kPaddedPixels, values 0..255;
// dots: kDotQueries × kDotReferences, each at most 784 · 255², which fits.
void dot_block(const std::int16_t* queries, const std::int16_t* references, std::int32_t* dots);

// One query with one reference as it is stored: for a query that comes alone, widening every reference would
// cost more than the product. query: kPixels values 0..255, reference: kPixels bytes.
std::int32_t dot_image(const std::int16_t* query, const std::uint8_t* reference);

// Two queries at once with one reference, which is then widened once. queries: kPixels values 0..255 each;
// dots: theirs.
void dot_two(const std::array<const std::int16_t*, 2>& queries, const std::uint8_t* reference,
             std::array<std::int32_t, 2>& dots);

// An image with itself.
inline std::int32_t square_of(const std::uint8_t* image) {
  std::int32_t sum = 0;
  for (int i = 0; i < kPixels; ++i) sum += std::int32_t{image[i]} * image[i];
  return sum;
}

namespace plain {
void dot_block(const std::int16_t* queries, const std::int16_t* references, std::int32_t* dots);
std::int32_t dot_image(const std::int16_t* query, const std::uint8_t* reference);
}  // namespace plain

}  // namespace bottleneck
