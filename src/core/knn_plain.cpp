#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "core/knn.h"

namespace bottleneck::plain {
namespace {

// Number: in which distances are added up, in the order of the units.
template <class Number>
std::vector<Neighbour> sort_all(std::span<const float> references, int width, std::span<const float> queries,
                                int k) {
  const auto w = static_cast<std::size_t>(width);
  const std::size_t count = references.size() / w;
  assert(k >= 1 && static_cast<std::size_t>(k) <= count);
  std::vector<Neighbour> found;
  std::vector<std::pair<Number, int>> all;  // squared distance, index: sorts ties by index
  for (std::size_t q = 0; q < queries.size(); q += w) {
    all.clear();
    for (std::size_t r = 0; r < count; ++r) {
      Number sum = 0;
      for (std::size_t i = 0; i < w; ++i) {
        const Number difference = Number{queries[q + i]} - Number{references[r * w + i]};
        sum += difference * difference;
      }
      if (sum < std::numeric_limits<float>::max()) all.emplace_back(sum, static_cast<int>(r));
    }
    const std::size_t kept = std::min(all.size(), static_cast<std::size_t>(k));
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end());
    for (std::size_t i = 0; i < kept; ++i) {
      const auto& [squared, index] = all[i];
      found.push_back(
          {.index = index, .distance = static_cast<float>(std::sqrt(static_cast<double>(squared)))});
    }
    found.resize(found.size() + static_cast<std::size_t>(k) - kept);
  }
  return found;
}

}  // namespace

std::vector<Neighbour> nearest(std::span<const float> references, int width, std::span<const float> queries,
                               int k) {
  return sort_all<double>(references, width, queries, k);
}

std::vector<Neighbour> nearest_codes(std::span<const float> references, int width,
                                     std::span<const float> queries, int k) {
  return sort_all<float>(references, width, queries, k);
}

}  // namespace bottleneck::plain
