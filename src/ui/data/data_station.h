// The station of the data: which datasets there are, the reader's own, and a look at their images.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/layout.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// Returns the height of the page.
float draw_data_station(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                        std::vector<Action>& actions);

}  // namespace bottleneck
