// The k nearest seen so far, in order. References must be offered by rising index: then a later one at the
// same distance is refused, and ties stand in the order of the index.
#pragma once

#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "core/knn.h"

namespace bottleneck {

// Squared is the type of a squared distance: float for codes, std::int32_t for 8-bit pixels.
template <class Squared>
class NearestList {
 public:
  explicit NearestList(int k)
      : best_(static_cast<std::size_t>(k), {std::numeric_limits<Squared>::max(), -1}) {}

  // A reference at this squared distance or farther is not among the k nearest.
  Squared limit() const { return best_.back().squared; }

  void offer(Squared squared, int index) {
    if (!(squared < limit())) return;
    std::size_t place = best_.size() - 1;
    for (; place > 0 && squared < best_[place - 1].squared; --place) best_[place] = best_[place - 1];
    best_[place] = {squared, index};
  }

  void append_to(std::vector<Neighbour>& found) const {
    for (const Entry& entry : best_) {
      const double distance = std::sqrt(static_cast<double>(entry.squared));
      found.push_back({.index = entry.index, .distance = static_cast<float>(distance)});
    }
  }

 private:
  struct Entry {
    Squared squared;
    int index;
  };
  std::vector<Entry> best_;
};

}  // namespace bottleneck
