// A helper: does the shares of another worker's work that it is asked for (lab/worker/share_messages.h).
#pragma once

#include <optional>

#include "core/knn.h"
#include "lab/worker/job_messages.h"
#include "lab/worker/run_follower.h"

namespace bottleneck {

class Helper {
 public:
  // Does what is asked, and returns the answer, if there is one; an error is for the reader. Throws
  // std::bad_alloc.
  Result<std::optional<Packet>> answer(const Packet& packet);

 private:
  using Made = Result<std::optional<ShareMade>>;
  Made make(const FollowRun& run);
  Made make(const GradientWanted& wanted);
  Made make(const TakeReferences& wanted);
  Made make(const NeighboursWanted& wanted);

  // The references taken latest: codes, or images with what is prepared of them.
  SharedBytes images_taken_{};
  PixelReferences pixels_{};
  CodeReferences codes_{};

  std::optional<RunFollower> follower_{};
};

}  // namespace bottleneck
