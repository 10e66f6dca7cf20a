// The pen's mark on a field of pixels: how much of each pixel a moving round nib inks.
//
// A nib that moves from one place to another and changes its size on the way covers a tapered capsule: the
// hull of two circles. Its ink is full inside, and falls off linearly over a soft edge, half of it on either
// side of the outline. That is what averaging over a box of that width does to a hard edge. On the 28×28
// field the edge is kSoftEdge wide, and stands for what scanning and shrinking did to MNIST's. Nothing but +
// − × ÷ and √ is used, so the bits are the same on every machine.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "core/shapes.h"

namespace bottleneck {

// Pixels over which an edge goes from paper to ink. Chosen by MNIST's share of full pixels: with an edge of 1
// pixel, the least that anti-aliasing needs, 47 % of a redrawn digit's non-zero pixels are at least 253; with
// this one 30 %, where MNIST has 29 %.
inline constexpr double kSoftEdge = 1.5;

// A round nib at a place in the field. Pixel (row, column) has its centre at (x, y) = (column + ½, row + ½).
struct Nib {
  double x;
  double y;
  double radius;  // of the outline, in pixels, > 0

  // How far the ink reaches from (x, y), soft edge included.
  double reach(double soft_edge = kSoftEdge) const { return radius + soft_edge / 2; }
};

// Some of a field's pixels; the ends are excluded.
struct PixelBox {
  int left = 0;
  int right = 0;
  int top = 0;
  int bottom = 0;
};

// What a nib inks on its way from one place to another. Places must be finite; soft_edge in pixels, > 0.
class Mark {
 public:
  Mark(const Nib& from, const Nib& to, double soft_edge);

  // All the pixels of a field of that size that it can ink, and some more.
  PixelBox pixels(int width, int height) const;

  // The ink at a place, from 0 (none) to 1 (full).
  double ink_at(double at_x, double at_y) const {
    const double x = at_x - start_.x;
    const double y = at_y - start_.y;
    const double along = x * direction_x_ + y * direction_y_;
    const double beside = std::abs(y * direction_x_ - x * direction_y_);
    // Of all the nibs on the way, the one whose outline is nearest: where the derivative of √((along − s)²
    // + beside²) − radius(s) with respect to s, which is convex, vanishes.
    const double nearest = std::clamp(along - beside * lean_, 0.0, end_);
    const double radius = start_.radius - taper_ * nearest;
    const double ahead = along - nearest;
    const double distance = std::sqrt(ahead * ahead + beside * beside) - radius;
    // A pen thinner than the soft edge never reaches full ink, so that its ink per length stays its width.
    const double most = std::min(1.0, 2 * radius / soft_edge_);
    return std::clamp(0.5 - distance / soft_edge_, 0.0, most);
  }

 private:
  Nib from_;
  Nib to_;
  Nib start_;
  double soft_edge_;
  double end_;  // where the way ends, counted from the start
  double direction_x_;
  double direction_y_;
  double taper_;  // how fast the radius shrinks: the sine of the outline's angle with the axis
  double lean_;
};

// D pixels of ink from 0 (paper) to 1 (full), row by row.
using InkField = std::array<float, kPixels>;

// Inks the path of a nib from `from` to `to`: each pixel keeps the larger of what it has and what it gets, so
// that a path drawn twice is no darker. Parts outside the field are cut. Places must be finite. Takes time in
// proportion to the pixels that the path's bounding box covers.
void ink_path(InkField& field, const Nib& from, const Nib& to);

// Rounds to 8 bits: 0 paper, 255 full ink.
Image to_image(const InkField& field);

}  // namespace bottleneck
