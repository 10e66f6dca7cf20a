// What the reader should know, on top of the page until it is dismissed.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float notes_height(const Session& session, const Canvas& measure, float width);  // 0: nothing to say
void draw_notes(const Session& session, View& view, const Canvas& canvas, const Rect& place,
                std::vector<Action>& actions);

}  // namespace bottleneck
