#include "lab/session/unit_values.h"

#include <algorithm>
#include <cmath>

#include "formats/decimal.h"
#include "lab/base/figures.h"
#include "lab/training/plan.h"

namespace bottleneck {
namespace {

constexpr int kValueDigits = 2;

// Without the noughts at its end.
std::string hundredths(float value) {
  std::string text = fixed(static_cast<double>(value), kValueDigits);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

std::optional<UnitValue> read_unit(std::string_view text) {
  const std::size_t middle = text.find('_');
  if (middle == std::string_view::npos) return std::nullopt;
  const std::optional<double> unit = read_decimal(text.substr(0, middle));
  const std::optional<double> value = read_decimal(text.substr(middle + 1));
  if (!unit || !value || *unit < 0 || *unit >= kMostLatent || *unit != std::floor(*unit)) return std::nullopt;
  const auto number = static_cast<float>(*value);
  if (!std::isfinite(number)) return std::nullopt;
  return UnitValue{.unit = static_cast<int>(*unit), .value = number};
}

}  // namespace

std::string write_units(const UnitValues& units) {
  std::string text;
  for (const UnitValue& one : units) {
    if (!text.empty()) text += ',';
    text += std::to_string(one.unit) + '_' + hundredths(one.value);
  }
  return text;
}

std::optional<UnitValues> read_units(std::string_view text) {
  UnitValues units;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::optional<UnitValue> unit = read_unit(text.substr(0, end));
    if (!unit || units.size() == kMostLatent) return std::nullopt;
    units.push_back(*unit);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return units;
}

}  // namespace bottleneck
