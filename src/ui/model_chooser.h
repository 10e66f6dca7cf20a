// The button that shows the chosen model and unfolds the list of all of them.
#pragma once

#include <vector>

#include "lab/session.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

// Takes the right end of `row`, as wide as the name needs and there is room.
void draw_model_chooser(const Session& session, View& view, const Canvas& canvas, const Rect& row,
                        std::vector<Action>& actions);

}  // namespace bottleneck
