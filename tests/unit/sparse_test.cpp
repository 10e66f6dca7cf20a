#include "core/sparse.h"

#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"

namespace bottleneck {
namespace {

// Bytes of which one in `one_in` is not zero.
std::vector<std::uint8_t> some_ink(std::size_t count, std::uint32_t one_in, Rng& rng) {
  std::vector<std::uint8_t> bytes(count);
  for (std::uint8_t& byte : bytes)
    byte = rng.below(one_in) == 0 ? static_cast<std::uint8_t>(1 + rng.below(255)) : std::uint8_t{0};
  return bytes;
}

std::vector<float> noise(std::size_t count, Rng& rng) {
  std::vector<float> numbers(count);
  for (float& number : numbers) number = rng.uniform(-1, 1);
  return numbers;
}

struct Filled {
  Filled(const std::vector<std::uint8_t>& images, std::size_t width) : unit(images.size()) {
    rows.entries.resize(sparse_entries(images.size() / width, width));
    is_sparse = fill_sparse(images, width, rows, unit);
  }
  SparseRows rows;
  std::vector<float> unit;
  bool is_sparse;
};

TEST(Sparse, ProductsAreTheDenseOnesToTheBit) {
  for (const std::size_t images : {8U, 9U, 32U, 39U, 40U, 96U, 257U}) {
    for (const std::size_t width : {3U, 8U, 50U, 129U}) {
      for (const std::size_t n : {1U, 3U, 4U, 15U, 16U, 17U, 33U, 70U, 150U}) {
        Rng rng(images * 1000 + width, n);
        const std::vector<std::uint8_t> bytes = some_ink(images * width, 5, rng);
        const Filled a(bytes, width);
        if (!a.is_sparse) continue;  // three pixels by chance
        for (std::size_t i = 0; i < bytes.size(); ++i)
          ASSERT_EQ(a.unit[i], static_cast<float>(bytes[i]) / 255.0F) << i;
        const std::vector<float> weights = noise(n * width, rng);
        const std::vector<float> start = noise(n, rng);
        const MatrixView dense = matrix(a.unit.data(), images, width);
        std::vector<float> expected(images * n);
        std::vector<float> result(images * n);
        for (const MatrixView& b :
             {transposed(matrix(weights.data(), n, width)), matrix(weights.data(), width, n)}) {
          product(dense, b, start, expected);
          product(a.rows, b, start, result);
          ASSERT_EQ(result, expected) << images << " images of " << width << ", " << n << " columns";
        }

        const std::vector<float> dz = noise(images * n, rng);
        std::vector<float> expected_gradient(n * width);
        std::vector<float> gradient(n * width);
        const MatrixView rows = matrix(dz.data(), images, n);
        product_by_leaves(transposed(rows), dense, expected_gradient);
        product_by_leaves(rows, a.rows, 0, width, gradient);
        ASSERT_EQ(gradient, expected_gradient) << images << " images of " << width << ", " << n << " columns";
      }
    }
  }
}

TEST(Sparse, TakesAPartOfTheImages) {
  Rng rng(4);
  const Filled a(some_ink(70 * 20, 4, rng), 20);
  const std::vector<float> dz = noise(38 * 6, rng);
  std::vector<float> expected(6 * 20);
  std::vector<float> result(6 * 20);
  const MatrixView rows = matrix(dz.data(), 38, 6);
  product_by_leaves(transposed(rows), matrix(a.unit.data() + 32 * 20, 38, 20), expected);
  product_by_leaves(rows, a.rows, 32, 20, result);
  EXPECT_EQ(result, expected);
}

TEST(Sparse, ImagesWithFewZerosAreNot) {
  Rng rng(5);
  EXPECT_TRUE(Filled(std::vector<std::uint8_t>(30 * 20, 0), 20).is_sparse);
  EXPECT_TRUE(Filled(some_ink(30 * 20, 4, rng), 20).is_sparse);
  // The last images alone: what is written on the way must have room.
  std::vector<std::uint8_t> late(30 * 20, 0);
  std::fill(late.begin() + 10 * 20, late.end(), std::uint8_t{255});
  EXPECT_FALSE(Filled(late, 20).is_sparse);
  EXPECT_FALSE(Filled(std::vector<std::uint8_t>(30 * 20, 255), 20).is_sparse);
}

}  // namespace
}  // namespace bottleneck
