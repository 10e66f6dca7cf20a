#include "core/stroke.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "core/synthetic.h"
#include "unit/ink.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

Strokes moved(Strokes strokes, float scale, float x, float y) {
  for (Stroke& stroke : strokes) {
    for (Point& point : stroke) point = {point.x * scale + x, point.y * scale + y, point.width};
  }
  return strokes;
}

const Strokes& a_two() {
  static const Strokes strokes{
      {{10, 30}, {15, 12}, {32, 5}, {47, 14}, {45, 35}, {30, 60}, {8, 88}, {30, 84}, {58, 86}}};
  return strokes;
}

Strokes random_digit(Rng& rng) {
  return draw_synthetic(static_cast<int>(rng.below(10)), rng).strokes;
}

TEST(Stroke, InkIsTwentyPixelsLongAndCentred) {
  Rng rng(1);
  for (const float pen : {0.5F, 1.0F, kDefaultPen, 5.0F, 8.0F}) {
    for (int trial = 0; trial < 100; ++trial) {
      const Ink ink = measure_ink(render_normalised(random_digit(rng), pen));
      // Exactly: the outline begins and ends on pixels' edges, and no pen is so thin that its tip misses the
      // last pixel.
      ASSERT_EQ(ink.longer_side(), 20) << pen;
      ASSERT_TRUE(is_centred(ink)) << pen << ": " << ink.x << ", " << ink.y;
    }
  }
}

TEST(Stroke, PressureKeepsTheSize) {
  Rng rng(2);
  for (int trial = 0; trial < 200; ++trial) {
    Strokes strokes = random_digit(rng);
    for (Stroke& stroke : strokes) {
      for (Point& point : stroke) point.width = rng.uniform(0, 3);  // beyond both bounds
    }
    ASSERT_EQ(measure_ink(render_normalised(strokes, trial % 2 == 0 ? 0.5F : 4)).longer_side(), 20);
  }
}

TEST(Stroke, ScaleAndPlaceDoNotMatter) {
  const Image image = render_normalised(a_two());
  for (const float scale : {1e-30F, 1e-6F, 0.01F, 3.7F, 1e6F, 1e30F}) {
    for (const float away : {0.0F, 0.3F, -7.0F, 100.0F}) {
      const Image other = render_normalised(moved(a_two(), scale, away * 100 * scale, -away * 80 * scale));
      for (std::size_t i = 0; i < image.size(); ++i) {
        // A drawing far from the origin has lost digits of its coordinates: 10,000 pens away, 3 of 7 remain.
        ASSERT_NEAR(other[i], image[i], away == 100 ? 3 : 1) << "scale " << scale << " away " << away;
      }
    }
  }
}

TEST(Stroke, TheSyntheticPenInksLikeMnist) {
  Rng rng(3);
  std::vector<std::uint8_t> images;
  for (int i = 0; i < 3000; ++i) {
    const Image image = render_normalised(draw_synthetic(i % 10, rng).strokes, kSyntheticPen);
    images.insert(images.end(), image.begin(), image.end());
  }
  const InkStatistics statistics = ink_statistics(images);
  EXPECT_NEAR(statistics.mean_sum, kMnistInk, kInkTolerance);
  EXPECT_NEAR(statistics.full_share, kMnistFullShare, kFullShareTolerance);
}

TEST(Stroke, ThePenIsInPixelsOfTheImage) {
  // A long upright line: its ink per row, away from its ends, is the pen's width.
  for (const float pen : {0.5F, 1.0F, 2.0F, kDefaultPen, 4.0F, 8.0F}) {
    double rows = 0;
    for (int column = 0; column < kSide; ++column) {
      // Slanted by a pixel over the rows, so that every position on the grid counts alike.
      const Image image = render_normalised({{{0, 0}, {0.06F, 1}}}, pen);
      for (int row = 11; row < 17; ++row) rows += pixel_at(image, column, row) / 255.0 / 6;
    }
    EXPECT_NEAR(rows, pen, 0.05 * pen + 0.1) << pen;
  }
}

