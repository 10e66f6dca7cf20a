// A mini-batch of a training run that this worker shares with its helpers: the same bits, however it is
// shared (core/gradient.h).
//
//   begin(): shares ──► helpers, and its own one is done ──► is_ready(): answers ──► finish(): Adam's step
//
// Helpers follow the run (share_messages.h): weights go to each once in an epoch, and after that the rest of
// each gradient, with which they take Adam's step while this worker takes it, and the images of the next
// mini-batch. A single helper gets both before its own answer is there, for the rest is this worker's share;
// several get the whole gradient once it is known.
#pragma once

#include <memory>
#include <vector>

#include "core/gradient.h"
#include "core/trainer.h"
#include "lab/base/clock.h"
#include "lab/worker/team.h"

namespace bottleneck {

// How many helpers a mini-batch is worth sharing with: none where messages cost more than that spares.
int helpers_worth_asking(const Trainer& trainer);

class SharedBatches {
 public:
  // Shares out the mini-batch that is next, and does its own part of it. False: there is nobody to share it
  // with. The trainer must not step before finish(), or forget().
  bool begin(Trainer& trainer, Team& team, Clock clock);

  bool is_begun() const { return !batch_.shares.empty(); }
  bool is_ready() const;  // every answer has come, or comes no more
  Progress finish(Trainer& trainer, Team& team, Clock clock);
  void forget();

  int workers() const { return static_cast<int>(batch_.shares.size()); }  // at the one that is begun

 private:
  // A mini-batch that has been shared out.
  struct Batch {
    std::vector<std::uint8_t> images{};              // n × D
    std::vector<Leaves> shares{};                    // the first is this worker's own; empty: it is not
    std::vector<std::shared_ptr<Errand>> errands{};  // of the shares but the first

    std::size_t size() const { return images.size() / kPixels; }
  };

  bool share_out(const Trainer& trainer, Team& team, double now, Rest rest, Batch& batch);
  double even_part() const { return 1 / static_cast<double>(helpers_ + 1); }
  std::size_t own_leaves(std::size_t leaves, std::size_t helpers);
  void make(Trainer& trainer, std::size_t share);
  bool take(const GradientMade& made, std::size_t share, std::size_t parameters);

  Batch batch_{};                  // the one that is begun
  Batch next_{};                   // the one after it
  std::vector<ShareSums> sums_{};  // of the shares
  std::size_t helpers_ = 0;        // at the latest mini-batch
  double own_part_ = 0;            // of a mini-batch: this worker's, 0 to 1
  double leaf_ms_ = 0;             // that one of its own took latest; 0: not known
  double done_ms_ = 0;             // on the clock, when its own share was done
};

}  // namespace bottleneck
