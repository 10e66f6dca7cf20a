// The training runs as a part of the session's JSON (lab/shown/state_json.h).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "lab/session/session.h"

namespace bottleneck {

// {dataset, runs: [{number, name, state, until, …}], shown, estimate}
nlohmann::ordered_json training_json(const Session& session);

}  // namespace bottleneck
