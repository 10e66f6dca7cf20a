#include "lab/training/training.h"

#include <algorithm>

#include "core/shapes.h"

namespace bottleneck {
namespace {

// Validation is the forward part of training: 2 of the 6 operations that a weight takes for each image.
constexpr double kValidationShare = 1.0 / 3;

}  // namespace

const TrainingRun* find_run(const Training& training, int number) {
  const auto found = std::ranges::find(training.runs, number, &TrainingRun::number);
  return found == training.runs.end() ? nullptr : &*found;
}

TrainingRun* find_run(Training& training, int number) {
  const auto found = std::ranges::find(training.runs, number, &TrainingRun::number);
  return found == training.runs.end() ? nullptr : &*found;
}

const TrainingRun* active_run(const Training& training) {
  const auto found = std::ranges::find_if(training.runs, &TrainingRun::is_active);
  return found == training.runs.end() ? nullptr : &*found;
}

Architecture architecture_of(const TrainingPlan& plan) {
  return {.hidden = plan.hidden, .latent = plan.latent, .linear_latent = plan.linear_latent};
}

TrainingSettings settings_of(const TrainingPlan& plan) {
  return {.architecture = architecture_of(plan),
          .loss = plan.loss,
          .epochs = plan.epochs,
          .batch = plan.batch,
          .learning_rate = plan.learning_rate,
          .seed = plan.seed};
}

std::optional<double> ms_left(const TrainingRun& run) {
  if (!(run.images_per_second > 0) || run.images == 0) return std::nullopt;
  return std::max(0.0, run.plan.epochs - run.progress.epochs_done()) * run.images / run.images_per_second *
         1000;
}

std::optional<double> estimated_ms(const Training& training, const TrainingPlan& plan, int images,
                                   int test_images) {
  const TrainingEstimate& estimate = training.estimate;
  const bool is_of_plan = estimate.architecture == architecture_of(plan) && estimate.batch == plan.batch;
  if (!is_of_plan || !(estimate.images_per_second > 0)) return std::nullopt;
  return plan.epochs * (images + kValidationShare * test_images) / estimate.images_per_second * 1000;
}

std::int64_t estimated_bytes(const TrainingPlan& plan, int images, int test_images) {
  const std::int64_t pixels = (std::int64_t{images} + test_images) * kPixels;
  return pixels +
         static_cast<std::int64_t>(training_bytes(architecture_of(plan), plan.batch, std::max(images, 1)));
}

RunAbilities abilities_of(const TrainingRun& run) {
  using enum TrainingRun::State;
  const bool has_begun = run.progress.epoch > 0 || run.progress.batch > 0;
  return {.pause = run.is_active(),
          .resume = run.state == paused || run.state == failed ||
                    (run.state == finished && run.progress.epoch < kMostEpochs),
          .rewind = has_begun && run.state != waiting,
          .keep = run.model && (run.saved_as.empty() || run.saved_epoch != run.model_epoch ||
                                run.saved_batch != run.model_batch)};
}

int least_epochs(const TrainingRun& run) {
  return std::max(1, run.progress.epoch + (run.progress.is_between_epochs() ? 0 : 1));
}

}  // namespace bottleneck
