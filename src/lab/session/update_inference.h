// Strokes → image → code → reconstruction and votes, of the chosen model and of the one beside it.
#pragma once

#include "lab/base/clock.h"
#include "lab/session/session.h"

namespace bottleneck {

// Computes what is out of date, and says whether anything was: of another drawing, model or code, of a unit
// that sweeps, of units that a link sets.
bool update_inference(Session& session, Clock clock);

}  // namespace bottleneck
