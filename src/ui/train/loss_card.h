// How the loss falls, of the run shown and of the others.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

void draw_loss_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                    std::vector<Action>& actions);

}  // namespace bottleneck
