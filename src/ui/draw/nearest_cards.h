// The cards of the nearest neighbours: on codes, in orange, for each model; and on pixels, in blue.
#pragma once

#include <optional>
#include <vector>

#include "lab/session/session.h"
#include "ui/draw/draw_layout.h"
#include "ui/paint/absence.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// card: codes, other_codes or pixels.
float nearest_card_height(const Session& session, const Look& look, Tab card, float width);
void draw_nearest_card(const Session& session, View& view, const Canvas& canvas, const CardPlace& card,
                       std::vector<Action>& actions);

// What stands in the card where there is nobody to vote: still loading, failed, or an offer to load or to
// compute. Nothing where somebody votes.
std::optional<Absence> absence_of(const Session& session, Tab card);

}  // namespace bottleneck
