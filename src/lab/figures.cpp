#include "lab/figures.h"

#include <cassert>
#include <cstdio>

namespace bottleneck {

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t first_digit = number < 0 ? 1 : 0;
  for (std::size_t i = text.size(); i > first_digit + 3;) {
    i -= 3;
    text.insert(i, ",");
  }
  return text;
}

std::string fixed(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values) {
  std::string text;
  const auto* value = values.begin();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern.substr(i, 2) != "{}") {
      text += pattern[i];
      continue;
    }
    assert(value != values.end());
    text += *value++;
    ++i;
  }
  return text;
}

}  // namespace bottleneck
