// Numbers that are none, for tests of what must refuse them.
#pragma once

#include <limits>

namespace bottleneck {

inline constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
inline constexpr float kInfinity = std::numeric_limits<float>::infinity();

}  // namespace bottleneck
