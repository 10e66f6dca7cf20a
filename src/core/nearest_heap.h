// The k nearest seen so far, as a heap with the farthest on top: what NearestList (nearest_list.h) does, in
// log k steps for each reference that is taken in. Of references equally far away the one with the lower
// index is the nearer.
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "core/nearest_list.h"

namespace bottleneck {

template <class Squared>
class NearestHeap {
 public:
  explicit NearestHeap(int k) : best_(static_cast<std::size_t>(k)) {}

  // A reference at this squared distance or farther is not among the k nearest.
  Squared limit() const { return best_.front().squared; }

  void offer(Squared squared, int index) {
    if (!(squared < limit())) return;
    std::pop_heap(best_.begin(), best_.end(), is_nearer);
    best_.back() = {squared, index};
    std::push_heap(best_.begin(), best_.end(), is_nearer);
  }

  // Appends all k, nearest first. Nothing may be offered afterwards.
  void append_to(std::vector<Neighbour>& found) {
    std::sort_heap(best_.begin(), best_.end(), is_nearer);
    for (const Candidate<Squared>& candidate : best_) found.push_back(to_neighbour(candidate));
  }

 private:
  static bool is_nearer(const Candidate<Squared>& a, const Candidate<Squared>& b) {
    return a.squared != b.squared ? a.squared < b.squared : a.index < b.index;
  }

  std::vector<Candidate<Squared>> best_;
};

}  // namespace bottleneck
