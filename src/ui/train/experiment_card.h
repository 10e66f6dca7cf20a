// What is to be trained: the settings, the network as a picture, and what it will take.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/layout.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float experiment_card_height(Shape shape);
void draw_experiment_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                          Shape shape, std::vector<Action>& actions);

}  // namespace bottleneck
