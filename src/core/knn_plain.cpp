#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "core/knn.h"

namespace bottleneck::plain {

std::vector<Neighbour> nearest(std::span<const float> references, int width, std::span<const float> queries,
                               int k) {
  const auto w = static_cast<std::size_t>(width);
  const std::size_t count = references.size() / w;
  assert(k >= 1 && static_cast<std::size_t>(k) <= count);
  std::vector<Neighbour> found;
  for (std::size_t q = 0; q < queries.size(); q += w) {
    std::vector<std::pair<double, int>> all;  // squared distance, index: sorts ties by index
    for (std::size_t r = 0; r < count; ++r) {
      double sum = 0;
      for (std::size_t i = 0; i < w; ++i) {
        const double difference =
            static_cast<double>(queries[q + i]) - static_cast<double>(references[r * w + i]);
        sum += difference * difference;
      }
      if (sum < std::numeric_limits<float>::max()) all.emplace_back(sum, static_cast<int>(r));
    }
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < static_cast<std::size_t>(k); ++i) {
      if (i < all.size()) {
        const auto& [squared, index] = all[i];
        found.push_back({.index = index, .distance = static_cast<float>(std::sqrt(squared))});
      } else {
        found.push_back({});
      }
    }
  }
  return found;
}

}  // namespace bottleneck::plain
