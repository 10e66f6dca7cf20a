// The reader's own drawings as a dataset: how many of each label, and what can be done with them.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float drawings_card_height(const Session& session, const Look& look, float width);
void draw_drawings_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& actions);

}  // namespace bottleneck
