#include "core/pixel_codes.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/dot_kernel.h"
#include "core/product.h"
#include "core/rng.h"
#include "core/vectors.h"

namespace bottleneck {
namespace {

constexpr std::size_t kHalfRows = kCodeNumbers - 1;  // of P, in each half of a code
constexpr std::size_t kRows = 2 * kHalfRows;
constexpr std::size_t kSample = 2000;  // images that P is made from
constexpr std::size_t kFirst = 8;      // every so manieth of them, in the first turn of the power iteration
constexpr double kRowLength = 32700;   // of P's rows, below what 16 bits hold
constexpr std::size_t kWidened = 16;   // images widened at a time: 25 KB, in the first cache

// Below every sum of filter_block(): codes are at most 4 · 28 · 255 long and a little, so that a product is
// above -2^30 and a half below 2^29.
constexpr std::int32_t kBelowAllSums = -(1 << 30) - (1 << 29);

// A code is off by less than half a step in each of at most 63 numbers, so two of them are by less than so
// many steps: √63, and a little for what the square roots are rounded by.
constexpr double kSlack = 7.94;

// Where a row of P stands in a code.
std::size_t place_of(std::size_t row) {
  return row < kHalfRows ? row : row + 1;
}

// The scalar product of two rows of D numbers.
float dot(const float* a, const float* b) {
  static_assert(kPixels % kVectorLanes == 0);
  Vector sums{};
  for (std::size_t p = 0; p < kPixels; p += kVectorLanes) sums = multiply_add(load(a + p), load(b + p), sums);
  float sum = 0;
  for (std::size_t lane = 0; lane < kVectorLanes; ++lane) sum += sums[lane];
  return sum;
}

// Makes rows of D numbers orthonormal: each loses what it has of those before it (J. Gram, 1883; E. Schmidt,
// 1907). What is nothing stays so.
void make_orthonormal(std::vector<float>& rows) {
  for (std::size_t i = 0; i < rows.size(); i += kPixels) {
    const std::span row(rows.data() + i, kPixels);
    // Twice: little may be left of a row, and of that much is rounding.
    for (int turn = 0; turn < 2; ++turn) {
      for (std::size_t j = 0; j < i; j += kPixels) {
        const float part = dot(row.data(), rows.data() + j);
        for (std::size_t p = 0; p < kPixels; ++p) row[p] -= part * rows[j + p];
      }
      const float length = std::sqrt(dot(row.data(), row.data()));
      const float factor = length > 0 ? 1 / length : 0;
      for (float& number : row) number *= factor;
    }
  }
}

// The first principal directions of the rows of a sample by a power iteration with kRows vectors at once
// (G. Golub, C. Van Loan, "Matrix Computations", section 8.2.4), each turn with twice as many images as the
// one before: kRows × D, orthonormal rows. sample: n × D, its mean taken away.
std::vector<float> main_directions(const std::vector<float>& sample) {
  const std::size_t count = sample.size() / kPixels;
  Rng rng(1);
  std::vector<float> directions(kRows * kPixels);
  for (float& number : directions) number = rng.uniform(-1, 1);
  make_orthonormal(directions);
  std::vector<float> scores(count * kRows);
  for (std::size_t step = kFirst; step > 0; step /= 2) {
    const std::size_t some = (count + step - 1) / step;
    const MatrixView x{sample.data(), some, kPixels, step * kPixels, 1};
    product(x, transposed(matrix(directions.data(), kRows, kPixels)), {},
            std::span(scores).first(some * kRows));
    product(transposed(matrix(scores.data(), some, kRows)), x, {}, directions);
    make_orthonormal(directions);
  }
  return directions;
}

// No x becomes more than the square root of this times as long: the largest eigenvalue of the Gram matrix is
// at most its largest sum of magnitudes in a row (S. Gershgorin, 1931). Exact in 64 bits.
double longest_square(const std::vector<std::int16_t>& rows) {
  std::int64_t most = 0;
  for (std::size_t i = 0; i < kRows; ++i) {
    std::int64_t sum = 0;
    for (std::size_t j = 0; j < kRows; ++j) {
      std::int64_t product = 0;
      for (std::size_t p = 0; p < kPixels; ++p)
        product +=
            std::int64_t{rows[place_of(i) * kPaddedPixels + p]} * rows[place_of(j) * kPaddedPixels + p];
      sum += std::abs(product);
    }
    most = std::max(most, sum);
  }
  return static_cast<double>(most);
}

// Takes the origin away from an image, and returns the squared length of what is left: below 2^26.
std::int32_t move_image(const std::uint8_t* image, const std::int16_t* origin, std::int16_t* moved) {
  std::int32_t square = 0;
  for (std::size_t p = 0; p < kPixels; ++p) {
    moved[p] = static_cast<std::int16_t>(image[p] - origin[p]);
    square += std::int32_t{moved[p]} * moved[p];
  }
  return square;
}

// numbers: P x in steps of 1 / length; square: |x|².
PixelCode rounded(std::span<const std::int32_t, 2 * kCodeNumbers> numbers, double length, double square) {
  PixelCode code{};
  double rest = square;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool is_rest = i % kCodeNumbers == kHalfRows;
    const double number = is_rest ? std::sqrt(std::max(0.0, rest)) : numbers[i] / length;
    if (!is_rest) rest -= number * number;
    code[i] = static_cast<std::int16_t>(std::nearbyint(number * kCodeScale));
  }
  return code;
}

}  // namespace

