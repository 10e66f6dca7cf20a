// The station where networks are trained: the experiment, the run, its loss, what comes back.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/layout.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// Returns how high the page wants to be.
float draw_train_station(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                         std::vector<Action>& actions);

}  // namespace bottleneck
