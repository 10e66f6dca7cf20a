// The cards of the nearest neighbours: on codes, in orange, for each model; and on pixels, in blue.
#pragma once

#include <vector>

#include "lab/session.h"
#include "ui/layout.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

// card: codes, other_codes or pixels.
float nearest_card_height(const Session& session, const Look& look, Tab card, float width);
void draw_nearest_card(const Session& session, View& view, const Canvas& canvas, const CardPlace& card,
                       std::vector<Action>& actions);

// What stands in the card where there is nobody to vote: still loading, failed, or an offer to load or to
// compute. True if so.
bool draw_absent_codes(const Session& session, View& view, const Canvas& canvas, const Rect& body, Tab card,
                       std::vector<Action>& actions);
bool draw_absent_pixels(const Session& session, View& view, const Canvas& canvas, const Rect& body,
                        std::vector<Action>& actions);

}  // namespace bottleneck
