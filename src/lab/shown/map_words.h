// The latent map in words and numbers.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lab/session/session.h"
#include "lab/shown/numbers.h"

namespace bottleneck {

// "60,000 codes of 16 numbers, seen from two sides", and in short. There must be a map.
std::string map_title(const MapState& state);

// How much of the spread is seen, and what that means.
std::string seen_in_words(const LatentMap& map);
// What the code of a place is apart from the two numbers that are seen; empty where there is nothing else.
std::string probe_in_words(const Session& session);

// "a 4", "an ankle boot" is more than it knows: the class's name. image: of those that the codes are of.
std::string class_of_image(const Session& session, int image);

// index, label, x, y of all images.
Numbers numbers_of_map(const Session& session);

// For tests: {axes: "components" or "units", units: those seen, points, shareSeen, class: -1 for all, x, y,
// zoom, pointed: {index, label, x, y, isLoaded}, probe: {x, y, code}, walk: {from, to}, choosing, drawing:
// {x, y} or null}; null: there is no map.
nlohmann::ordered_json map_json(const Session& session);

}  // namespace bottleneck
