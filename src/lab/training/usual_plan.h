// How long is usually trained, by the number of images: what a plan means that leaves it open.
#pragma once

#include <cstdint>

#include "lab/training/plan.h"

namespace bottleneck {

struct UsualPlan {
  int epochs;
  int batch;
};

// From 10,000 images on, and while their number is not known (0): the notebook's 30 epochs of mini-batches of
// 256. Fewer images would be done with before anything is learned; they have smaller mini-batches, and epochs
// up to about 2,000 updates, but no more than 150: beyond these a few images are learned by heart.
UsualPlan usual_plan(int images);

// The plan with what it leaves open for so many images.
TrainingPlan with_usual(TrainingPlan plan, int images);

// How often such a plan, which leaves nothing open, changes the weights.
std::int64_t updates_of(const TrainingPlan& plan, int images);

// Of fewer updates hardly more comes than the mean of all images.
inline constexpr std::int64_t kFewUpdates = 200;

}  // namespace bottleneck
