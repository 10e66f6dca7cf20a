// What makes the results from the choices and the drawing.
#pragma once

#include "lab/base/clock.h"
#include "lab/session/address.h"
#include "lab/session/session.h"

namespace bottleneck {

// The pipeline: strokes → image → code → reconstruction, votes. Recomputes what is out of date, and says
// whether anything was; also chooses a model when none is chosen, marks the files that are wanted now, and
// hands the worker its next job.
bool update(Session& session, Clock clock);

// An action (lab/session/actions.h): asks again for all that failed, the worker too.
void act(Session& session, const RetryLoading& action);
// A worker that was given up is tried once more.
void revive_worker(Session& session);

// What an address says, in place of the choices made so far. A drawing in it goes onto the pad, as a step
// that can be undone; an address without one leaves the pad as it is.
void go_to(Session& session, const Address& address);

// Forms `session.pixels.opinion` from what was found, if the drawings or the number of neighbours wanted have
// changed since; says whether they had. Does nothing while nothing is found.
bool form_pixel_opinion(Session& session);

}  // namespace bottleneck
