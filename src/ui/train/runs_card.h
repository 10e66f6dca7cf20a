// All runs of this visit, one in a row: their losses side by side, their names to be changed.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float runs_card_height(const Session& session);
void draw_runs_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                    std::vector<Action>& actions);

}  // namespace bottleneck
