#include "lab/base/typed_numbers.h"

#include <cmath>
#include <cstdlib>
#include <string>

namespace bottleneck {
namespace {

constexpr std::size_t kLongestNumber = 64;

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// Takes the digits at the beginning off the text; returns how many they were.
std::size_t take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  text.remove_prefix(count);
  return count;
}

void take_sign(std::string_view& text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
}

// strtod() would also read spaces, hexadecimal digits and the word "infinity".
bool is_decimal(std::string_view text) {
  take_sign(text);
  std::size_t digits = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += take_digits(text);
  }
  if (digits == 0) return false;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    take_sign(text);
    if (take_digits(text) == 0) return false;
  }
  return text.empty();
}

}  // namespace

std::optional<double> read_number(std::string_view text) {
  if (text.size() > kLongestNumber || !is_decimal(text)) return std::nullopt;
  // std::from_chars() for floating-point numbers is not in every standard library that this is built with.
  const double number = std::strtod(std::string(text).c_str(), nullptr);
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace bottleneck
