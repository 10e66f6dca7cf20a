#include "core/leaves.h"

#include <algorithm>
#include <cassert>

namespace bottleneck {
std::vector<Leaves> share_leaves(std::size_t leaves, std::size_t threads) {
  const std::size_t count = std::clamp<std::size_t>(threads, 1, leaves);
  std::vector<Leaves> shares;
  for (std::size_t i = 0; i < count; ++i)
    shares.push_back({.first = leaves * i / count, .last = leaves * (i + 1) / count});
  return shares;
}

std::vector<Leaves> subtrees(const Leaves& share, std::size_t leaves) {
  assert(share.first < share.last && share.last <= leaves);
  std::vector<Leaves> trees;
  for (std::size_t first = share.first; first < share.last;) {
    std::size_t width = 1;
    // Twice as wide, as long as a tree of that width begins here and is wholly the share's.
    while (first % (2 * width) == 0 && width < share.last - first &&
           std::min(first + 2 * width, leaves) <= share.last) {
      width *= 2;
    }
    trees.push_back({.first = first, .last = std::min(first + width, leaves)});
    first = trees.back().last;
  }
  return trees;
}

}  // namespace bottleneck
