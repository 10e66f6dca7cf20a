#include <algorithm>

#include <gtest/gtest.h>

#include "cli/files.h"
#include "cli/pictures.h"
#include "cli/png.h"
#include "formats/png_check.h"
#include "formats/png_grey.h"
#include "unit/broken_bytes.h"
#include "unit/temp_folder.h"

namespace bottleneck {
namespace {

int grey_at(const Raster& raster, int x, int y) {
  return raster.pixels[static_cast<std::size_t>(y * raster.width + x)];
}

// The number of pixels of this colour in a rectangle of an RGB raster.
int count_colour(const Raster& raster, int left, int top, int right, int bottom, int red, int green,
                 int blue) {
  int count = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const std::uint8_t* pixel = raster.pixels.data() + static_cast<std::size_t>((y * raster.width + x) * 3);
      if (pixel[0] == red && pixel[1] == green && pixel[2] == blue) ++count;
    }
  }
  return count;
}

TEST(Png, RoundTrip) {
  Raster grey{5, 3, 1, Bytes(15)};
  for (std::size_t i = 0; i < 15; ++i) grey.pixels[i] = static_cast<std::uint8_t>(i * 17);
  const auto back = decode_picture(*encode_png(grey));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->width, 5);
  EXPECT_EQ(back->height, 3);
  EXPECT_EQ(back->pixels, grey.pixels);
  EXPECT_EQ(*encode_png(grey), *encode_png(grey));

  const auto colour = decode_picture(*encode_png({2, 1, 3, {255, 0, 0, 0, 0, 255}}));
  ASSERT_TRUE(colour) << colour.error();
  EXPECT_EQ(colour->pixels, (Bytes{76, 29}));
}

// The page's own, which are not packed.
TEST(Png, GreyOnesOfThePageAreRead) {
  Bytes pixels(28 * 28);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7);
  const auto back = decode_picture(write_grey_png(28, 28, pixels));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->width, 28);
  EXPECT_EQ(back->pixels, pixels);
  EXPECT_EQ(decode_picture(write_grey_png(3, 1, Bytes{0, 128, 255}))->pixels, (Bytes{0, 128, 255}));
}

TEST(Png, WritesAFileOrSaysWhyNot) {
  const TempFolder folder;
  const Raster raster{1, 1, 1, {9}};
  ASSERT_TRUE(write_png(folder / "a.png", raster));
  EXPECT_EQ(*read_file(folder / "a.png"), *encode_png(raster));
  const auto status = write_png(folder / "no/a.png", raster);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().find("no/a.png"), std::string::npos);
}

