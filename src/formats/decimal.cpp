#include "formats/decimal.h"

#include <algorithm>
#include <cstddef>

namespace bottleneck {

std::optional<double> read_decimal(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  if (point == 0 || point + 1 == text.size()) return std::nullopt;
  double value = 0;
  double place = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    const int digit = text[i] - '0';
    if (i < point) {
      value = value * 10 + digit;
    } else {
      place /= 10;
      value += place * digit;
    }
  }
  return is_negative ? -value : value;
}

}  // namespace bottleneck
