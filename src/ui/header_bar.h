// The bar on top: name, stations, the draw station's chooser of models, the switch between light and dark.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/layout.h"
#include "ui/paint/panel.h"

namespace bottleneck {

void draw_header_bar(const Panel& panel, const PageFrame& frame, bool is_dark);

}  // namespace bottleneck