// A thousand images and their reconstructions make a picture higher than any that is read.
TEST(Png, AVeryHighPictureIsWritten) {
  const int height = 20'000;
  const Raster raster{1, height, 1, Bytes(static_cast<std::size_t>(height), 7)};
  const auto png = encode_png(raster);
  ASSERT_TRUE(png) << png.error();
  EXPECT_EQ(check_png(*png)->height, 20'000U);
}

TEST(Png, APictureThatNoFileHoldsIsAnError) {
  const TempFolder folder;
  const Raster raster{32'769, 32'769, 1, {}};  // nobody gets to its pixels
  EXPECT_REFUSED(encode_png(raster), "a picture of 32769 x 32769 pixels is too large to be written");
  EXPECT_REFUSED(write_png(folder / "a.png", raster), "a.png: a picture of 32769 x 32769");
}

TEST(Png, TilesStandWhereTheyShould) {
  std::vector<Image> images(3);
  for (std::size_t i = 0; i < 3; ++i) images[i].fill(static_cast<std::uint8_t>(10 * (i + 1)));
  images[1][0] = 99;            // the corner at the top left
  images[1][kPixels - 1] = 98;  // and at the bottom right
  const Raster raster = tile_images(images, 2, 3, 4, 200);
  EXPECT_EQ(raster.channels, 1);
  EXPECT_EQ(raster.width, 4 + 2 * (84 + 4));
  EXPECT_EQ(raster.height, 4 + 2 * (84 + 4));
  EXPECT_EQ(grey_at(raster, 0, 0), 200);
  EXPECT_EQ(grey_at(raster, 3, 3), 200);
  EXPECT_EQ(grey_at(raster, 4, 4), 10);
  EXPECT_EQ(grey_at(raster, 87, 87), 10);
  EXPECT_EQ(grey_at(raster, 88, 50), 200);
  EXPECT_EQ(grey_at(raster, 92, 4), 99);
  EXPECT_EQ(grey_at(raster, 94, 6), 99);  // 3 × 3 large
  EXPECT_EQ(grey_at(raster, 95, 6), 20);
  EXPECT_EQ(grey_at(raster, 92 + 83, 4 + 83), 98);
  EXPECT_EQ(grey_at(raster, 4, 92), 30);
  EXPECT_EQ(grey_at(raster, 92, 92), 200);  // the tile that the last row lacks
  EXPECT_EQ(std::count(raster.pixels.begin(), raster.pixels.end(), 30), 84 * 84);
}

TEST(Png, OneTileWithoutAGapIsTheImage) {
  Image image;
  for (std::size_t i = 0; i < image.size(); ++i) image[i] = static_cast<std::uint8_t>(i % 256);
  const Raster raster = tile_images({&image, 1}, 1, 1, 0);
  EXPECT_EQ(raster.width, 28);
  EXPECT_EQ(raster.height, 28);
  EXPECT_TRUE(std::equal(image.begin(), image.end(), raster.pixels.begin()));
}

TEST(Png, AConfusionMatrixIsBlueOnItsDiagonal) {
  std::vector<int> counts(100);
  for (std::size_t i = 0; i < 10; ++i) counts[i * 11] = 980;
  const Raster raster = draw_confusion(counts, 10);
  EXPECT_EQ(raster.channels, 3);
  EXPECT_EQ(raster.pixels.size(), static_cast<std::size_t>(raster.width * raster.height * 3));
  const int blue = count_colour(raster, 0, 0, raster.width, raster.height, 0x2F, 0x6F, 0xDE);
  // Ten cells of which the digits, in white, leave most.
  const int cell = 47 * 35;
  EXPECT_GT(blue, 10 * cell * 8 / 10);
  EXPECT_LT(blue, 10 * cell);
  // The whole diagonal lies on the way from the top left to the bottom right: nothing blue in the other
  // corners.
  EXPECT_EQ(count_colour(raster, raster.width - 60, 0, raster.width, raster.height / 2, 0x2F, 0x6F, 0xDE), 0);
  EXPECT_GT(count_colour(raster, raster.width - 60, raster.height - 60, raster.width, raster.height, 0x2F,
                         0x6F, 0xDE),
            cell / 2);
  EXPECT_EQ(*encode_png(raster), *encode_png(draw_confusion(counts, 10)));
}

TEST(Png, TheNumbersOfAConfusionMatrixDiffer) {
  // The count 7 alone and the count 1 alone give other pixels of ink: the glyphs are drawn.
  const Raster seven = draw_confusion(std::vector<int>{7}, 1);
  const Raster one = draw_confusion(std::vector<int>{1}, 1);
  EXPECT_EQ(seven.width, one.width);
  EXPECT_NE(seven.pixels, one.pixels);
}

TEST(Png, ConfusionMatricesOfAllSizesHaveEveryCell) {
  constexpr int kCell = 131 * 35;                             // pixels: ten digits wide
  constexpr int kZero = 19 * 4, kLarge = 10 * 4 + 9 * kZero;  // of ink: 0, and 1'000'000'000
  for (const int classes : {1, 2, 11, 30}) {
    const auto side = static_cast<std::size_t>(classes);
    std::vector<int> counts(side * side, 0);  // rows without any image: no division by zero
    counts[0] = 1'000'000'000;
    const Raster raster = draw_confusion(counts, classes);
    const auto count = [&](int red, int green, int blue) {
      return count_colour(raster, 0, 0, raster.width, raster.height, red, green, blue);
    };
    EXPECT_EQ(count(0x2F, 0x6F, 0xDE), kCell - kLarge) << classes;
    EXPECT_EQ(count(0xFF, 0xFF, 0xFF), (classes * classes - 1) * (kCell - kZero) + kLarge) << classes;
    const auto file = encode_png(raster);
    ASSERT_TRUE(file) << file.error();
    const auto back = decode_picture(*file);
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(back->width, raster.width);
    EXPECT_EQ(back->height, raster.height);
  }
}

TEST(Png, MoreThanAHundredClassesHaveAPicture) {
  constexpr int kClasses = 101, kCells = kClasses * kClasses;
  constexpr int kCell = 43 * 35;  // pixels: the least that a cell has
  const Raster raster = draw_confusion(std::vector<int>(kCells, 0), kClasses);
  EXPECT_EQ(count_colour(raster, 0, 0, raster.width, raster.height, 0xFF, 0xFF, 0xFF),
            kCells * (kCell - 19 * 4));
  const auto file = encode_png(raster);
  ASSERT_TRUE(file) << file.error();
  // Bytes 16 to 23 of a PNG file are its width and height.
  EXPECT_EQ((*file)[18] << 8 | (*file)[19], raster.width);
  EXPECT_EQ((*file)[22] << 8 | (*file)[23], raster.height);
}

}  // namespace
}  // namespace bottleneck
