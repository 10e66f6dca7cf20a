// What both answers and events of lab/shown/protocol.h tell.
#pragma once

#include <nlohmann/json.hpp>

#include "lab/session/session.h"

namespace bottleneck {

// {model, digit, name, votes, code, error}; null while there is no model.
nlohmann::ordered_json prediction_json(const Session& session);

// A message: {bottleneck: 1, …what}, as text. What is not UTF-8 in names from files is replaced.
std::string write_message(const nlohmann::ordered_json& what);

}  // namespace bottleneck
