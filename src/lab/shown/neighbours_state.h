// Neighbours of the test images as a part of the state (lab/shown/state_json.h).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "lab/session/session.h"

namespace bottleneck {

// {codes, pixels, matrix: "codes" or "pixels", cell}
//   codes, pixels   of the search as it is chosen: {underWay, k, queries, done, accuracy, confusion: rows of
//   the
//                   true class, neighbours: how many have come, encodeMs, fitMs, searchMs}, or null where
//                   images or weights are missing
//   cell            {truth, predicted, images: indices of its test images, first: the place of the first one
//                   shown}, or null
nlohmann::ordered_json neighbours_state(const Session& session);

}  // namespace bottleneck
