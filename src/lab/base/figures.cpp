#include "lab/base/figures.h"

#include <cassert>
#include <cstdio>

namespace bottleneck {

std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t left = digits.size() - i;
    const bool has_digit_before = i > (number < 0 ? 1U : 0U);
    if (has_digit_before && left % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string fixed(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string short_number(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", number);
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
