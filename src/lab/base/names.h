// What the enumerators of an enumeration are called.
#pragma once

#include <cassert>
#include <cstddef>

namespace bottleneck {

// names: in the order of the enumerators.
template <class Enum, std::size_t N>
constexpr const char* name_in(const char* const (&names)[N], Enum value) {
  assert(static_cast<std::size_t>(value) < N);
  return names[static_cast<std::size_t>(value)];
}

}  // namespace bottleneck
