#include "core/erase.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "core/synthetic.h"
#include "unit/non_finite.h"
#include "unit/same_strokes.h"

namespace bottleneck {
namespace {

// The distance of a place to the eraser's way.
double distance_to_way(double x, double y, const Point& from, const Point& to) {
  const double step_x = double{to.x} - from.x;
  const double step_y = double{to.y} - from.y;
  const double square = step_x * step_x + step_y * step_y;
  const double t = square == 0 ? 0 : ((x - from.x) * step_x + (y - from.y) * step_y) / square;
  const double nearest = std::clamp(t, 0.0, 1.0);
  return std::hypot(x - from.x - nearest * step_x, y - from.y - nearest * step_y);
}

// A stroke at the parameter s: point floor(s), and on to the next.
Point at(const Stroke& stroke, double s) {
  const auto i = std::min(static_cast<std::size_t>(s), stroke.size() - 1);
  if (i + 1 == stroke.size()) return stroke[i];
  const auto t = static_cast<float>(s - static_cast<double>(i));
  const Point& p = stroke[i];
  const Point& q = stroke[i + 1];
  return {p.x + t * (q.x - p.x), p.y + t * (q.y - p.y), p.width + t * (q.width - p.width)};
}

// Holds what erase() makes of one stroke against a search by samples. The test's strokes have their point's
// number as its width: so the width at a cut says where on the stroke it is.
void expect_erased_exactly(Stroke stroke, const Point& from, const Point& to, float radius) {
  constexpr double kNear = 2e-4;  // of coordinates up to 40, floats keep 4e-6; a grazing cut loses more
  for (std::size_t i = 0; i < stroke.size(); ++i) stroke[i].width = static_cast<float>(i);
  const Strokes pieces = erase({stroke}, from, to, radius);

  struct Range {
    double begin;
    double end;
  };
  std::vector<Range> kept;
  double last = -1;
  for (const Stroke& piece : pieces) {
    ASSERT_FALSE(piece.empty());
    if (stroke.size() > 1) {
      ASSERT_GT(piece.size(), 1U);
    }
    kept.push_back({piece.front().width, piece.back().width});
    for (std::size_t p = 0; p < piece.size(); ++p) {
      const double s = piece[p].width;
      ASSERT_GE(s, last) << "not in the old order";
      last = s;
      // It lies on the stroke, and between the cuts the stroke's own points are there, each once.
      const Point expected = at(stroke, s);
      ASSERT_NEAR(piece[p].x, expected.x, kNear);
      ASSERT_NEAR(piece[p].y, expected.y, kNear);
      if (p > 0 && p + 1 < piece.size()) {
        ASSERT_EQ(s, std::floor(s));
      }
      if (p > 0 && piece[p].x == piece[p - 1].x && piece[p].y == piece[p - 1].y) {
        ASSERT_EQ(piece[p].width - piece[p - 1].width, 1) << "a cut on its neighbour";
      }
      if (p > 1) {
        ASSERT_EQ(std::ceil(s), std::floor(piece[p - 1].width) + 1);
      }
    }
  }

  constexpr int kSamples = 400;  // of each line
  const auto lines = static_cast<int>(stroke.size()) - 1;
  for (int i = 0; i <= lines * kSamples; ++i) {
    const double s = static_cast<double>(i) / kSamples;
    const Point place = at(stroke, s);
    const double distance = distance_to_way(place.x, place.y, from, to);
    const bool is_kept = std::ranges::any_of(
        kept, [s](const Range& range) { return s >= range.begin - 1e-5 && s <= range.end + 1e-5; });
    const bool is_well_kept = std::ranges::any_of(
        kept, [s](const Range& range) { return s > range.begin + 1e-5 && s < range.end - 1e-5; });
    if (distance > radius + kNear) {
      ASSERT_TRUE(is_kept) << "lost at " << s;
    }
    if (distance < radius - kNear) {
      ASSERT_FALSE(is_well_kept) << "left at " << s;
    }
  }
}

TEST(Erase, AgreesWithASearchBySamples) {
  Rng rng(1);
  for (int trial = 0; trial < 1500; ++trial) {
    SCOPED_TRACE(trial);
    Stroke stroke;
    const auto points = 1 + rng.below(7);
    for (std::uint32_t i = 0; i < points; ++i) stroke.push_back({rng.uniform(-4, 32), rng.uniform(-4, 32)});
    Point from{rng.uniform(-4, 32), rng.uniform(-4, 32)};
    Point to{rng.uniform(-4, 32), rng.uniform(-4, 32)};
    float radius = rng.uniform(0.2F, 8);
    if (trial % 4 == 1) to = from;                                   // the eraser rests
    if (trial % 4 == 2) to = {from.x + rng.uniform(-1, 1), from.y};  // a short move, level
    if (trial % 16 == 3) radius = 100;                               // everything goes
    if (trial % 16 == 4) stroke.resize(points + 2, stroke.front());  // points on one place
    if (trial % 16 == 5 && points > 1) stroke[1] = from;             // through the capsule's corner
    if (trial % 16 == 6 && points > 2) {                             // along the way itself, and beside it
      stroke[0] = from;
      stroke[1] = to;
      stroke[2] = {to.x, to.y + radius};
    }
    if (trial % 16 == 7) {  // on whole numbers, so that edges are met exactly
      for (Point& point : stroke) point = {std::round(point.x), std::round(point.y)};
      from = {std::round(from.x), std::round(from.y)};
      to = {std::round(to.x), from.y};
      radius = std::ceil(radius);
    }
    if (trial % 32 >= 16) std::ranges::reverse(stroke);
    expect_erased_exactly(stroke, from, to, radius);
    if (HasFatalFailure()) return;
  }
}

TEST(Erase, CutsALineInTwo) {
  expect_same(erase({{{0, 10, 0.5F}, {20, 10, 1.5F}}}, {10, 10}, {10, 10}, 2),
              {{{0, 10, 0.5F}, {8, 10, 0.9F}}, {{12, 10, 1.1F}, {20, 10, 1.5F}}});
  // Along the way the disc's edge is the capsule's; beside it, the strip's.
  expect_same(erase({{{0, 10}, {20, 10}}}, {5, 10}, {10, 10}, 2), {{{0, 10}, {3, 10}}, {{12, 10}, {20, 10}}});
  expect_same(erase({{{7, 0}, {7, 20}}}, {5, 10}, {10, 10}, 2), {{{7, 0}, {7, 8}}, {{7, 12}, {7, 20}}});
}

TEST(Erase, TakesEndsAndKeepsTheRest) {
  const Strokes strokes{{{0, 0}, {10, 0}, {20, 0}}, {{0, 50}, {9, 50}}, {{0, 0}, {0, 30}}};
  expect_same(erase(strokes, {0, 0}, {0, 0}, 5), {{{5, 0}, {10, 0}, {20, 0}}, strokes[1], {{0, 5}, {0, 30}}});
  expect_same(erase(strokes, {-10, 0}, {30, 0}, 5), {strokes[1], {{0, 5}, {0, 30}}});
}

TEST(Erase, WhatIsNotTouchedStaysAsItWas) {
  Rng rng(2);
  for (int trial = 0; trial < 50; ++trial) {
    Strokes strokes = draw_synthetic(static_cast<int>(rng.below(10)), rng).strokes;
    strokes.push_back({{0.5F, 0.5F, 0.3F}});                // a dot
    strokes.push_back({{0.2F, 0.5F, 1}, {0.2F, 0.5F, 2}});  // a pen that rests
    expect_same(erase(strokes, {-9, rng.uniform(-9, 9)}, {-9, rng.uniform(-9, 9)}, 3), strokes);
  }
  // A line that only grazes the eraser.
  const Strokes line{{{0, 2}, {20, 2}}};
  expect_same(erase(line, {10, 0}, {10, 0}, 2), line);
  expect_same(erase({}, {10, 0}, {10, 0}, 2), {});
}

TEST(Erase, DotsVanishInside) {
  const Strokes dots{{{10, 10}}, {{10, 12}}, {{10, 12.5F}}, {{13, 10}, {13, 10}}, {{30, 10}, {30, 10}}};
  expect_same(erase(dots, {10, 10}, {20, 10}, 2), {dots[2], dots[4]});
}

TEST(Erase, DropsWhatIsNotFinite) {
  const Strokes strokes{{{0, 10}, {kNan, 10}, {10, kInfinity}, {10, 10, kNan}, {20, 10}}, {{kNan, 0}}, {}};
  expect_same(erase(strokes, {10, 90}, {10, 90}, 2), {{{0, 10}, {20, 10}}});
  expect_same(erase(strokes, {10, 10}, {10, 10}, 2), {{{0, 10}, {8, 10}}, {{12, 10}, {20, 10}}});
}

TEST(Erase, AgainIsNothingNew) {
  // The eraser's next movement begins with the disc in which the last one ended: the cuts lie on its edge,
  // and nothing of them may come loose.
  Rng rng(3);
  for (int trial = 0; trial < 2000; ++trial) {
    Strokes strokes(1);
    for (int i = 0; i < 6; ++i) strokes[0].push_back({rng.uniform(0, 28), rng.uniform(0, 28)});
    const Point from{rng.uniform(0, 28), rng.uniform(0, 28)};
    const Point to{rng.uniform(0, 28), rng.uniform(0, 28)};
    const float radius = rng.uniform(0.5F, 4);
    const Strokes once = erase(strokes, from, to, radius);
    const Strokes again = erase(erase(once, to, to, radius), from, to, radius);
    ASSERT_EQ(again.size(), once.size()) << trial;
    for (std::size_t s = 0; s < once.size(); ++s) {
      ASSERT_NEAR(again[s].front().x, once[s].front().x, 0.01);
      ASSERT_NEAR(again[s].front().y, once[s].front().y, 0.01);
      ASSERT_NEAR(again[s].back().x, once[s].back().x, 0.01);
      ASSERT_NEAR(again[s].back().y, once[s].back().y, 0.01);
    }
  }
}

TEST(Erase, AnyScale) {
  const Strokes pieces = erase({{{-3e38F, 5e37F}, {3e38F, 5e37F}}}, {0, 0}, {1e38F, 0}, 1e38F);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_NEAR(pieces[0][1].x / 1e38F, -0.866025, 1e-5);
  EXPECT_NEAR(pieces[1][0].x / 1e38F, 1.866025, 1e-5);
  const Strokes small = erase({{{-3e-30F, 0}, {3e-30F, 0}}}, {0, 0}, {0, 0}, 1e-30F);
  ASSERT_EQ(small.size(), 2U);
  EXPECT_NEAR(small[0][1].x / 1e-30F, -1, 1e-5);
  // Far from the origin, and with a line much longer than the eraser.
  const Strokes far = erase({{{-1e6F, 0}, {1e6F, 0}}}, {0, 0.5F}, {0, 0.5F}, 1);
  ASSERT_EQ(far.size(), 2U);
  EXPECT_NEAR(far[1][0].x, 0.866025, 1e-6);
}

TEST(ErasePixels, ThoseWhoseCentresLieInside) {
  Rng rng(4);
  for (int trial = 0; trial < 300; ++trial) {
    Image image;
    image.fill(7);
    const Point from{rng.uniform(-5, 33), rng.uniform(-5, 33)};
    const Point to = trial % 3 == 0 ? from : Point{rng.uniform(-5, 33), rng.uniform(-5, 33)};
    const float radius = rng.uniform(0.1F, 6);
    erase_pixels(image, from, to, radius);
    for (int row = 0; row < kSide; ++row) {
      for (int column = 0; column < kSide; ++column) {
        const double distance = distance_to_way(column + 0.5, row + 0.5, from, to);
        if (std::abs(distance - radius) < 1e-6) continue;
        ASSERT_EQ(image[static_cast<std::size_t>(row * kSide + column)], distance < radius ? 0 : 7)
            << "trial " << trial << ", row " << row << ", column " << column;
      }
    }
  }
}

TEST(ErasePixels, OnePixelUnderASmallEraser) {
  Image image;
  image.fill(255);
  erase_pixels(image, {3.5F, 20.5F}, {3.5F, 20.5F}, 0.6F);
  EXPECT_EQ(image[20 * kSide + 3], 0);
  EXPECT_EQ(std::ranges::count(image, 0), 1);
}

}  // namespace
}  // namespace bottleneck
