// The images of a dataset in a grid that scrolls: one half, perhaps one class alone.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// As high as `card`: the grid takes what room there is.
void draw_images_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                      std::vector<Action>& actions);

}  // namespace bottleneck
