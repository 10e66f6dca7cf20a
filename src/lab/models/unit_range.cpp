#include "lab/models/unit_range.h"

#include <algorithm>
#include <cstddef>

namespace bottleneck {

UnitRange unit_range(const ModelCard& card, int unit) {
  const auto index = static_cast<std::size_t>(unit);
  if (index >= card.latent_max.size()) return {};
  UnitRange range{.low = index < card.latent_min.size() ? card.latent_min[index] : 0,
                  .high = card.latent_max[index]};
  range.is_dead = range.low == 0 && range.high == 0;
  if (!(range.low < range.high)) range.high = range.low + 1;
  return range;
}

UnitRange code_range(const ModelCard& card) {
  UnitRange all = unit_range(card, 0);
  for (int unit = 1; unit < card.settings.architecture.latent; ++unit) {
    const UnitRange range = unit_range(card, unit);
    if (range.is_dead) continue;
    all = {.low = std::min(all.low, range.low), .high = std::max(all.high, range.high)};
  }
  return all;
}

}  // namespace bottleneck
