// A training run that goes on in another worker, followed there (lab/worker/share_messages.h): after every
// mini-batch the same weights, bit for bit, without their being sent.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/adam.h"
#include "core/autoencoder.h"
#include "core/gradient.h"
#include "lab/worker/share_messages.h"

namespace bottleneck {

class RunFollower {
 public:
  explicit RunFollower(const FollowRun& run);

  // Takes the run's step, if there is one to take, and then makes what the share adds to the gradient of its
  // mini-batch, which stays until the next call. Null: what came of the gradient before does not fit, and
  // no step has been taken.
  const ShareSums* make(const GradientWanted& wanted);

 private:
  bool take_step(Rest rest, ByteView gradients);
  bool add_up(Rest rest, ByteView gradients);

  Loss loss_;
  float learning_rate_;
  Autoencoder model_;
  AlignedFloats next_;  // memory for the weights after a step
  AdamState adam_;
  std::optional<GradientMaker> maker_{};
  std::size_t most_images_ = 0;  // that it was made for

  // Of the latest mini-batch: what others did before this one's share, its own, and what they did after it.
  std::vector<Leaves> shares_{};  // none: there has been no mini-batch
  std::vector<ShareSums> sums_{};
  std::size_t own_ = 0;  // which of them is its own
};

}  // namespace bottleneck
