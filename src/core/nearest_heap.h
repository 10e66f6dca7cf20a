// The k nearest seen so far, as a heap with the farthest on top: what NearestList (nearest_list.h) does, in
// log k steps for each reference that is taken in.
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

  // A reference farther than this squared distance is not among the k nearest.
  Squared limit() const { return best_.front().squared; }

  void offer(Squared squared, int index) {
    const Candidate<Squared> offered{squared, index};
    if (!is_nearer(offered, best_.front())) return;
    std::pop_heap(best_.begin(), best_.end(), is_nearer<Squared>);
    best_.back() = offered;
    std::push_heap(best_.begin(), best_.end(), is_nearer<Squared>);
  }

  // Appends all k, nearest first. Nothing may be offered afterwards.
  void append_to(std::vector<Neighbour>& found) {
    std::sort_heap(best_.begin(), best_.end(), is_nearer<Squared>);
    for (const Candidate<Squared>& candidate : best_) found.push_back(to_neighbour(candidate));
  }

 private:
  std::vector<Candidate<Squared>> best_;
};

}  // namespace bottleneck
