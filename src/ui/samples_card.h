// Ready-made inputs to put on the pad.
#pragma once

#include <vector>

#include "lab/session.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

float samples_card_height(const Session& session, const Look& look, float width);
void draw_samples_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                       std::vector<Action>& actions);

}  // namespace bottleneck
