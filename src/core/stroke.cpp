#include "core/stroke.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/raster.h"

namespace bottleneck {
namespace {

constexpr double kInkSide = 20;  // the longer side of the ink, in pixels
constexpr double kRounding =
    1e-6;  // extents below this share of the coordinates are float rounding, not writing

using Path = std::vector<Nib>;

// The strokes without what is not finite, as nibs that still lie in the drawing's own unit; their radii are
// in image pixels.
std::vector<Path> usable_paths(const Strokes& strokes, float pen) {
  assert(pen >= 0.5F && pen <= 8);
  std::vector<Path> paths;
  for (const Stroke& stroke : strokes) {
    Path path;
    path.reserve(stroke.size());
    for (const Point& point : stroke) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y) || !std::isfinite(point.width)) continue;
      const double width = std::clamp(point.width, kThinnest, kThickest);
      path.push_back({point.x, point.y, width * static_cast<double>(pen) / 2});
    }
    if (!path.empty()) paths.push_back(std::move(path));
  }
  return paths;
}

// One of a nib's coordinates: &Nib::x or &Nib::y.
using Axis = double Nib::*;

// Measures the drawing from its first point: differences of doubles made from floats are exact enough far
// from the origin too.
void start_at_origin(std::vector<Path>& paths) {
  const Nib first = paths.front().front();
  for (Path& path : paths) {
    for (Nib& nib : path) {
      nib.x -= first.x;
      nib.y -= first.y;
    }
  }
}

// The largest absolute value among an axis's coordinates.
double largest_of(const std::vector<Path>& paths, Axis axis) {
  double largest = 0;
  for (const Path& path : paths) {
    for (const Nib& nib : path) largest = std::max(largest, std::abs(nib.*axis));
  }
  return largest;
}

// The nibs at which the ink begins and ends along an axis, when the drawing (not the pen) is scaled by
// `scale`.
struct Extent {
  const Nib* first;
  const Nib* last;
};

Extent extent_of(const std::vector<Path>& paths, Axis axis, double scale) {
  Extent extent{&paths.front().front(), &paths.front().front()};
  for (const Path& path : paths) {
    for (const Nib& nib : path) {
      const double place = nib.*axis * scale;
      if (place - nib.reach() < extent.first->*axis * scale - extent.first->reach()) extent.first = &nib;
      if (place + nib.reach() > extent.last->*axis * scale + extent.last->reach()) extent.last = &nib;
    }
  }
  return extent;
}

// The scale at which the ink is kInkSide long along an axis; infinite for a drawing that has no extent there.
//
// The length of the ink is a convex function of the scale made of straight pieces, one for each pair of
// outermost nibs, because the pen does not grow with the drawing. From above, Newton's method takes one step
// per piece and ends at the root itself.
double fitting_scale(const std::vector<Path>& paths, Axis axis) {
  // 20 over the largest distance from the first point is above the root: the ink would be longer by the pen.
  double scale = kInkSide / largest_of(paths, axis);
  while (std::isfinite(scale)) {
    const Extent ink = extent_of(paths, axis, scale);
    const double pens = ink.first->reach() + ink.last->reach();
    const double better = (kInkSide - pens) / (ink.last->*axis - ink.first->*axis);
    if (!(better < scale)) break;
    scale = better;
  }
  return scale;
}

// Scales along an axis and moves the ink's middle to the middle of the field.
void place(std::vector<Path>& paths, Axis axis, double scale) {
  const Extent ink = extent_of(paths, axis, scale);
  const double low = ink.first->*axis * scale - ink.first->reach();
  const double high = ink.last->*axis * scale + ink.last->reach();
  // Ink 20 pixels long begins and ends on pixels' edges, or it would show on 21. Shorter ink is put on the
  // centre of pixel 14, so that a straight line is symmetrical and lies there.
  const bool fills = high - low > kInkSide - 1e-6;
  const double middle = fills ? kSide / 2 : kSide / 2 + 0.5;
  const double move = middle - (low + high) / 2;
  for (Path& path : paths) {
    for (Nib& nib : path) nib.*axis = nib.*axis * scale + move;
  }
}

// Brings the drawing to its size in the middle of the field.
void fit(std::vector<Path>& paths) {
  const double coordinates = std::max(largest_of(paths, &Nib::x), largest_of(paths, &Nib::y));
  start_at_origin(paths);
  const double size = std::max(largest_of(paths, &Nib::x), largest_of(paths, &Nib::y));
  const bool dot = size <= coordinates * kRounding;
  const double scale = dot ? 0 : std::min(fitting_scale(paths, &Nib::x), fitting_scale(paths, &Nib::y));
  place(paths, &Nib::x, scale);
  place(paths, &Nib::y, scale);
}

Image ink(const std::vector<Path>& paths) {
  InkField field{};
  for (const Path& path : paths) {
    // A path of one nib is a dot.
    for (std::size_t i = 0; i < path.size(); ++i) ink_path(field, path[i == 0 ? 0 : i - 1], path[i]);
  }
  return to_image(field);
}

// How far to move lines of ink, whose sums are `ink`, for their centre of mass to lie in [13.5, 14.5],
// without losing any.
int centring_move(const std::array<int, kSide>& ink) {
  int sum = 0;
  int moment = 0;
  int first = kSide;
  int last = -1;
  for (int i = 0; i < kSide; ++i) {
    const int here = ink[static_cast<std::size_t>(i)];
    if (here == 0) continue;
    sum += here;
    moment += i * here;
    first = std::min(first, i);
    last = i;
  }
  if (sum == 0) return 0;
  // The smallest move that brings moment / sum to 13.5 or above; the two integers make the quotient exact
  // where it matters.
  const double wanted = std::ceil(static_cast<double>((kSide - 1) * sum - 2 * moment) / (2.0 * sum));
  return std::clamp(static_cast<int>(wanted), -first, kSide - 1 - last);
}

// Moves the image by whole pixels until its centre of mass lies at index (14, 14).
Image centred(const Image& image) {
  std::array<int, kSide> columns{};
  std::array<int, kSide> rows{};
  for (std::size_t i = 0; i < image.size(); ++i) {
    columns[i % kSide] += image[i];
    rows[i / kSide] += image[i];
  }
  const int right = centring_move(columns);
  const int down = centring_move(rows);
  Image moved{};
  for (int row = std::max(0, -down); row < std::min(kSide, kSide - down); ++row) {
    for (int column = std::max(0, -right); column < std::min(kSide, kSide - right); ++column) {
      moved[static_cast<std::size_t>((row + down) * kSide + column + right)] =
          image[static_cast<std::size_t>(row * kSide + column)];
    }
  }
  return moved;
}

}  // namespace

Image render_normalised(const Strokes& strokes, float pen) {
  std::vector<Path> paths = usable_paths(strokes, pen);
  if (paths.empty()) return Image{};
  fit(paths);
  return centred(ink(paths));
}

Image render_as_drawn(const Strokes& strokes, float pad_size, float pen) {
  assert(pad_size > 0);
  std::vector<Path> paths = usable_paths(strokes, pen);
  const double scale = kSide / static_cast<double>(pad_size);
  for (Path& path : paths) {
    for (Nib& nib : path) {
      nib.x *= scale;
      nib.y *= scale;
    }
  }
  return ink(paths);
}

}  // namespace bottleneck
