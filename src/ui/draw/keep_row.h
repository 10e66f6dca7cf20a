// The row below the pad that keeps the drawing with its label, or says as what it is kept.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

void draw_keep_row(const Session& session, View& view, const Canvas& canvas, Rect row,
                   std::vector<Action>& actions);

}  // namespace bottleneck
