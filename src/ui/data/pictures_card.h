// The reader's own pictures as a dataset: how they are given, and what has come of them.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float pictures_card_height(const Session& session, const Look& look, float width);
void draw_pictures_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& actions);

}  // namespace bottleneck
