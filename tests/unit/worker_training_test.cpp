// Training among the worker's other work.
#include <utility>

#include <gtest/gtest.h>

#include "core/synthetic.h"
#include "lab/worker/worker_jobs.h"
#include "texts/jobs.h"
#include "unit/ticking.h"

namespace bottleneck {
namespace {

const Dataset& hundred_digits() {
  static const Dataset kDigits = synthetic_dataset(100, 3);
  return kDigits;
}
TrainModel some_run(std::uint32_t id) {
  return {.id = id,
          .settings = {.architecture = {.hidden = {}, .latent = 4}, .epochs = 50, .batch = 10},
          .images = 100};
}
WorkerJobs with_run(const TrainModel& run) {
  time_now = 0;
  tick = 12;  // two mini-batches a step
  WorkerJobs jobs;
  take(jobs,
       TakeImages{.dataset = "digits", .images = std::make_shared<const Bytes>(hundred_digits().images)});
  take(jobs, TakeValidation{.images = std::make_shared<const Bytes>(hundred_digits().images)});
  take(jobs, run);
  EXPECT_TRUE(jobs.outbox.empty());
  return jobs;
}

TEST(WorkerTraining, TheFirstAnswerTellsThatItIsThere) {
  TrainModel run = some_run(3);
  run.order = TrainingOrder::pause;
  WorkerJobs jobs = with_run(run);
  EXPECT_FALSE(step(jobs, ticking)) << "it is only laid out";
  ASSERT_EQ(jobs.outbox.size(), 2U);
  EXPECT_EQ(std::get<TrainingWeights>(jobs.outbox[0]).parameters.size(),
            parameter_count(run.settings.architecture));
  const auto& told = std::get<TrainingProgressed>(jobs.outbox[1]);
  EXPECT_TRUE(told.is_paused);
  EXPECT_EQ(told.progress.batches, 10);
  EXPECT_EQ(told.images_per_second, 0);
  EXPECT_FALSE(step(jobs, ticking)) << "and said once";
}

TEST(WorkerTraining, TheNewsAreNotMoreThanAnEyeCanFollow) {
  WorkerJobs jobs = with_run(some_run(3));
  double told_at = 0;
  double checkpoint_at = 0;
  std::size_t losses = 0;
  int told_count = 0;
  int checkpoints = 0;
  while (step(jobs, ticking)) {
    for (const Reply& reply : std::exchange(jobs.outbox, {})) {
      if (const auto* told = std::get_if<TrainingProgressed>(&reply)) {
        losses += told->batch_losses.size();
        ++told_count;
        if (told->dead_units_of == 0 && told_count > 1) EXPECT_GE(time_now - told_at, 100);
        told_at = time_now;
      } else if (const auto* checkpoint = std::get_if<TrainingCheckpoint>(&reply)) {
        EXPECT_GE(time_now - checkpoint_at, 500);
        EXPECT_EQ(checkpoint->checkpoint.steps, 10 * checkpoint->checkpoint.epochs());
        checkpoint_at = time_now;
        ++checkpoints;
      }
    }
  }
  bool is_end_told = false;
  for (const Reply& reply : jobs.outbox) {
    if (const auto* told = std::get_if<TrainingProgressed>(&reply)) {
      losses += told->batch_losses.size();
      EXPECT_EQ(told->progress.phase, Phase::finished);
      EXPECT_TRUE(told->is_paused);
      EXPECT_EQ(told->dead_units_of, 100);
      is_end_told = true;
    }
  }
  EXPECT_TRUE(is_end_told);
  EXPECT_EQ(losses, 500U) << "each mini-batch's loss is told once";
  EXPECT_GT(told_count, 10);
  EXPECT_GT(checkpoints, 1);
}

TEST(WorkerTraining, APixelSearchDoesNotWaitForIt) {
  WorkerJobs jobs = with_run(some_run(3));
  step(jobs, ticking);
  jobs.outbox.clear();
  take(jobs, FindNearestPixels{.id = 9, .image = {}, .k = 1});
  EXPECT_TRUE(step(jobs, ticking));
  ASSERT_EQ(jobs.outbox.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<NearestPixelsFound>(jobs.outbox[0]));
}

TEST(WorkerTraining, WhatIsMoreUrgentGoesFirst) {
  WorkerJobs jobs = with_run(some_run(3));
  const Architecture architecture{.hidden = {}, .latent = 2};
  take(jobs,
       EncodeImages{
           .id = 4, .architecture = architecture, .parameters = make_autoencoder(architecture).parameters});
  take(jobs, MeasureTraining{.id = 5, .architecture = architecture, .batch = 10});
  take(jobs, FindNearestPixels{.id = 6, .image = {}, .k = 1});
  while (jobs.outbox.size() < 4) EXPECT_TRUE(step(jobs, ticking));
  EXPECT_TRUE(std::holds_alternative<NearestPixelsFound>(jobs.outbox[0]));
  EXPECT_TRUE(std::holds_alternative<TrainingMeasured>(jobs.outbox[1]));
  EXPECT_TRUE(std::holds_alternative<ImagesEncoded>(jobs.outbox[2]));
  EXPECT_TRUE(std::holds_alternative<TrainingWeights>(jobs.outbox[3]));
}

TEST(WorkerTraining, ItKeepsItsImagesWhenOthersCome) {
  WorkerJobs jobs = with_run(some_run(3));
  step(jobs, ticking);
  take(jobs, TakeImages{.dataset = "two", .images = std::make_shared<const Bytes>(2 * kPixels)});
  take(jobs, TakeValidation{.images = std::make_shared<const Bytes>()});
  while (step(jobs, ticking)) jobs.outbox.clear();
  Trainer expected(some_run(3).settings, hundred_digits().images, hundred_digits().images);
  while (expected.progress().phase != Phase::finished) expected.step();
  int times = 0;
  for (const Reply& reply : jobs.outbox) {
    const auto* weights = std::get_if<TrainingWeights>(&reply);
    if (!weights) continue;
    EXPECT_EQ(weights->parameters, expected.model().parameters);
    ++times;
  }
  EXPECT_EQ(times, 1);
}

TEST(WorkerTraining, WithoutImagesItFails) {
  WorkerJobs jobs;
  take(jobs, some_run(4));
  ASSERT_EQ(jobs.outbox.size(), 1U);
  EXPECT_EQ(std::get<JobFailed>(jobs.outbox[0]).id, 4U);
  EXPECT_EQ(std::get<JobFailed>(jobs.outbox[0]).message, texts::kNoImagesInWorker);
  EXPECT_FALSE(step(jobs, ticking));

  jobs = {};
  take(jobs,
       TakeImages{.dataset = "digits", .images = std::make_shared<const Bytes>(hundred_digits().images)});
  take(jobs, some_run(5));
  ASSERT_EQ(jobs.outbox.size(), 1U) << "the validation images have not come";
  TrainModel larger = some_run(6);
  larger.images = 101;
  take(jobs, TakeValidation{.images = std::make_shared<const Bytes>()});
  take(jobs, larger);
  EXPECT_EQ(std::get<JobFailed>(jobs.outbox.back()).id, 6U);
}

TEST(WorkerTraining, ARunWithoutMemoryIsGivenUpAndTheRestGoesOn) {
  WorkerJobs jobs = with_run(some_run(3));
  EXPECT_FALSE(step(jobs, throwing));
  ASSERT_EQ(jobs.outbox.size(), 1U);
  EXPECT_EQ(std::get<JobFailed>(jobs.outbox[0]).message, texts::kNoMemoryForJob);
  for (const auto& task : jobs.tasks) EXPECT_FALSE(task);
  take(jobs, FindNearestPixels{.id = 9, .image = {}, .k = 1});
  step(jobs, ticking);
  EXPECT_TRUE(std::holds_alternative<NearestPixelsFound>(jobs.outbox.back()));
}

TEST(WorkerTraining, AMeasurementNeedsNoImages) {
  time_now = 0;
  tick = 12;  // two mini-batches a step
  WorkerJobs jobs;
  take(jobs, MeasureTraining{.id = 2, .architecture = {.hidden = {}, .latent = 4}, .batch = 10});
  int slices = 1;
  for (; step(jobs, ticking); ++slices) EXPECT_TRUE(jobs.outbox.empty());
  EXPECT_EQ(slices, 21) << "of 24 ms, to half a second";
  ASSERT_EQ(jobs.outbox.size(), 1U);
  const auto& measured = std::get<TrainingMeasured>(jobs.outbox[0]);
  EXPECT_EQ(measured.id, 2U);
  // Each look at the clock takes 12 ms, and there is one for each mini-batch of 10 images.
  EXPECT_NEAR(measured.images_per_second, 10 / 0.012, 1e-6);
}

TEST(WorkerTraining, ACancelledRunIsNotHeardOf) {
  WorkerJobs jobs = with_run(some_run(3));
  take(jobs, DirectTraining{.id = 77, .order = TrainingOrder::pause, .epochs = 1});
  take(jobs, CancelJob{.id = 3});
  EXPECT_FALSE(step(jobs, ticking));
  EXPECT_TRUE(jobs.outbox.empty());
}

}  // namespace
}  // namespace bottleneck
