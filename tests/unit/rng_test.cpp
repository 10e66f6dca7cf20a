#include "core/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

// The first numbers that the authors' own demonstration prints for this seed and stream.
TEST(Rng, IsPcg32) {
  Rng rng(42, 54);
  for (const std::uint32_t expected :
       {0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U, 0xbfa4784bU, 0xcbed606eU}) {
    EXPECT_EQ(rng.next(), expected);
  }
}

TEST(Rng, TheSeedAndTheStreamSettleTheNumbers) {
  const auto first = [](Rng rng) {
    std::vector<std::uint32_t> numbers(100);
    for (std::uint32_t& number : numbers) number = rng.next();
    return numbers;
  };
  EXPECT_EQ(first(Rng(7)), first(Rng(7)));
  EXPECT_EQ(first(Rng(7)), first(Rng(7, 0)));
  EXPECT_NE(first(Rng(7)), first(Rng(8)));
  EXPECT_NE(first(Rng(7)), first(Rng(7, 1)));
}

TEST(Rng, UniformFillsItsRangeEvenly) {
  Rng rng(1);
  std::array<int, 20> bins{};
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    const float number = rng.uniform();
    ASSERT_GE(number, 0.0F);
    ASSERT_LT(number, 1.0F);
    ++bins[static_cast<std::size_t>(number * 20)];
  }
  // Five standard deviations of a bin's count (√(N p (1 − p)) ≈ 97).
  for (const int count : bins) EXPECT_NEAR(count, kDraws / 20, 490);
}

TEST(Rng, UniformBetweenBounds) {
  Rng rng(2);
  double sum = 0;
  for (int i = 0; i < 10000; ++i) {
    const float number = rng.uniform(-3, 5);
    ASSERT_GE(number, -3.0F);
    ASSERT_LE(number, 5.0F);
    sum += number;
  }
  EXPECT_NEAR(sum / 10000, 1, 5 * 8 / std::sqrt(12.0 * 10000));
  EXPECT_EQ(rng.uniform(4, 4), 4.0F);
}

TEST(Rng, NormalHasMeanZeroAndDeviationOne) {
  Rng rng(3);
  constexpr int kDraws = 100000;
  double sum = 0;
  double squares = 0;
  int beyond_two = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double number = rng.normal();
    ASSERT_TRUE(std::isfinite(number));
    sum += number;
    squares += number * number;
    beyond_two += std::abs(number) > 2;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.016);
  EXPECT_NEAR(squares / kDraws, 1, 0.023);
  EXPECT_NEAR(beyond_two / static_cast<double>(kDraws), 0.0455, 0.0033);
}

TEST(Rng, BelowIsUnbiased) {
  Rng rng(4);
  // With 3 · 2^30 possible results, taking the remainder alone would give those under 2^30 half of all draws.
  constexpr std::uint32_t kMany = 3U << 30;
  int low = 0;
  for (int i = 0; i < 30000; ++i) {
    const std::uint32_t number = rng.below(kMany);
    ASSERT_LT(number, kMany);
    low += number < (1U << 30);
  }
  EXPECT_NEAR(low, 10000, 5 * 82);

  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts[rng.below(7)];
  for (const int count : counts) EXPECT_NEAR(count, 10000, 5 * 93);
  for (int i = 0; i < 100; ++i) ASSERT_EQ(rng.below(1), 0U);
}

TEST(Rng, ShuffleGivesEveryOrderEquallyOften) {
  Rng rng(5);
  std::array<int, 24> orders{};
  for (int i = 0; i < 24000; ++i) {
    std::array<int, 4> items{0, 1, 2, 3};
    rng.shuffle(std::span<int>(items));
    std::array<int, 4> order{0, 1, 2, 3};
    std::size_t index = 0;
    while (order != items) {
      ++index;
      ASSERT_TRUE(std::next_permutation(order.begin(), order.end()));
    }
    ++orders[index];
  }
  for (const int count : orders) EXPECT_NEAR(count, 1000, 5 * 31);
}

TEST(Rng, ShuffleTakesAnyLength) {
  Rng rng(6);
  std::vector<int> none;
  rng.shuffle(std::span<int>(none));
  std::vector<int> one{9};
  rng.shuffle(std::span<int>(one));
  EXPECT_EQ(one, std::vector<int>{9});
  std::vector<int> many(1000);
  std::iota(many.begin(), many.end(), 0);
  std::vector<int> shuffled = many;
  rng.shuffle(std::span<int>(shuffled));
  EXPECT_NE(shuffled, many);
  std::sort(shuffled.begin(), shuffled.end());
  EXPECT_EQ(shuffled, many);
}

}  // namespace
}  // namespace bottleneck
