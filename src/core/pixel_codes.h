// Short codes of images from which a lower bound of the distance between two of them follows, so that most
// pairs need not be looked at (knn_filtered.cpp).
//
// Let P be any matrix with |P x| <= |x| for every x, and S = (I - PᵀP)^½. Then |x|² = |P x|² + |S x|², and
//
//   |a - b|² = |P (a - b)|² + |S (a - b)|² >= |P a - P b|² + (|S a| - |S b|)²
//
// so that the numbers P a with |S a| as one more lie nowhere farther apart than the images. The bound is good
// where P's rows are near the principal components; it holds for any. Of a code's two halves the first, 31
// numbers and their rest, is such a code by itself; with the second, 31 more and what is left then, in place
// of the first one's rest, the bound is sharper.
//
// Everything that the bound needs is exact: images and P are integers, P's length is bounded by the sums of
// the rows of its Gram matrix, and a code's numbers, rounded to 1 / kCodeScale of a pixel value, are off by a
// half each.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/filter_kernel.h"
#include "core/shapes.h"

namespace bottleneck {

inline constexpr double kCodeScale = 4;  // steps of a code in a pixel value

// 0–30: the first directions; 31: the rest; 32–62: the next directions; 63: the rest after both.
using PixelCode = std::array<std::int16_t, 2 * kCodeNumbers>;

struct PixelBasis {
  std::vector<std::int16_t> rows;  // 64 × kPaddedPixels: P in steps of 1 / length; the rests' rows are zeros
  std::vector<std::int16_t> origin;  // D: near the images' mean, taken from each before it is coded
  double length = 1;                 // no image becomes more than so many times as long by `rows`
};

// images: N × D bytes, N >= 1; it looks at some thousand of them.
PixelBasis make_basis(std::span<const std::uint8_t> images);

// images: N × D bytes → N codes.
std::vector<PixelCode> code_images(const PixelBasis& basis, std::span<const std::uint8_t> images);

// How far apart, squared and in steps, codes may be whose images are within the square root of `limit` (in
// pixel values): in one half, or in all but the first rest.
double reach(std::int32_t limit);

// What a sum of filter_block() is at least for every reference within reach. code: the query's; square: of
// its first half, in steps.
std::int32_t least_sum(std::int32_t square, double reach);

// Of the first `kCodeNumbers` of `code`, in steps.
std::int32_t squared_length(std::span<const std::int16_t, kCodeNumbers> half);

}  // namespace bottleneck
