// What actions do to the session.
#pragma once

#include "lab/session/actions.h"
#include "lab/session/session.h"

namespace bottleneck {

// What a reader, or the page for them, does (lab/session/actions.h).
void perform(Session& session, const Action& action);

// How far the eraser reaches, in pad units.
float eraser_radius(const Session& session);

}  // namespace bottleneck
