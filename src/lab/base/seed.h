// How large a seed may be that a reader types: it has to fit an address and a field.
#pragma once

#include <cstdint>

namespace bottleneck {

inline constexpr std::uint64_t kLargestSeed = 999'999'999;

}  // namespace bottleneck
