#include "core/resize.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "unit/ink.h"

namespace bottleneck {
namespace {

using Pixels = std::vector<std::uint8_t>;

TEST(Resize, AnImageOfTheSizeStaysAsItIs) {
  Pixels grey(kPixels);
  for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = static_cast<std::uint8_t>(i * 31 % 256);
  const Image image = resize_to_image(grey, kSide, kSide);
  EXPECT_TRUE(std::equal(image.begin(), image.end(), grey.begin()));
}

TEST(Resize, AveragesWholeBlocks) {
  // 56×84 → 19×28 with 4 and 5 columns of black beside it; 84×84 → blocks of 3×3.
  Pixels grey(84 * 84);
  for (std::size_t y = 0; y < 84; ++y) {
    for (std::size_t x = 0; x < 84; ++x) grey[y * 84 + x] = static_cast<std::uint8_t>((x * 5 + y * 3) % 256);
  }
  const Image image = resize_to_image(grey, 84, 84);
  for (std::size_t y = 0; y < 28; ++y) {
    for (std::size_t x = 0; x < 28; ++x) {
      int sum = 0;
      for (std::size_t i = 0; i < 9; ++i) sum += grey[(3 * y + i / 3) * 84 + 3 * x + i % 3];
      ASSERT_EQ(pixel_at(image, static_cast<int>(x), static_cast<int>(y)), (2 * sum + 9) / 18);
    }
  }
}

TEST(Resize, KeepsTheAspectAndCentres) {
  const Image wide = resize_to_image(Pixels(200 * 100, 255), 200, 100);  // 28×14, 7 above and below
  const Image tall = resize_to_image(Pixels(50 * 84, 255), 50, 84);  // 50/3 = 16.7 → 17×28: 5 left, 6 right
  for (int i = 0; i < kSide; ++i) {
    EXPECT_EQ(pixel_at(wide, 3, i), i >= 7 && i < 21 ? 255 : 0) << i;
    EXPECT_EQ(pixel_at(tall, i, 3), i >= 5 && i < 22 ? 255 : 0) << i;
  }
  const Image line = resize_to_image(Pixels(3000, 200), 3000, 1);  // a hair still takes a pixel
  EXPECT_EQ(pixel_at(line, 0, 13), 200);
  EXPECT_EQ(std::count(line.begin(), line.end(), 200), 28);
}

TEST(Resize, OnePixelFillsAllAndSmallPicturesGrow) {
  const Image one = resize_to_image(Pixels{77}, 1, 1);
  EXPECT_EQ(std::count(one.begin(), one.end(), 77), kPixels);
  const Image four = resize_to_image(Pixels{0, 255, 255, 0}, 2, 2);
  EXPECT_EQ(pixel_at(four, 13, 13), 0);
  EXPECT_EQ(pixel_at(four, 14, 13), 255);
  EXPECT_EQ(pixel_at(four, 13, 14), 255);
  EXPECT_EQ(pixel_at(four, 14, 14), 0);
}

// The plain definition, in floating point, for sizes that do not divide.
TEST(Resize, EqualsTheAreaAverageOfTheDefinition) {
  for (const auto& [width, height] : {std::pair{101, 101}, {37, 61}, {29, 28}, {19, 13}, {640, 480}}) {
    Pixels grey(static_cast<std::size_t>(width * height));
    for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = static_cast<std::uint8_t>(i * i % 253);
    const double scale = static_cast<double>(kSide) / std::max(width, height);
    const int columns = static_cast<int>(std::floor(width * scale + 0.5));
    const int rows = static_cast<int>(std::floor(height * scale + 0.5));
    const Image image = resize_to_image(grey, width, height);
    for (int row = 0; row < rows; ++row) {
      for (int column = 0; column < columns; ++column) {
        const double x0 = static_cast<double>(column) * width / columns;
        const double x1 = static_cast<double>(column + 1) * width / columns;
        const double y0 = static_cast<double>(row) * height / rows;
        const double y1 = static_cast<double>(row + 1) * height / rows;
        double sum = 0;
        for (int y = static_cast<int>(y0); y < y1; ++y) {
          for (int x = static_cast<int>(x0); x < x1; ++x) {
            const double w = std::min(x1, x + 1.0) - std::max(x0, 1.0 * x);
            const double h = std::min(y1, y + 1.0) - std::max(y0, 1.0 * y);
            sum += w * h * grey[static_cast<std::size_t>(y * width + x)];
          }
        }
        const double mean = sum / ((x1 - x0) * (y1 - y0));
        ASSERT_NEAR(pixel_at(image, (kSide - columns) / 2 + column, (kSide - rows) / 2 + row), mean,
                    0.5 + 1e-6)
            << width << " " << height;
      }
    }
  }
}

TEST(Resize, LargestSidesDoNotOverflow) {
  const Image image = resize_to_image(Pixels(65536 * 28, 255), 65536, 28);
  EXPECT_EQ(std::count(image.begin(), image.end(), 255), 28);
}

}  // namespace
}  // namespace bottleneck
