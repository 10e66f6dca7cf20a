// A helper: does the shares of another worker's work that it is asked for (lab/worker/share_messages.h).
#pragma once

#include <cstddef>
#include <optional>

#include "core/gradient.h"
#include "core/knn.h"
#include "lab/worker/job_messages.h"

namespace bottleneck {

class Helper {
 public:
  // Does what is asked, and returns the answer; an error is for the reader. Throws std::bad_alloc.
  Result<Packet> answer(const Packet& packet);

 private:
  Result<ShareMade> make(const GradientWanted& wanted);
  Result<ShareMade> make(const TakeReferences& wanted);
  Result<ShareMade> make(const NeighboursWanted& wanted);

  // The references taken latest: codes, or images with what is prepared of them.
  SharedBytes images_taken_{};
  PixelReferences pixels_{};
  CodeReferences codes_{};

  // Memory of the last share, used again for the next one.
  Autoencoder model_{};
  std::optional<GradientMaker> maker_{};
  std::size_t images_ = 0;  // that it was made for
  ShareSums sums_{};
};

}  // namespace bottleneck
