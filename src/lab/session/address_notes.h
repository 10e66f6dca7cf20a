// What a reader is told of an address that was not understood.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace bottleneck {

inline constexpr std::size_t kMaxNotes = 5;  // then one more that says how many there are besides

// What a stranger wrote, fit to be shown.
std::string shown(std::string_view text);

class AddressNotes {
 public:
  void add(std::string_view pattern, std::initializer_list<std::string_view> values);
  std::vector<std::string> all() &&;

 private:
  std::vector<std::string> texts_{};
  std::size_t left_out_ = 0;
};

}  // namespace bottleneck