PixelBasis make_basis(std::span<const std::uint8_t> images) {
  const std::size_t all = images.size() / kPixels;
  assert(all >= 1 && images.size() % kPixels == 0);
  const std::size_t count = std::min(all, kSample);
  const auto image_at = [&](std::size_t i) { return images.subspan(i * all / count * kPixels, kPixels); };

  PixelBasis basis{.rows = std::vector<std::int16_t>(2 * kCodeNumbers * kPaddedPixels),
                   .origin = std::vector<std::int16_t>(kPixels)};
  std::vector<std::size_t> sums(kPixels);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t p = 0; p < kPixels; ++p) sums[p] += image_at(i)[p];
  }
  for (std::size_t p = 0; p < kPixels; ++p) basis.origin[p] = static_cast<std::int16_t>(sums[p] / count);

  std::vector<float> sample(count * kPixels);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t p = 0; p < kPixels; ++p)
      sample[i * kPixels + p] = static_cast<float>(image_at(i)[p] - basis.origin[p]);
  }
  const std::vector<float> directions = main_directions(sample);
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t p = 0; p < kPixels; ++p) {
      const auto number = static_cast<double>(directions[row * kPixels + p]);
      basis.rows[place_of(row) * kPaddedPixels + p] =
          static_cast<std::int16_t>(std::lround(std::clamp(number, -1.0, 1.0) * kRowLength));
    }
  }
  basis.length = std::max(1.0, std::sqrt(longest_square(basis.rows)));
  return basis;
}

std::vector<PixelCode> code_images(const PixelBasis& basis, std::span<const std::uint8_t> images) {
  assert(images.size() % kPixels == 0);
  const std::size_t count = images.size() / kPixels;
  std::vector<PixelCode> codes(count);
  std::vector<std::int16_t> wide(kWidened * kPaddedPixels);
  for (std::size_t first = 0; first < count; first += kWidened) {
    const std::size_t part = std::min(kWidened, count - first);
    std::array<std::array<std::int32_t, 2 * kCodeNumbers>, kWidened> dots{};
    std::array<std::int32_t, kWidened> squares{};  // of the images from the origin
    for (std::size_t i = 0; i < part; ++i)
      squares[i] = move_image(images.data() + (first + i) * kPixels, basis.origin.data(),
                              wide.data() + i * kPaddedPixels);
    // An image is at most 28 · 255 long and a row kRowLength, and so no sum, nor any part of one, exceeds
    // their product, which 32 bits hold.
    for (std::size_t row = 0; row < 2 * kCodeNumbers; row += kDotQueries) {
      for (std::size_t i = 0; i < part; i += kDotReferences) {
        std::array<std::int32_t, kDotQueries * kDotReferences> block{};
        dot_block(basis.rows.data() + row * kPaddedPixels, wide.data() + i * kPaddedPixels, block.data());
        for (std::size_t q = 0; q < kDotQueries; ++q) {
          for (std::size_t r = 0; r < kDotReferences; ++r)
            dots[i + r][row + q] = block[q * kDotReferences + r];
        }
      }
    }
    for (std::size_t i = 0; i < part; ++i)
      codes[first + i] = rounded(dots[i], basis.length, static_cast<double>(squares[i]));
  }
  return codes;
}

double reach(std::int32_t limit) {
  const double steps = kCodeScale * std::sqrt(static_cast<double>(limit)) + kSlack;
  return steps * steps;
}

// |a - b|² = |a|² + |b|² - 2 a·b in steps, of which a sum has a·b - |b|² / 2; the half was rounded down.
std::int32_t least_sum(std::int32_t square, double reach) {
  const double least = std::floor((static_cast<double>(square) - reach) / 2);
  return static_cast<std::int32_t>(std::max(least, static_cast<double>(kBelowAllSums)));
}

std::int32_t squared_length(std::span<const std::int16_t, kCodeNumbers> half) {
  std::int32_t sum = 0;
  for (const std::int16_t number : half) sum += std::int32_t{number} * number;
  return sum;
}

}  // namespace bottleneck
