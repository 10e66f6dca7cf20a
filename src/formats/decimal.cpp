#include "formats/decimal.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>

namespace bottleneck {

std::optional<double> read_decimal(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  if (point == 0 || point + 1 == digits.size()) return std::nullopt;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != point && (digits[i] < '0' || digits[i] > '9')) return std::nullopt;
  }
  return std::strtod(std::string(text).c_str(), nullptr);
}

}  // namespace bottleneck
