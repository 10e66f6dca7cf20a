// The network of an experiment as a picture: its layers as bars, high as they are wide, and between them the
// weights.
#pragma once

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

inline constexpr float kArchitectureHeight = 58;

// Returns what is to be said of the layer under the pointer, or nothing.
std::string draw_architecture(View& view, const Canvas& canvas, const Rect& rect,
                              const Architecture& architecture);

}  // namespace bottleneck
