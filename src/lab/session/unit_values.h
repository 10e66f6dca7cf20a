// Units of the latent code that the reader has set, as an address tells them: "3_12.5,7_0" sets unit 3, from
// 0, to 12.5 and unit 7 to 0.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bottleneck {

struct UnitValue {
  int unit = 0;
  float value = 0;

  bool operator==(const UnitValue&) const = default;
};
using UnitValues = std::vector<UnitValue>;

// Values to a hundredth.
std::string write_units(const UnitValues& units);

// Nothing where the text is no such list, or a unit is none that a model can have.
std::optional<UnitValues> read_units(std::string_view text);

}  // namespace bottleneck
