// A training run that goes on in another worker, followed there (lab/worker/share_messages.h): after every
// mini-batch the same weights, bit for bit, without their being sent.
//
//   FollowRun ──► make(), take_step(), make(), take_step(), …
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

  // What the share adds to its mini-batch's gradient; stays until the next call.
  const ShareSums& make(const GradientWanted& wanted);

  // The run's step, with the gradient of the mini-batch whose share was made. False: it does not fit, and
  // nothing has been done.
  bool take_step(const RestOfGradient& rest);

 private:
  bool add_up(const RestOfGradient& rest);

  Loss loss_;
  float learning_rate_;
  Autoencoder model_;
  AlignedFloats next_;  // memory for the weights after a step
  AdamState adam_;
  std::optional<GradientMaker> maker_{};
  std::size_t most_images_ = 0;  // that it was made for

  // Of the latest mini-batch.
  std::size_t batch_ = 0;         // images; 0: there has been none
  std::vector<Leaves> shares_{};  // what others did before this one's, its own, and what they did after it
  std::vector<ShareSums> sums_{};
  std::size_t own_ = 0;  // which of them is its own
};

}  // namespace bottleneck
