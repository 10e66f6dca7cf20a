// The run shown: what can be done with it, how far it is, and how it ended.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float run_card_height(const Session& session, const Look& look, float width);
void draw_run_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                   std::vector<Action>& actions);

}  // namespace bottleneck
