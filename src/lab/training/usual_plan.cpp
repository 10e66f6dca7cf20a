#include "lab/training/usual_plan.h"

#include <algorithm>

namespace bottleneck {
namespace {

constexpr UsualPlan kNotebook{.epochs = 30, .batch = 256};
constexpr int kManyImages = 10'000;
constexpr int kWantedUpdates = 2000;
constexpr int kMostUsualEpochs = 150;
constexpr int kSmallestBatch = 8;
constexpr int kBatchesPerEpoch = 32;  // at least, where the smallest batch allows

int batches_of(int images, int batch) {
  return (images + batch - 1) / batch;
}

}  // namespace

UsualPlan usual_plan(int images) {
  if (images <= 0 || images >= kManyImages) return kNotebook;
  int batch = kSmallestBatch;
  while (batch < kNotebook.batch && 2 * batch * kBatchesPerEpoch <= images) batch *= 2;
  const int epochs = batches_of(kWantedUpdates, batches_of(images, batch));
  return {.epochs = std::clamp(epochs, kNotebook.epochs, kMostUsualEpochs), .batch = batch};
}

TrainingPlan with_usual(TrainingPlan plan, int images) {
  const UsualPlan usual = usual_plan(images);
  if (plan.epochs == 0) plan.epochs = usual.epochs;
  if (plan.batch == 0) plan.batch = usual.batch;
  return plan;
}

std::int64_t updates_of(const TrainingPlan& plan, int images) {
  return std::int64_t{plan.epochs} * batches_of(images, plan.batch);
}

}  // namespace bottleneck
