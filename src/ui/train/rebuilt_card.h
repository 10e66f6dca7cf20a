// Ten test images, and what the network in training makes of them now; and of the reader's drawing.
#pragma once

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float rebuilt_card_height(const Session& session, float width);
void draw_rebuilt_card(const Session& session, View& view, const Canvas& canvas, const Rect& card);

}  // namespace bottleneck
