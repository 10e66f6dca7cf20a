// The pen's mark on the 28×28 field: how much of each pixel a moving round nib inks.
//
// A nib that moves from one place to another and changes its size on the way covers a tapered capsule: the
// hull of two circles. Its ink is full inside, and falls off linearly over kSoftEdge pixels, half of them on
// either side of the outline. That is what averaging over a box of that width does to a hard edge, and stands
// for what scanning and shrinking did to MNIST's. Nothing but + − × ÷ and √ is used, so the bits are the same
// on every machine.
#pragma once

#include <array>

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
  double reach() const { return radius + kSoftEdge / 2; }
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
