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

// The pixels whose centres lie between low and high, cut to the field. Cut before the conversion: a double
// may be beyond any int.
Span pixels_between(double low, double high) {
  const double begin = std::clamp(std::ceil(low - 0.5), 0.0, static_cast<double>(kSide));
  const double end = std::clamp(std::floor(high - 0.5) + 1.0, 0.0, static_cast<double>(kSide));
  return {static_cast<int>(begin), static_cast<int>(end)};
}

}  // namespace

void ink_path(InkField& field, const Nib& from, const Nib& to) {
  assert(std::isfinite(from.x) && std::isfinite(from.y) && from.radius > 0);
  assert(std::isfinite(to.x) && std::isfinite(to.y) && to.radius > 0);

  const Span columns = pixels_between(std::min(from.x - from.reach(), to.x - to.reach()),
                                      std::max(from.x + from.reach(), to.x + to.reach()));
  const Span rows = pixels_between(std::min(from.y - from.reach(), to.y - to.reach()),
                                   std::max(from.y + from.reach(), to.y + to.reach()));

  // The axis from `from` to `to`: its length, its direction, and how fast the radius shrinks along it.
  const double across_x = to.x - from.x;
  const double across_y = to.y - from.y;
  const double length = std::sqrt(across_x * across_x + across_y * across_y);
  const double shrink = from.radius - to.radius;
  // Where one circle holds the other (as where the pen stands still) the larger one is the whole mark.
  const bool circle = length <= std::abs(shrink) * (1 + 1e-9);
  const Nib& start = circle && shrink < 0 ? to : from;
  const double end = circle ? 0 : length;
  const double direction_x = circle ? 1 : across_x / length;  // any will do for a circle
  const double direction_y = circle ? 0 : across_y / length;
  const double taper = circle ? 0 : shrink / length;  // the sine of the outline's angle with the axis
  const double lean = taper / std::sqrt(1 - taper * taper);

  for (int row = rows.begin; row < rows.end; ++row) {
    for (int column = columns.begin; column < columns.end; ++column) {
      float& ink = field[static_cast<std::size_t>(row * kSide + column)];
      if (ink >= 1) continue;
      const double x = column + 0.5 - start.x;
      const double y = row + 0.5 - start.y;
      const double along = x * direction_x + y * direction_y;
      const double beside = std::abs(y * direction_x - x * direction_y);
      // Of all the nibs on the way, the one whose outline is nearest: where the derivative of √((along − s)²
      // + beside²) − radius(s) with respect to s, which is convex, vanishes.
      const double nearest = std::clamp(along - beside * lean, 0.0, end);
      const double radius = start.radius - taper * nearest;
      const double ahead = along - nearest;
      const double distance = std::sqrt(ahead * ahead + beside * beside) - radius;
      // A pen thinner than the soft edge never reaches full ink, so that its ink per length stays its width.
      const double most = std::min(1.0, 2 * radius / kSoftEdge);
      const double cover = std::clamp(0.5 - distance / kSoftEdge, 0.0, most);
      ink = std::max(ink, static_cast<float>(cover));
    }
  }
}

Image to_image(const InkField& field) {
  Image image;
  for (std::size_t i = 0; i < field.size(); ++i) image[i] = static_cast<std::uint8_t>(field[i] * 255 + 0.5F);
  return image;
}

}  // namespace bottleneck
