#include "core/synthetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "unit/ink.h"

namespace bottleneck {
namespace {

TEST(Synthetic, TheSeedSettlesEveryBitOnEveryMachine) {
  const Dataset digits = synthetic_dataset(1000, 1);
  const Dataset again = synthetic_dataset(1000, 1);
  EXPECT_EQ(digits.images, again.images);
  EXPECT_EQ(digits.labels, again.labels);
  EXPECT_EQ(fingerprint(digits.images), 0x04aa6b985eff90baULL);
  EXPECT_EQ(fingerprint(digits.labels), 0x236ddc74131eaa57ULL);
  EXPECT_NE(synthetic_dataset(1000, 2).images, digits.images);
}

TEST(Synthetic, LabelsAreBalancedAndShuffled) {
  const Dataset digits = synthetic_dataset(1005, 3);
  ASSERT_EQ(digits.size(), 1005);
  ASSERT_EQ(digits.images.size(), 1005U * kPixels);
  std::array<int, kClasses> counts{};
  for (const std::uint8_t label : digits.labels) ++counts[label];
  for (int label = 0; label < kClasses; ++label)
    EXPECT_EQ(counts[static_cast<std::size_t>(label)], label < 5 ? 101 : 100);
  EXPECT_FALSE(std::equal(digits.labels.begin() + 1, digits.labels.begin() + 11, "\0\1\2\3\4\5\6\7\10\11"));
  const auto first_third = std::count(digits.labels.begin(), digits.labels.begin() + 335, 0);
  EXPECT_NEAR(static_cast<double>(first_third), 33, 22);
}

TEST(Synthetic, NoneAndOne) {
  EXPECT_EQ(synthetic_dataset(0, 1).size(), 0);
  EXPECT_TRUE(synthetic_dataset(0, 1).images.empty());
  EXPECT_EQ(synthetic_dataset(1, 1).labels, std::vector<std::uint8_t>{0});
}

TEST(Synthetic, IsNormalisedAndInkedLikeMnist) {
  const Dataset digits = synthetic_dataset(3000, 4);
  int at_edge = 0;
  for (int i = 0; i < digits.size(); ++i) {
    const Ink ink = measure_ink(digits.image(i));
    ASSERT_EQ(ink.longer_side(), 20);
    ASSERT_TRUE(is_centred(ink)) << ink.x << ", " << ink.y;
    at_edge += std::abs(ink.x - 14) > 0.51 || std::abs(ink.y - 14) > 0.51;
  }
  EXPECT_LE(at_edge, 10);  // few digits are so lopsided that the field's edge stops them
  const InkStatistics statistics = ink_statistics(digits.images);
  EXPECT_NEAR(statistics.mean_sum, kMnistInk, kInkTolerance);
  EXPECT_NEAR(statistics.full_share, kMnistFullShare, kFullShareTolerance);
}

TEST(Synthetic, DrawingsAreFiniteAndAboutUnitSize) {
  Rng rng(5);
  for (int i = 0; i < 2000; ++i) {
    const SyntheticDigit drawing = draw_synthetic(i % 10, rng);
    EXPECT_GE(drawing.pen, 0.5F);
    EXPECT_LE(drawing.pen, 8.0F);
    ASSERT_FALSE(drawing.strokes.empty());
    for (const Stroke& stroke : drawing.strokes) {
      ASSERT_GE(stroke.size(), 2U);
      for (const Point& point : stroke) {
        ASSERT_LT(std::abs(point.x - 0.5F), 1.5F);
        ASSERT_LT(std::abs(point.y - 0.5F), 1.0F);
        ASSERT_GE(point.width, kThinnest);
        ASSERT_LE(point.width, kThickest);
      }
    }
  }
}

TEST(Synthetic, DigitsAreWrittenInSeveralWays) {
  Rng rng(6);
  for (int digit = 0; digit < kClasses; ++digit) {
    std::set<std::vector<std::size_t>> ways;  // told apart by the numbers of points in their strokes
    std::set<Image> images;
    for (int i = 0; i < 300; ++i) {
      const SyntheticDigit drawing = draw_synthetic(digit, rng);
      std::vector<std::size_t> way;
      for (const Stroke& stroke : drawing.strokes) way.push_back(stroke.size());
      ways.insert(way);
      images.insert(render_normalised(drawing.strokes, drawing.pen));
    }
    EXPECT_EQ(images.size(), 300U) << digit;
    const bool varies_in_shape_only = digit == 0 || digit == 6;  // narrow or wide, a large or a small loop
    EXPECT_GE(ways.size(), varies_in_shape_only ? 1U : 2U) << digit;
  }
}

}  // namespace
}  // namespace bottleneck
