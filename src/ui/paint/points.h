// Points of a cloud and their signs.
#pragma once

#include "lab/base/point_cloud.h"
#include "ui/paint/paint.h"

namespace bottleneck {

// The points that lie in the box.
void draw_points(const Canvas& canvas, const Rect& box, const PointCloud& cloud);

// One such sign, for a legend.
void draw_sign(const Canvas& canvas, ImVec2 middle, float size, Sign sign, Colour ink);

}  // namespace bottleneck
