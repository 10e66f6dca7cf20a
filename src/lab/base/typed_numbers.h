// Numbers as a reader types them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bottleneck {

// "12", "-0.5", ".5", "1e-3": decimal digits, at most one point, at most one exponent, a sign, and nothing
// around or between them. Nothing for any other text, and for what is too large for a double.
std::optional<double> read_number(std::string_view text);

// How large a seed may be: it has to fit an address and a field.
inline constexpr std::uint64_t kLargestSeed = 999'999'999;

}  // namespace bottleneck
