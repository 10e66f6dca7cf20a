#include "core/raster.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bottleneck {
namespace {

// A run of pixels, `end` excluded.
struct Span {
  int begin;
  int end;
};

// Those of `size` pixels whose centres lie between low and high. Cut before the conversion: a double may be
// beyond any int.
Span pixels_between(double low, double high, int size) {
  const double begin = std::clamp(std::ceil(low - 0.5), 0.0, static_cast<double>(size));
  const double end = std::clamp(std::floor(high - 0.5) + 1.0, 0.0, static_cast<double>(size));
  return {static_cast<int>(begin), static_cast<int>(end)};
}

}  // namespace

Mark::Mark(const Nib& from, const Nib& to, double soft_edge) : from_(from), to_(to), soft_edge_(soft_edge) {
  assert(std::isfinite(from.x) && std::isfinite(from.y) && from.radius > 0);
  assert(std::isfinite(to.x) && std::isfinite(to.y) && to.radius > 0);
  const double across_x = to.x - from.x;
  const double across_y = to.y - from.y;
  const double length = std::sqrt(across_x * across_x + across_y * across_y);
  const double shrink = from.radius - to.radius;
  // Where one circle holds the other (as where the pen stands still) the larger one is the whole mark.
  const bool circle = length <= std::abs(shrink) * (1 + 1e-9);
  start_ = circle && shrink < 0 ? to : from;
  end_ = circle ? 0 : length;
  direction_x_ = circle ? 1 : across_x / length;  // any will do for a circle
  direction_y_ = circle ? 0 : across_y / length;
  taper_ = circle ? 0 : shrink / length;
  lean_ = taper_ / std::sqrt(1 - taper_ * taper_);
}

PixelBox Mark::pixels(int width, int height) const {
  const double reach_from = from_.reach(soft_edge_);
  const double reach_to = to_.reach(soft_edge_);
  const Span columns = pixels_between(std::min(from_.x - reach_from, to_.x - reach_to),
                                      std::max(from_.x + reach_from, to_.x + reach_to), width);
  const Span rows = pixels_between(std::min(from_.y - reach_from, to_.y - reach_to),
                                   std::max(from_.y + reach_from, to_.y + reach_to), height);
  return {.left = columns.begin, .right = columns.end, .top = rows.begin, .bottom = rows.end};
}

void ink_path(InkField& field, const Nib& from, const Nib& to) {
  const Mark mark(from, to, kSoftEdge);
  const PixelBox box = mark.pixels(kSide, kSide);
  for (int row = box.top; row < box.bottom; ++row) {
    for (int column = box.left; column < box.right; ++column) {
      float& ink = field[static_cast<std::size_t>(row * kSide + column)];
      if (ink >= 1) continue;
      ink = std::max(ink, static_cast<float>(mark.ink_at(column + 0.5, row + 0.5)));
    }
  }
}

Image to_image(const InkField& field) {
  Image image;
  for (std::size_t i = 0; i < field.size(); ++i) image[i] = static_cast<std::uint8_t>(field[i] * 255 + 0.5F);
  return image;
}

}  // namespace bottleneck
