// The k nearest seen so far, in order: for small k (nearest_heap.h is for large ones). Of references equally
// far away the one with the lower index is the nearer, in whichever order they are offered.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "core/knn.h"

namespace bottleneck {

// A reference and its squared distance, of type float for codes, std::int32_t for 8-bit pixels.
template <class Squared>
struct Candidate {
  Squared squared = std::numeric_limits<Squared>::max();
  int index = -1;  // none yet
};

template <class Squared>
bool is_nearer(const Candidate<Squared>& a, const Candidate<Squared>& b) {
  return a.squared != b.squared ? a.squared < b.squared : a.index < b.index;
}

template <class Squared>
Neighbour to_neighbour(const Candidate<Squared>& candidate) {
  if (candidate.index < 0) return {};
  const double distance = std::sqrt(static_cast<double>(candidate.squared));
  return {.index = candidate.index, .distance = static_cast<float>(distance)};
}

template <class Squared>
class NearestList {
 public:
  // Beyond it a new one moves up so many others that a heap is faster (measured: from 200 to 300 on).
  static constexpr int kMostNeighbours = 256;

  explicit NearestList(int k) : best_(static_cast<std::size_t>(k)) {}

  // A reference farther than this squared distance is not among the k nearest.
  Squared limit() const { return best_.back().squared; }

  void offer(Squared squared, int index) {
    const Candidate<Squared> offered{squared, index};
    if (!is_nearer(offered, best_.back())) return;
    Candidate<Squared>* place = &best_.back();
    for (; place != best_.data() && is_nearer(offered, place[-1]); --place) *place = place[-1];
    *place = offered;
  }

  // Appends all k, nearest first.
  void append_to(std::vector<Neighbour>& found) const {
    for (const Candidate<Squared>& candidate : best_) found.push_back(to_neighbour(candidate));
  }

 private:
  std::vector<Candidate<Squared>> best_;
};

}  // namespace bottleneck
