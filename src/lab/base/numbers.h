// A number as a reader types it.
#pragma once

#include <optional>
#include <string_view>

namespace bottleneck {

// "12", "-0.5", ".5", "1e-3": decimal digits, at most one point, at most one exponent, a sign, and nothing
// around or between them. Nothing for any other text, and for what is too large for a double.
std::optional<double> read_number(std::string_view text);

}  // namespace bottleneck
