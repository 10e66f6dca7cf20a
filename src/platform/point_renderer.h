// Draws the points of a cloud with WebGL2.
#pragma once

#include <imgui.h>

#include "lab/base/point_cloud.h"

namespace bottleneck::renderer {

// Into the frame that `data` is drawn in, with a pipeline of its own, which stays in use. The points go to
// the graphics card once; then a frame tells it where they are seen.
void draw_points(const ImDrawData& data, const PointCloud& cloud);

// The graphics context is gone.
void forget_points();

}  // namespace bottleneck::renderer
