// The station where the reader draws: pad, pipeline, neighbours, samples.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/layout.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// Returns how high the page wants to be.
float draw_draw_station(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                        std::vector<Action>& actions);

}  // namespace bottleneck
