// What the neighbours by pixels say: those that the worker found among the training images, and the reader's
// drawings, which the page itself has.
#pragma once

#include "lab/session/session.h"

namespace bottleneck {

// Forms `session.pixels.opinion` from what was found, if the drawings or the number of neighbours wanted have
// changed since; says whether they had. Does nothing while nothing is found.
bool form_pixel_opinion(Session& session);

}  // namespace bottleneck
