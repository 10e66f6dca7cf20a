// The bar on top: name, stations, the draw station's chooser of models, the switch between light and dark.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/layout.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

void draw_header_bar(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                     bool is_dark, std::vector<Action>& actions);

}  // namespace bottleneck
