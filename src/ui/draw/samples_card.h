// Ready-made inputs to put on the pad.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float samples_card_height(const Session& session, const Look& look, float width);
void draw_samples_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                       std::vector<Action>& actions);

}  // namespace bottleneck
