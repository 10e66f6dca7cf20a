// JSON from outside, read strictly: what is written twice, nested too deeply or far too long is refused
// rather than guessed at.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "core/result.h"

namespace bottleneck {

struct JsonLimits {
  int max_depth = 16;                  // nested arrays and objects
  std::size_t max_values = 1'000'000;  // numbers, texts, arrays …: about 100 MB of memory at the worst
};

// Parses one JSON value that takes the whole text. Errors, with the byte where they were found: not JSON
// (numbers too large for a double and text that is not UTF-8 among it), a key that comes twice in one object,
// and what `limits` forbids.
Result<nlohmann::json> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace bottleneck
