// The result for those who do not see the picture.
#pragma once

#include <string>

#include "lab/session/session.h"

namespace bottleneck {

// The result in words, or why there is none, for those who do not see the picture; empty while a gesture
// lasts.
std::string spoken_result(const Session& session);

}  // namespace bottleneck
