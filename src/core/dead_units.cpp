#include "core/dead_units.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace bottleneck {

int count_dead_units(const Autoencoder& model, std::span<const float> codes) {
  const auto latent = static_cast<std::size_t>(model.architecture.latent);
  assert(codes.size() % latent == 0);
  if (model.architecture.linear_latent) return 0;
  std::vector<bool> is_live(latent);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] != 0.0F) is_live[i % latent] = true;
  }
  return static_cast<int>(std::ranges::count(is_live, false));
}

}  // namespace bottleneck
