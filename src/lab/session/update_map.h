// The latent map in the session: its part of perform() and of update().
#pragma once

#include "lab/base/clock.h"
#include "lab/session/session.h"

namespace bottleneck {

// Makes the map of the chosen model's codes, a piece at a time where that takes long, and what is shown of
// it; at its station alone. Whether anything has changed, or is under way.
bool update_map(Session& session, Clock clock);

// Whether the code's units cannot be negative: then what is decoded has none that are.
bool has_positive_codes(const Session& session);

// Actions (lab/session/actions.h).
void act(Session& session, const MoveMap& action);
void act(Session& session, const PointAt& action);
void act(Session& session, const ProbeMap& action);
void act(Session& session, const ChooseWalk& action);

}  // namespace bottleneck
