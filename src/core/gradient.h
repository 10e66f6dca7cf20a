// The gradient of a mini-batch, made so that several threads can share its images and the sum is the same
// bits, however many they are (core/leaves.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.h"
#include "core/autoencoder.h"
#include "core/leaves.h"
#include "core/sparse.h"

namespace bottleneck {

enum class Loss : std::uint8_t { bce, mse };

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
  // The images of the latest forward() without their zeros, where enough of them are zero.
  SparseRows sparse_;
  bool is_sparse_ = false;
  std::vector<AlignedFloats> activations_;  // [0]: the input, [i + 1]: layer i's output; each n × width
  std::vector<AlignedFloats> activation_gradients_;  // the same shapes; [0] is empty
};

// A share's part of a mini-batch. batch: n × width bytes.
std::span<const std::uint8_t> images_of(std::span<const std::uint8_t> batch, std::size_t width,
                                        const Leaves& share);

// Adds the shares' sums, which must be in order and all of a mini-batch's: afterwards the first one's first
// gradient is the whole one. Returns the loss, summed over images and pixels. shares[i] is whose sums[i] are.
double add_shares(std::size_t leaves, std::span<const Leaves> shares, std::span<ShareSums> sums);

}  // namespace bottleneck
