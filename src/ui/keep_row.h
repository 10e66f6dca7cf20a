// The row below the pad that keeps the drawing with its label, or says as what it is kept.
#pragma once

#include <vector>

#include "lab/session.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

void draw_keep_row(const Session& session, View& view, const Canvas& canvas, Rect row,
                   std::vector<Action>& actions);

}  // namespace bottleneck
