// Decimal numbers as links and tables have them.
#pragma once

#include <optional>
#include <string_view>

namespace bottleneck {

// "12", "-0.25": digits, perhaps with a point among them, perhaps with a minus before them, and nothing else:
// the double that is nearest to them. However many digits there are: the largest become infinity.
std::optional<double> read_decimal(std::string_view text);

}  // namespace bottleneck
