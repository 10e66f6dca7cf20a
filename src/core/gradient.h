// The gradient of a mini-batch, made so that several threads can share its images and the sum is the same
// bits, however many they are.
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
// of 1 to 3 two, that of 1 and that of 2 and 3. add_shares() adds what is left to add.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.h"
#include "core/autoencoder.h"

namespace bottleneck {

enum class Loss : std::uint8_t { bce, mse };

// A run of leaves: from `first` on, before `last`.
struct Leaves {
  std::size_t first;
  std::size_t last;

  bool operator==(const Leaves&) const = default;
};

inline constexpr std::size_t kLeafImages = 32;

// How many leaves a mini-batch of so many images has: at least one. The last one has from 8 to 39 images (or
// all, where they are fewer), so that each is enough for the fast kernels.
std::size_t leaf_count(std::size_t images);

// The first image of a leaf; of leaf_count(images), the end.
std::size_t leaf_begin(std::size_t leaf, std::size_t images);

// The leaves of a mini-batch, shared among at most so many threads as evenly as can be; none gets nothing.
std::vector<Leaves> share_leaves(std::size_t leaves, std::size_t threads);

// The largest subtrees that a share consists of, in order. leaves: of the whole mini-batch.
std::vector<Leaves> subtrees(const Leaves& share, std::size_t leaves);

// What a share's images add to the mini-batch's loss and gradient.
struct ShareSums {
  std::vector<double> losses;            // for each leaf: the loss summed over its images and pixels
  std::vector<AlignedFloats> gradients;  // for each of its subtrees: one number per parameter
};

// Memory for the forward and backward pass of one thread.
class GradientMaker {
 public:
  // images: at most so many at a time, of a mini-batch or of those only passed forwards; at least one.
  GradientMaker(const Autoencoder& model, std::size_t images);

  // images: n × D bytes, those of the share's leaves. batch: images of the whole mini-batch, whose mean loss
  // the gradient is of (a mean over images and pixels). sums: overwritten; memory that it has is used again.
  void make(const Autoencoder& model, Loss loss, std::span<const std::uint8_t> images, std::size_t batch,
            const Leaves& share, ShareSums& sums);

  // images: n × D bytes → the logits, n × D, which stay until the next call; so does input(), n × D in [0,
  // 1].
  std::span<const float> forward(const Autoencoder& model, std::span<const std::uint8_t> images);
  std::span<const float> input() const { return activations_[0]; }

  std::size_t bytes() const;  // of memory

 private:
  std::vector<AlignedFloats> activations_;  // [0]: the input, [i + 1]: layer i's output; each n × width
  std::vector<AlignedFloats> activation_gradients_;  // the same shapes
};

// Adds the shares' sums, which must be in order and all of a mini-batch's: afterwards the first one's first
// gradient is the whole one. Returns the loss, summed over images and pixels. shares[i] is whose sums[i] are.
double add_shares(std::size_t leaves, std::span<const Leaves> shares, std::span<ShareSums> sums);

}  // namespace bottleneck
