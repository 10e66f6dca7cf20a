// The datasets, one under the other: what is here of each, and how to get the rest.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float datasets_card_height(const Session& session);
void draw_datasets_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& actions);

}  // namespace bottleneck