TEST(Stroke, NothingToDrawIsBlack) {
  const Image black{};
  EXPECT_EQ(render_normalised({}), black);
  EXPECT_EQ(render_normalised({{}, {}}), black);
  EXPECT_EQ(render_normalised({{{kNan, 0}, {0, kInfinity}, {0, 0, kNan}, {-kInfinity, kNan}}}), black);
  EXPECT_EQ(render_as_drawn({}, 100), black);
  EXPECT_EQ(render_as_drawn({{{kNan, 1}}}, 100), black);
}

TEST(Stroke, PointsThatAreNotFiniteAreSkipped) {
  Strokes holes = a_two();
  holes[0].insert(holes[0].begin() + 3, {{kNan, 10}, {kInfinity, 10}, {20, -kInfinity}, {20, 20, kInfinity}});
  holes.insert(holes.begin(), Stroke{{kNan, kNan}});
  holes.push_back({});
  EXPECT_EQ(render_normalised(holes), render_normalised(a_two()));
  EXPECT_EQ(render_as_drawn(holes, 100), render_as_drawn(a_two(), 100));
}

TEST(Stroke, ADotIsABlotOfThePensWidth) {
  for (const float pen : {0.5F, kDefaultPen, 8.0F}) {
    const Image image = render_normalised({{{123.4F, -56.7F}}}, pen);
    const Ink ink = measure_ink(image);
    EXPECT_GE(ink.width(), 1);
    EXPECT_LE(ink.width(), std::ceil(static_cast<double>(pen) + 1.5));
    EXPECT_EQ(ink.width(), ink.height());
    EXPECT_NEAR(ink.x, 14, 1e-9);
    EXPECT_NEAR(ink.y, 14, 1e-9);
    // However often the point repeats, and in as many strokes as one likes.
    EXPECT_EQ(image, render_normalised({{{5, 5}, {5, 5}, {5, 5}}, {{5, 5}}}, pen));
    // Differences that are only the coordinates' rounding are not blown up.
    EXPECT_EQ(image, render_normalised({{{1e6F, 1e6F}, {1e6F + 0.0625F, 1e6F}}}, pen));
  }
  EXPECT_NEAR(measure_ink(render_normalised({{{5, 5}}}, 4)).sum, 3.14159 * 4,
              0.9);  // a circle's area, and its softened rim
}

TEST(Stroke, StraightLinesStayThin) {
  const Ink upright = measure_ink(render_normalised({{{7, 0}, {7, 1000}}}));
  EXPECT_EQ(upright.height(), 20);
  EXPECT_GE(upright.width(), 3);
  EXPECT_LE(upright.width(), 5);
  EXPECT_NEAR(upright.x, 14, 1e-9);
  const Ink level = measure_ink(render_normalised({{{-3, 2}, {4, 2}, {5, 2}}}));
  EXPECT_EQ(level.width(), 20);
  EXPECT_LE(level.height(), 5);
  EXPECT_NEAR(level.y, 14, 1e-9);
}

TEST(Stroke, RepeatedAndInsertedPointsChangeNothing) {
  Strokes more;
  for (const Stroke& stroke : a_two()) {
    more.emplace_back();
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      more.back().push_back(stroke[i]);
      more.back().push_back(stroke[i]);
      if (i + 1 < stroke.size()) {
        more.back().push_back({(stroke[i].x + stroke[i + 1].x) / 2, (stroke[i].y + stroke[i + 1].y) / 2});
      }
    }
  }
  const Image expected = render_normalised(a_two());
  const Image actual = render_normalised(more);
  for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_NEAR(actual[i], expected[i], 1) << i;
}

TEST(Stroke, MirroredDrawingsGiveMirroredInk) {
  Strokes mirrored = a_two();
  for (Point& point : mirrored[0]) point.x = -point.x;
  const Image image = render_normalised(a_two());
  const Image mirror = render_normalised(mirrored);
  const int shift = measure_ink(mirror).left - (kSide - 1 - measure_ink(image).right);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 4; x < kSide - 4; ++x)
      ASSERT_NEAR(pixel_at(image, x, y), pixel_at(mirror, kSide - 1 - x + shift, y), 1);
  }
}

