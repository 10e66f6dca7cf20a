// An order of codes in which those that lie near each other stand side by side.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bottleneck {

// codes: N × width, row by row; any may be infinite or not a number. Returns their N indices, so ordered that
// the codes of each run of `block` (the last may be shorter) were split off along the directions in which
// they differ most; so are those of each run of block · kNearnessGroup, block · kNearnessGroup² and so on.
inline constexpr std::size_t kNearnessGroup = 16;
std::vector<int> nearness_order(std::span<const float> codes, std::size_t width, std::size_t block);

}  // namespace bottleneck
