#include "lab/models/unit_range.h"

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

}  // namespace bottleneck
