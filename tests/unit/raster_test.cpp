#include "core/raster.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include <gtest/gtest.h>

#include "core/rng.h"

namespace bottleneck {
namespace {

double sum_of(const InkField& field) {
  return std::accumulate(field.begin(), field.end(), 0.0);
}

InkField drawn(const Nib& from, const Nib& to) {
  InkField field{};
  ink_path(field, from, to);
  return field;
}

float at(const InkField& field, int x, int y) {
  return field[static_cast<std::size_t>(y * kSide + x)];
}

// The definition, by brute force: the nearest outline among thousands of nibs on the way.
double cover_by_definition(const Nib& from, const Nib& to, double x, double y) {
  double nearest = 1e9;
  double radius = 0;
  for (int i = 0; i <= 5000; ++i) {
    const double t = i / 5000.0;
    const double here = from.radius + (to.radius - from.radius) * t;
    const double distance =
        std::hypot(x - from.x - (to.x - from.x) * t, y - from.y - (to.y - from.y) * t) - here;
    if (distance < nearest) {
      nearest = distance;
      radius = here;
    }
  }
  return std::clamp(0.5 - nearest / kSoftEdge, 0.0, std::min(1.0, 2 * radius / kSoftEdge));
}

TEST(Raster, AgreesWithTheDefinition) {
  Rng rng(1);
  for (int trial = 0; trial < 12; ++trial) {
    Nib nibs[2];
    for (Nib& nib : nibs) {
      nib.x = rng.uniform(-4, 32);
      nib.y = rng.uniform(-4, 32);
      nib.radius = rng.uniform(0.2F, 4);
    }
    if (trial % 3 == 0)
      nibs[1] = {nibs[0].x + 0.5, nibs[0].y, nibs[0].radius + 2};  // one circle within the other
    if (trial % 4 == 0) std::swap(nibs[0], nibs[1]);
    const InkField field = drawn(nibs[0], nibs[1]);
    for (int i = 0; i < kPixels; i += 5) {
      const double expected = cover_by_definition(nibs[0], nibs[1], i % kSide + 0.5, i / kSide + 0.5);
      // The brute force steps over at most 36 / 5000 of a pixel.
      ASSERT_NEAR(field[static_cast<std::size_t>(i)], expected, 0.007) << "trial " << trial << " pixel " << i;
    }
  }
}

TEST(Raster, InkIsTheAreaOfTheMark) {
  // On average over its places on the grid, a capsule's ink is its area; so is that of a pen thinner than the
  // soft edge.
  Rng rng(2);
  for (const double width : {0.5, 1.0, 2.8, 6.0}) {
    double sum = 0;
    for (int trial = 0; trial < 200; ++trial) {
      const double x = rng.uniform(6, 8);
      const double y = rng.uniform(6, 8);
      const double turn = rng.uniform();
      sum +=
          sum_of(drawn({x, y, width / 2}, {x + 12 * turn, y + 12 * std::sqrt(1 - turn * turn), width / 2})) /
          200;
    }
    // Round ends, softened outwards, gain π/12 of the edge's square where the pen is wide.
    const double area = 12 * width + 3.14159 * width * width / 4;
    EXPECT_NEAR(sum, area, 0.02 * area + 0.6) << width;
  }
}

TEST(Raster, DrawingTwiceIsNoDarkerAndTheWayBackIsTheSame) {
  const Nib a{6.3, 7.1, 1.2};
  const Nib b{19.4, 17.8, 2.1};
  const InkField once = drawn(a, b);
  InkField twice = once;
  ink_path(twice, a, b);
  EXPECT_EQ(once, twice);
  const InkField back = drawn(b, a);
  for (std::size_t i = 0; i < once.size(); ++i) ASSERT_NEAR(once[i], back[i], 1e-6);
}

TEST(Raster, ADotIsRoundAndMeetsItsSize) {
  const InkField field = drawn({14, 14, 3}, {14, 14, 3});
  EXPECT_NEAR(sum_of(field), 3.14159 * 9, 0.8);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      ASSERT_EQ(at(field, x, y), at(field, kSide - 1 - x, y));
      ASSERT_EQ(at(field, x, y), at(field, y, x));
    }
  }
}

TEST(Raster, CutsWhatLiesOutside) {
  EXPECT_EQ(sum_of(drawn({-40, -9, 2}, {60, -9, 2})), 0);
  EXPECT_EQ(sum_of(drawn({1e30, 3, 2}, {1e30, 30, 2})), 0);
  const InkField across = drawn({-1e6, 14, 1.5}, {1e6, 14, 1.5});
  for (int x = 0; x < kSide; ++x) {
    EXPECT_EQ(at(across, x, 13), 1.0F);
    EXPECT_EQ(at(across, x, 11), 0.0F);
  }
}

TEST(Raster, RoundsToBytes) {
  InkField field{};
  field[1] = 1;
  field[2] = 0.5F;
  field[3] = 0.0019F;
  field[4] = 0.0021F;
  const Image image = to_image(field);
  EXPECT_EQ(image[0], 0);
  EXPECT_EQ(image[1], 255);
  EXPECT_EQ(image[2], 128);
  EXPECT_EQ(image[3], 0);
  EXPECT_EQ(image[4], 1);
}

}  // namespace
}  // namespace bottleneck
