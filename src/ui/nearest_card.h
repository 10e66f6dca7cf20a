// What the nearest neighbours make of the code: votes, prediction, and who voted.
#pragma once

#include <vector>

#include "lab/session.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

float nearest_card_height(const Session& session, const Look& look, float width);
void draw_nearest_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                       std::vector<Action>& actions);

}  // namespace bottleneck
