// What each neuron of the first layer looks for, while it learns it.
#pragma once

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// At this width; a higher card shows larger pictures.
float weights_card_height(const Session& session, float width);
void draw_weights_card(const Session& session, View& view, const Canvas& canvas, const Rect& card);

}  // namespace bottleneck
