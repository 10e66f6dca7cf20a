// A training run between two epochs, as plain data: enough to go on with it elsewhere, bit for bit.
//
//   Trainer ──checkpoint_of()──► Checkpoint ──► bytes … bytes ──check()──► Trainer(settings, images,
//   checkpoint)
//
// The order of the mini-batches is not in it: the seed, which is in the settings, gives it again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.h"
#include "core/result.h"
#include "core/trainer.h"

namespace bottleneck {

struct Checkpoint {
  AlignedFloats floats;              // 3 × P: the model's parameters, Adam's m, Adam's v
  std::int64_t steps = 0;            // Adam's t: mini-batches so far
  std::vector<EpochRecord> history;  // one per finished epoch

  int epochs() const { return static_cast<int>(history.size()); }  // finished
  std::span<const float> parameters() const { return std::span(floats).first(floats.size() / 3); }
  std::span<const float> mean() const {
    return std::span(floats).subspan(floats.size() / 3, floats.size() / 3);
  }
  std::span<const float> variance() const { return std::span(floats).last(floats.size() / 3); }
};

// trainer: between epochs (progress().is_between_epochs()); before the first one, too.
Checkpoint checkpoint_of(const Trainer& trainer);

// Where it stands between any two mini-batches, for one who follows the run: nothing of its history.
Checkpoint position_of(const Trainer& trainer);

// What a run has there. The checkpoint must hold as many numbers as the architecture needs.
Autoencoder model_at(const Checkpoint& checkpoint, const Architecture& architecture);
AdamState adam_at(const Checkpoint& checkpoint);

// The beginning of a run that trains given weights further, such as those of a finished model of which no
// more is known: no history, Adam's moments and steps 0, the order of the mini-batches by the run's own seed.
// As Adam knows nothing of the steps that were, its first ones are about as long as the learning rate for
// every weight, and the loss may rise for a while.
Checkpoint checkpoint_with(std::span<const float> parameters);

// Whether a run with these settings can go on from a checkpoint whose bytes came from outside: as many
// numbers as the architecture needs, finite, no negative variance, not more epochs than the settings have,
// and a count of steps that fits them. That it is a checkpoint of this very run nothing can tell.
Status check(const Checkpoint& checkpoint, const TrainingSettings& settings);

}  // namespace bottleneck
