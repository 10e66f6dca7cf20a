// The halves of a dataset.
#pragma once

#include <cstdint>

namespace bottleneck {

enum class Split : std::uint8_t { train, test };

constexpr Split other_split(Split split) {
  return split == Split::train ? Split::test : Split::train;
}

}  // namespace bottleneck
