// The halves of a dataset.
#pragma once

#include <cstdint>

namespace bottleneck {

enum class Split : std::uint8_t { train, test };

}  // namespace bottleneck