TEST(Stroke, AllInkStaysWhereTheMassIsAtTheEdge) {
  // A blot with a long hair: the centre of mass is so far from the middle that centring it would cut the hair
  // off.
  Strokes strokes{{{0, 0, 1}, {100, 0, kThinnest}}};
  for (int i = 0; i < 40; ++i) {
    strokes.push_back(
        {{0, -30.0F + static_cast<float>(i), kThickest}, {12, -30.0F + static_cast<float>(i), kThickest}});
  }
  const Ink ink = measure_ink(render_normalised(strokes, 1.5F));
  EXPECT_EQ(ink.width(), 20);
  EXPECT_EQ(ink.right, kSide - 1);  // as far as the field allows
  EXPECT_LT(ink.x, 13.5);
}

TEST(Stroke, AsDrawnKeepsThePlaceAndCutsAtThePad) {
  const Image image = render_as_drawn({{{25, 25}, {25, 75}}}, 100, 2);
  const Ink ink = measure_ink(image);
  EXPECT_NEAR(ink.x, 6.5, 1e-9);
  EXPECT_NEAR(ink.y, 13.5, 1e-9);
  EXPECT_EQ(ink.height(), 18);  // 14 from end to end, and at both 1 of the pen and ¾ of its soft edge
  EXPECT_EQ(render_as_drawn({{{1, 1}, {1, 3}}}, 4, 2), image);

  EXPECT_EQ(render_as_drawn({{{-50, 20}, {-20, 90}}, {{140, 40}}, {{50, 1e30F}, {60, 1e30F}}}, 100), Image{});
  const Image across = render_as_drawn({{{-3e38F, 50}, {3e38F, 50}}}, 100, 2.8F);
  for (int x = 0; x < kSide; ++x) EXPECT_EQ(pixel_at(across, x, 13), 255);
  EXPECT_EQ(measure_ink(across).height(), 4);
  // A pad so small that one step of the pen leaves it.
  EXPECT_EQ(measure_ink(render_as_drawn({{{0, 0}, {1e30F, 1e30F}}}, 1e-30F)).longer_side(), kSide);
}

TEST(Stroke, ManyPointsAreFast) {
  Rng rng(4);
  Stroke scribble;
  float x = 0;
  float y = 0;
  for (int i = 0; i < 500; ++i) {
    x += rng.uniform(-30, 30);
    y += rng.uniform(-30, 30);
    scribble.push_back({x, y});
  }
  const auto seconds = [](const Strokes& strokes) {
    double best = 1e9;
    for (int trial = 0; trial < 5; ++trial) {
      const std::clock_t begin = std::clock();  // this program's own time, whatever runs beside it
      const Image image = render_normalised(strokes);
      const double taken = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
      if (measure_ink(image).longer_side() == 20) best = std::min(best, taken);
    }
    return best;
  };
  // At every movement of the pen. Far above what it takes, for sanitizers and WebAssembly without
  // optimisation.
  EXPECT_LT(seconds({scribble}), 0.02);
  // Thousands of strokes across the whole field.
  Strokes strokes;
  for (int i = 0; i < 5000; ++i) {
    const float from = rng.uniform();
    const float to = rng.uniform();
    strokes.push_back({{from, 0}, {to, 1}});
  }
  EXPECT_LT(seconds(strokes), 0.5);
}

TEST(Stroke, TheSameBitsOnEveryMachine) {
  Rng rng(5);
  std::vector<std::uint8_t> images;
  for (int trial = 0; trial < 200; ++trial) {
    Stroke stroke;
    for (int i = 0; i < 12; ++i) {
      Point point;
      point.x = rng.uniform(-300, 300);
      point.y = rng.uniform(-300, 300);
      point.width = rng.uniform(0.3F, 1.8F);
      stroke.push_back(point);
    }
    const Image image = render_normalised({stroke}, rng.uniform(0.5F, 8));
    images.insert(images.end(), image.begin(), image.end());
  }
  EXPECT_EQ(fingerprint(images), 0x188d51627de2761cULL);
}

}  // namespace
}  // namespace bottleneck
