// The pad to draw on, its buttons, and how the pointer becomes pen strokes.
#pragma once

#include <span>
#include <vector>

#include "lab/drawing/pointer.h"
#include "lab/session/session.h"
#include "ui/draw/draw_layout.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// Pointer movements since the last frame → pen movements, on the pad where it was last drawn. Taken apart
// from the panels, so that every point counts, however many come between two frames, and the results shown
// are those of the last one.
std::vector<Action> pen_actions(const Session& session, const View& view,
                                std::span<const PointerSample> samples);

// Whether a touch that begins here is for the page (it draws), and may not scroll it.
bool takes_touch(const View& view, float x, float y);
// Whether it may drag what is here or scroll: lab/drawing/shared_touch.h.
bool shares_touch(const View& view, float x, float y);

void draw_pad(const Panel& panel, const DrawLayout& layout);

}  // namespace bottleneck
