// What one draws on.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// The pad, a square, with what lies on it. The pointer draws there (ui/draw/draw_pad.h: pen_actions()) at
// whatever station it is. behind: the colour around it.
void draw_pad_surface(const Panel& panel, const Rect& pad, Colour behind);

}  // namespace bottleneck
