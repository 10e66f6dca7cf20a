// Strokes → image → code → reconstruction and votes, of the chosen model and of the one beside it.
#pragma once

#include "lab/base/clock.h"
#include "lab/session/session.h"

namespace bottleneck {

// Computes what is out of date, and says whether anything was: of another drawing, model or code, of a unit
// that sweeps, of units that a link sets.
bool update_inference(Session& session, Clock clock);

// Makes of a ready-made drawing all that is made of one on the pad, and forgets it. turn: 0, 1, … for one
// after the other. Does nothing where can_rehearse() says that something is still missing.
bool can_rehearse(const Session& session);
void rehearse(const Session& session, int turn, Clock clock);

}  // namespace bottleneck
