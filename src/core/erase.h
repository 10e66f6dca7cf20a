// The eraser: takes away what lies under a round rubber that moves from one place to another.
//
// The rubber covers a capsule: all places within `radius` of the segment from `from` to `to` (a disc where
// both are the same). `width` of these two points is not looked at. They must be finite, radius > 0.
#pragma once

#include "core/shapes.h"
#include "core/stroke.h"

namespace bottleneck {

// The strokes without what lies within `radius`, in the strokes' own unit, of the eraser's way. What counts
// is the line that the pen's middle went, whatever the pen's width. A stroke is cut where this line enters
// and leaves the capsule, exactly (no sampling); each part that remains is a stroke of its own, in the old
// order, with the pen's width interpolated at the cuts. A point of its own vanishes when it lies inside.
// Strokes that are not touched come back as they were, apart from points that are not finite: they are
// dropped and their neighbours joined, as in rendering. No stroke of the result is empty. Takes time in
// proportion to the points.
Strokes erase(const Strokes& strokes, Point from, Point to, float radius);

// The same on an image: pixels whose centres lie inside become 0. Places and radius are in pixels; pixel
// (row, column) has its centre at (x, y) = (column + ½, row + ½).
void erase_pixels(Image& image, Point from, Point to, float radius);

}  // namespace bottleneck
