// Very many points on the canvas, which the graphics card keeps: what a frame costs does not depend on how
// many they are. ui/ says where they are seen (ui/paint/points.h), platform/ draws them in one call.
#pragma once

#include <cstdint>

namespace bottleneck {

// How a point of a class looks beside its colour, where it is large enough: for who does not see colours.
enum class Sign : std::uint8_t { disc, square, triangle, diamond, cross };
inline constexpr int kSigns = 5;

// As the graphics card takes them.
struct CloudPoint {
  float x;
  float y;
  std::uint8_t r;
  std::uint8_t g;
  std::uint8_t b;
  Sign sign;
};

// The points stay where they are until the frame is shown. Place on the canvas, in CSS pixels = origin +
// point · scale. Without gaps: it is compared byte by byte.
struct PointCloud {
  const CloudPoint* points = nullptr;
  std::uint32_t version = 0;  // another number with other points; never 0
  std::int32_t count = 0;
  float origin_x = 0;
  float origin_y = 0;
  float scale_x = 1;
  float scale_y = 1;
  float size = 1;  // of a point, in CSS pixels
  float alpha = 1;
};
static_assert(sizeof(PointCloud) == sizeof(void*) + 8 * sizeof(float));

}  // namespace bottleneck
