// The short text of a station: what one sees, and what to try.
#pragma once

#include "lab/session/choices.h"

namespace bottleneck {

// Null: the station has none.
const char* guide_of(Station station);

}  // namespace bottleneck
