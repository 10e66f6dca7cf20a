// The training runs as a part of the state (lab/shown/state_json.h).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "lab/session/session.h"

namespace bottleneck {

// {dataset: of the plan, or null, runs, shown: the number of the run shown, estimate: {imagesPerSecond}}
nlohmann::ordered_json training_state(const Session& session);

}  // namespace bottleneck
