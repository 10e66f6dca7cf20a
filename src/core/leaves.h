// The order in which numbers of a mini-batch's images are added up, so that threads can share the images and
// the sum is the same bits.
//
// Every sum over the images of a mini-batch is made leaf by leaf, of 32 images each; then pairs of leaves are
// added, pairs of pairs, and so on:
//
//   leaves   0   1   2   3   4   5   6
//            └─+─┘   └─+─┘   └─+─┘   │
//              └───+───┘       └──+──┘
//                  └──────+───────┘
//
// A share is a run of leaves, and gives the sums of the largest subtrees that it is made of: of 0 to 3 one;
// of 1 to 3 two, that of 1 and that of 2 and 3. What is left to add is core/gradient.h's.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace bottleneck {

// A run of leaves: from `first` on, before `last`.
struct Leaves {
  std::size_t first;
  std::size_t last;

  bool operator==(const Leaves&) const = default;
};

inline constexpr std::size_t kLeafImages = 32;
inline constexpr std::size_t kFewestLastImages = 8;  // with fewer in the last leaf, the one before takes them

// Threads or workers that share a mini-batch: of 256 images, each has a leaf.
inline constexpr int kMostWorkers = 8;

// How many leaves a mini-batch of so many images has: at least one. The last one has from 8 to 39 images (or
// all, where they are fewer), so that each is enough for the fast kernels.
inline std::size_t leaf_count(std::size_t images) {
  return std::max<std::size_t>(1, (images + kLeafImages - kFewestLastImages) / kLeafImages);
}

// The first image of a leaf; of leaf_count(images), the end.
inline std::size_t leaf_begin(std::size_t leaf, std::size_t images) {
  return leaf == leaf_count(images) ? images : leaf * kLeafImages;
}

// The leaves of a mini-batch, shared among at most so many threads as evenly as can be; none gets nothing.
std::vector<Leaves> share_leaves(std::size_t leaves, std::size_t threads);

// The largest subtrees that a share consists of, in order. leaves: of the whole mini-batch.
std::vector<Leaves> subtrees(const Leaves& share, std::size_t leaves);

// Adds numbers to as many.
inline void add_numbers(std::span<const float> more, std::span<float> sum) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

// Adds up, in that order, what make(leaf, part) makes of a part for each leaf; add(more, sum) adds. A part's
// memory is used again. What kernels add up so stays in registers, all but what waits.
template <class Part, class Make, class Add>
Part add_by_leaves(std::size_t leaves, const Make& make, const Add& add) {
  // As in a binary counter: for each bit of the leaves done that is set there waits a sum of as many.
  std::array<Part, std::numeric_limits<std::uint32_t>::digits> waiting;
  std::size_t count = 0;
  Part sum;
  for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
    make(leaf, sum);
    for (std::size_t done = leaf + 1; done % 2 == 0; done /= 2) add(waiting[--count], sum);
    if (leaf + 1 < leaves) std::swap(waiting[count++], sum);
  }
  while (count > 0) add(waiting[--count], sum);
  return sum;
}

}  // namespace bottleneck
