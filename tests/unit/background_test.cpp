// Light backgrounds: which pictures have one, what becomes of them, and of the set they are in.
#include "core/background.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "lab/data/picture_dataset.h"

namespace bottleneck {
namespace {

// A picture of width × height pixels, each the grey that `grey` says for its column and row.
FittedPicture picture_of(int width, int height, const std::function<int(int x, int y)>& grey) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixels.push_back(static_cast<std::uint8_t>(grey(x, y)));
  }
  return fit_picture(pixels, width, height);
}

// A cross of `ink` on `paper`, whose strokes reach the border.
FittedPicture cross(int paper, int ink) {
  return picture_of(56, 56,
                    [=](int x, int y) { return std::abs(x - 28) < 4 || std::abs(y - 28) < 4 ? ink : paper; });
}

bool is_light(const FittedPicture& picture) {
  return has_light_background(picture.image, picture.fit);
}

TEST(Background, IsLightWhereTheBorderIs) {
  EXPECT_TRUE(is_light(cross(255, 0)));
  EXPECT_TRUE(is_light(cross(150, 20))) << "paper in a dim room";
  EXPECT_FALSE(is_light(cross(0, 255)));
  EXPECT_FALSE(is_light(cross(100, 255)));
  // Black around a wide picture is not the picture's.
  EXPECT_TRUE(is_light(picture_of(56, 20, [](int x, int) { return x > 20 && x < 30 ? 0 : 255; })));
  EXPECT_TRUE(is_light(picture_of(1, 9, [](int, int) { return 255; })));
  // Half in the light, or a head and shoulders before a white wall.
  EXPECT_FALSE(is_light(picture_of(56, 56, [](int x, int) { return 4 * x; })));
  EXPECT_FALSE(
      is_light(picture_of(56, 56, [](int x, int y) { return y > 40 || std::abs(x - 28) < 8 ? 60 : 240; })));
}

TEST(Background, ANegativeIsOfThePictureAlone) {
  FittedPicture wide = picture_of(56, 28, [](int x, int) { return x < 28 ? 255 : 30; });
  const Image before = wide.image;
  invert(wide.image, wide.fit);
  EXPECT_EQ(wide.image[0], 0) << "around it";
  EXPECT_EQ(wide.image[14 * kSide], 0);
  EXPECT_EQ(wide.image[14 * kSide + 27], 225);
  invert(wide.image, wide.fit);
  EXPECT_EQ(wide.image, before);
}

std::vector<FittedClass> set_of(int light, int dark) {
  std::vector<FittedClass> classes{{.name = "a"}, {.name = "b"}};
  classes[0].pictures.assign(static_cast<std::size_t>(light), cross(230, 10));
  classes[1].pictures.assign(static_cast<std::size_t>(dark), cross(10, 230));
  return classes;
}

TEST(Background, OfASetIsThatOfMostPictures) {
  const TrainTest inverted = dataset_of_pictures(set_of(4, 3), false);
  EXPECT_EQ(inverted.train.background, Background::inverted);
  EXPECT_EQ(inverted.test.background, Background::inverted);
  EXPECT_TRUE(std::ranges::equal(inverted.train.image(0), cross(25, 245).image));
  EXPECT_TRUE(std::ranges::equal(inverted.test.image(1), cross(245, 25).image)) << "all of them";
  for (const auto& [light, dark] : {std::pair{3, 3}, std::pair{0, 4}, std::pair{3, 4}}) {
    const TrainTest kept = dataset_of_pictures(set_of(light, dark), false);
    EXPECT_EQ(kept.train.background, Background::dark);
    EXPECT_TRUE(
        std::ranges::equal(kept.test.images, dataset_of_pictures(set_of(light, dark), true).test.images));
  }
  const TrainTest light = dataset_of_pictures(set_of(4, 3), true);
  EXPECT_EQ(light.train.background, Background::light);
  EXPECT_TRUE(std::ranges::equal(light.train.image(0), cross(230, 10).image));
}

}  // namespace
}  // namespace bottleneck
