#include "core/product.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"

namespace bottleneck {
namespace {

constexpr float kPoison = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kMargin = 9;  // numbers before and behind a matrix that must not be used

// Placed in ±1 somewhere in memory that is poisoned all around: `shift` numbers off what vectors would like.
struct Placed {
  Placed(std::size_t count, std::size_t shift, Rng& rng) : all(count + 2 * kMargin, kPoison), first(shift) {
    for (std::size_t i = 0; i < count; ++i) all[first + i] = rng.uniform(-1, 1);
  }
  float* data() { return all.data() + first; }

  std::vector<float> all;
  std::size_t first;
};

using Product = void (*)(const MatrixView&, const MatrixView&, std::span<const float>, std::span<float>);

// Both factors lying by rows or by columns. Of k products of numbers in ±1, added up one after the other,
// each rounding is off by 2^-24 of a sum that is k + 1 at most and mostly far smaller: two of them for each
// step is never reached, a missing or doubled product always exceeds it.
void expect_as_plain(Product product, std::size_t m, std::size_t n, std::size_t k) {
  for (const int layout : {0, 1, 2, 3, 4}) {
    Rng rng(m * 31 + n * 7 + k, static_cast<std::uint64_t>(layout));
    const std::size_t shift = static_cast<std::size_t>(layout) + 1;
    Placed a(m * k, shift, rng);
    Placed b(k * n, shift, rng);
    Placed start(n, shift, rng);
    const MatrixView left = layout % 2 == 0 ? matrix(a.data(), m, k) : transposed(matrix(a.data(), k, m));
    const MatrixView right =
        layout / 2 % 2 == 0 ? matrix(b.data(), k, n) : transposed(matrix(b.data(), n, k));
    const auto s = layout == 4 ? std::span<const float>() : std::span<const float>(start.data(), n);
    std::vector<float> expected(m * n);
    plain::product(left, right, s, expected);

    Placed c(m * n, shift, rng);
    const std::vector<float> before = c.all;
    product(left, right, s, {c.data(), m * n});
    const float bound = static_cast<float>(k + 2) * 0x1p-23F;
    for (std::size_t i = 0; i < m * n; ++i) {
      ASSERT_NEAR(c.data()[i], expected[i], bound)
          << m << " × " << k << " × " << n << ", layout " << layout << ", at " << i;
    }
    for (std::size_t i = 0; i < c.all.size(); ++i) {
      if (i < c.first || i >= c.first + m * n)
        ASSERT_TRUE(std::isnan(c.all[i])) << "written outside, at " << i;
    }
  }
}

// What has no start is added to one here.
void by_leaves(const MatrixView& a, const MatrixView& b, std::span<const float> start,
               std::span<float> result) {
  product_by_leaves(a, b, result);
  for (std::size_t i = 0; i < (start.empty() ? 0 : result.size()); ++i) result[i] += start[i % start.size()];
}

class ProductOf : public testing::TestWithParam<Product> {};
std::string kernel_name(const testing::TestParamInfo<Product>& of) {
  return of.index == 0 ? "in_order" : of.index == 1 ? "by_leaves" : "Eigen";
}
INSTANTIATE_TEST_SUITE_P(EachKernel, ProductOf,
                         testing::Values(Product{product}, Product{by_leaves}, Product{eigen::product}),
                         kernel_name);

TEST_P(ProductOf, OddSizesIsThePlainOne) {
  for (const std::size_t m : {1U, 3U, 7U, 8U, 9U, 16U, 17U, 35U}) {
    for (const std::size_t n : {1U, 3U, 7U, 8U, 9U, 16U, 18U, 35U}) {
      for (const std::size_t k : {1U, 2U, 3U, 7U, 8U, 9U, 16U, 33U}) expect_as_plain(GetParam(), m, n, k);
    }
  }
}

TEST_P(ProductOf, TrainingsShapesIsThePlainOne) {
  expect_as_plain(GetParam(), 256, 16, 784);
  expect_as_plain(GetParam(), 96, 784, 16);
  expect_as_plain(GetParam(), 784, 16, 96);
  expect_as_plain(GetParam(), 16, 784, 256);
  expect_as_plain(GetParam(), 40, 300, 784);
  // More panels than are kept at a time.
  expect_as_plain(GetParam(), 33, 797, 131);
}

TEST_P(ProductOf, SameArgumentsGiveTheSameBits) {
  Rng rng(5);
  Placed a(40 * 50, 1, rng);
  Placed b(50 * 19, 2, rng);
  std::vector<float> once(40 * 19);
  std::vector<float> again(40 * 19);
  GetParam()(matrix(a.data(), 40, 50), matrix(b.data(), 50, 19), {}, once);
  GetParam()(matrix(a.data(), 40, 50), matrix(b.data(), 50, 19), {}, again);
  EXPECT_EQ(once, again);
}

// Threads share rows: a row must be the same bits in the company of any others.
TEST(Product, RowsDoNotDependOnEachOther) {
  Rng rng(6);
  for (const std::size_t n : {5U, 16U, 40U, 80U}) {
    Placed a(71 * 50, 1, rng);
    Placed b(50 * n, 2, rng);
    std::vector<float> all(71 * n);
    product(matrix(a.data(), 71, 50), matrix(b.data(), 50, n), {}, all);
    for (std::size_t first = 0; first < 63; first += 7) {
      for (std::size_t rows = 8; first + rows <= 71; rows += 5) {
        std::vector<float> some(rows * n);
        product(matrix(a.data() + first * 50, rows, 50), matrix(b.data(), 50, n), {}, some);
        EXPECT_TRUE(
            std::equal(some.begin(), some.end(), all.begin() + static_cast<std::ptrdiff_t>(first * n)));
      }
    }
  }
}

TEST_P(ProductOf, WhatIsNoNumberStaysSo) {
  std::vector<float> a(16 * 12, 1.0F);
  std::vector<float> b(12 * 8, 1.0F);
  a[12 * 3 + 5] = kPoison;
  b[8 * 2 + 1] = std::numeric_limits<float>::infinity();
  std::vector<float> c(16 * 8);
  GetParam()(matrix(a.data(), 16, 12), matrix(b.data(), 12, 8), {}, c);
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t j = 0; j < 8; ++j) {
      const float value = c[i * 8 + j];
      if (i == 3) EXPECT_TRUE(std::isnan(value));
      if (i != 3 && j == 1) EXPECT_TRUE(std::isinf(value));
      if (i != 3 && j != 1) EXPECT_EQ(value, 12.0F);
    }
  }
}

}  // namespace
}  // namespace bottleneck
