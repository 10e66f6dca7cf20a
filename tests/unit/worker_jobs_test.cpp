// The worker's logic, without a worker.
#include "lab/worker/worker_jobs.h"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

#include "core/synthetic.h"
#include "texts/jobs.h"
#include "unit/ticking.h"

namespace bottleneck {
namespace {

const Dataset& digits() {
  static const Dataset kDigits = synthetic_dataset(1000, 3);  // 4 batches of 256, the last one smaller
  return kDigits;
}
SharedBytes shared(const Dataset& data) {
  return std::make_shared<const Bytes>(data.images);
}
Image picture(int i) {
  Image image{};
  std::ranges::copy(digits().image(i), image.begin());
  return image;
}
Autoencoder model(int latent, std::vector<int> hidden = {}) {
  Autoencoder made = make_autoencoder({.hidden = std::move(hidden), .latent = latent});
  Rng rng(5);
  initialise_glorot(made, rng);
  return made;
}
EncodeImages encoding(std::uint32_t id, const Autoencoder& made) {
  return {.id = id, .architecture = made.architecture, .parameters = made.parameters};
}
WorkerJobs with_digits() {
  time_now = 0;
  tick = 1;
  WorkerJobs jobs;
  take(jobs, TakeImages{.dataset = "digits", .images = shared(digits())});
  EXPECT_TRUE(jobs.outbox.empty()) << "images are not answered";
  return jobs;
}
// All replies of one step.
std::vector<Reply> replies_of_step(WorkerJobs& jobs, bool is_more_left, Clock clock = ticking) {
  EXPECT_EQ(step(jobs, clock), is_more_left);
  return std::exchange(jobs.outbox, {});
}

TEST(WorkerJobs, NothingToDo) {
  WorkerJobs jobs = with_digits();
  EXPECT_FALSE(step(jobs, ticking));
  EXPECT_TRUE(jobs.outbox.empty());
}

TEST(WorkerJobs, PixelNeighboursAreThoseOfTheCore) {
  WorkerJobs jobs = with_digits();
  tick = 2.5;
  take(jobs, FindNearestPixels{.id = 4, .image = picture(17), .k = 7});
  const auto replies = replies_of_step(jobs, false);
  ASSERT_EQ(replies.size(), 1U);
  const auto& found = std::get<NearestPixelsFound>(replies[0]);
  EXPECT_EQ(found.id, 4U);
  EXPECT_EQ(found.ms, 2.5);
  const auto expected = nearest(prepare_pixels(digits().images), picture(17), 7);
  ASSERT_EQ(found.neighbours.size(), 7U);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(found.neighbours[i].index, expected[i].index);
    EXPECT_EQ(found.neighbours[i].distance, expected[i].distance / 255.0F);
  }
  EXPECT_EQ(found.neighbours[0].index, 17);
  EXPECT_GT(found.neighbours[6].distance, 0.5F);
  EXPECT_LT(found.neighbours[6].distance, 28.0F) << "in units of pixels from 0 to 1";
}

TEST(WorkerJobs, MoreNeighboursThanImagesAreAllOfThem) {
  WorkerJobs jobs;
  take(jobs, TakeImages{.dataset = "two", .images = std::make_shared<const Bytes>(2 * kPixels)});
  take(jobs, FindNearestPixels{.id = 1, .image = {}, .k = 7});
  const auto replies = replies_of_step(jobs, false);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(std::get<NearestPixelsFound>(replies[0]).neighbours.size(), 2U);
}

TEST(WorkerJobs, TheNewestPixelSearchWins) {
  WorkerJobs jobs = with_digits();
  for (std::uint32_t id = 1; id <= 5; ++id)
    take(jobs, FindNearestPixels{.id = id, .image = picture(static_cast<int>(id)), .k = 1});
  const auto replies = replies_of_step(jobs, false);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(std::get<NearestPixelsFound>(replies[0]).id, 5U);
  EXPECT_EQ(std::get<NearestPixelsFound>(replies[0]).neighbours[0].index, 5);
}

TEST(WorkerJobs, CodesAreThoseOfTheCoreBitForBit) {
  for (const Autoencoder& made : {model(16), model(3, {40})}) {
    WorkerJobs jobs = with_digits();
    tick = 30;  // one batch a step
    take(jobs, encoding(6, made));
    std::vector<double> shares;
    for (int i = 0; i < 3; ++i) {
      const auto replies = replies_of_step(jobs, true);
      for (const Reply& reply : replies) {
        EXPECT_EQ(std::get<JobProgress>(reply).id, 6U);
        shares.push_back(std::get<JobProgress>(reply).share);
      }
    }
    const auto replies = replies_of_step(jobs, false);
    ASSERT_EQ(replies.size(), 1U);
    const auto& encoded = std::get<ImagesEncoded>(replies[0]);
    EXPECT_EQ(encoded.id, 6U);
    EXPECT_EQ(encoded.codes, encode_bytes(made, digits().images));
    EXPECT_EQ(shares, std::vector<double>{0.768}) << "progress is reported now and then";
    EXPECT_FALSE(step(jobs, ticking));
  }
}

TEST(WorkerJobs, AStepEndsAfterAWhileAndProgressTellsTheTimeLeft) {
  WorkerJobs jobs = with_digits();
  tick = 12;  // the second look at the clock is beyond 20 ms: two batches of 256 a step
  take(jobs, TakeImages{.dataset = "blank", .images = std::make_shared<const Bytes>(3072 * kPixels)});
  take(jobs, encoding(6, model(8)));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(replies_of_step(jobs, true).empty()) << "too early for a report";
  auto replies = replies_of_step(jobs, true);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_DOUBLE_EQ(std::get<JobProgress>(replies[0]).share, 8.0 * 256 / 3072);
  EXPECT_DOUBLE_EQ(std::get<JobProgress>(replies[0]).eta_ms, 8.0 * 12 / 2);

  jobs = with_digits();
  tick = 120;
  take(jobs, encoding(6, model(8)));
  replies = replies_of_step(jobs, true);
  ASSERT_EQ(replies.size(), 1U);
  const auto& progress = std::get<JobProgress>(replies[0]);
  EXPECT_DOUBLE_EQ(progress.share, 0.256);
  EXPECT_DOUBLE_EQ(progress.eta_ms, 120.0 * 744 / 256);
}

TEST(WorkerJobs, ASearchIsAnsweredBetweenTwoStepsOfAnEncoding) {
  WorkerJobs jobs = with_digits();
  tick = 30;
  const Autoencoder made = model(8);
  take(jobs, encoding(6, made));
  EXPECT_TRUE(step(jobs, ticking));
  take(jobs, FindNearestPixels{.id = 7, .image = picture(2), .k = 1});
  const auto replies = replies_of_step(jobs, true);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(std::get<NearestPixelsFound>(replies[0]).id, 7U);
  while (step(jobs, ticking)) {
  }
  EXPECT_EQ(std::get<ImagesEncoded>(jobs.outbox.back()).codes, encode_bytes(made, digits().images));
}

TEST(WorkerJobs, ACancelledJobIsNotAnswered) {
  WorkerJobs jobs = with_digits();
  tick = 30;
  take(jobs, encoding(6, model(8)));
  EXPECT_TRUE(step(jobs, ticking));
  take(jobs, CancelJob{.id = 5});
  EXPECT_TRUE(step(jobs, ticking)) << "another job's number";
  take(jobs, CancelJob{.id = 6});
  jobs.outbox.clear();
  EXPECT_TRUE(replies_of_step(jobs, false).empty());

  take(jobs, FindNearestPixels{.id = 7, .image = picture(2), .k = 1});
  take(jobs, CancelJob{.id = 7});
  EXPECT_TRUE(replies_of_step(jobs, false).empty());
}

TEST(WorkerJobs, ALaterEncodingEndsTheOneBefore) {
  WorkerJobs jobs = with_digits();
  tick = 30;
  take(jobs, encoding(6, model(8)));
  EXPECT_TRUE(step(jobs, ticking));
  take(jobs, encoding(7, model(2)));
  while (step(jobs, ticking)) {
  }
  ASSERT_FALSE(jobs.outbox.empty());
  EXPECT_EQ(std::get<ImagesEncoded>(jobs.outbox.back()).id, 7U);
  EXPECT_EQ(std::get<ImagesEncoded>(jobs.outbox.back()).codes.size(), 2000U);
}

TEST(WorkerJobs, JobsKeepTheImagesThatTheyWereAskedAbout) {
  WorkerJobs jobs = with_digits();
  tick = 30;
  const Autoencoder made = model(8);
  take(jobs, encoding(6, made));
  EXPECT_TRUE(step(jobs, ticking));
  take(jobs, FindNearestPixels{.id = 7, .image = picture(500), .k = 1});
  take(jobs, TakeImages{.dataset = "other", .images = std::make_shared<const Bytes>(3 * kPixels)});
  auto replies = replies_of_step(jobs, true);
  EXPECT_EQ(std::get<NearestPixelsFound>(replies.at(0)).neighbours.at(0).index, 500);
  while (step(jobs, ticking)) {
  }
  EXPECT_EQ(std::get<ImagesEncoded>(jobs.outbox.back()).codes, encode_bytes(made, digits().images));
  jobs.outbox.clear();

  take(jobs, FindNearestPixels{.id = 8, .image = picture(500), .k = 9});
  replies = replies_of_step(jobs, false);
  EXPECT_EQ(std::get<NearestPixelsFound>(replies.at(0)).neighbours.size(), 3U) << "the other images";
}

TEST(WorkerJobs, WithoutImagesAJobFails) {
  const auto without = [](WorkerJobs& jobs, const std::string& reason) {
    take(jobs, FindNearestPixels{.id = 3, .image = {}, .k = 1});
    take(jobs, encoding(4, model(2)));
    const auto replies = replies_of_step(jobs, false);
    ASSERT_EQ(replies.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(std::get<JobFailed>(replies[i]).id, 3U + i);
      EXPECT_EQ(std::get<JobFailed>(replies[i]).message, reason);
    }
  };
  WorkerJobs fresh;
  without(fresh, texts::kNoImagesInWorker);

  WorkerJobs empty;
  take(empty, TakeImages{.dataset = "none", .images = std::make_shared<const Bytes>()});
  without(empty, texts::kNoImagesInWorker);

  WorkerJobs no_room = with_digits();
  refuse_for_memory(no_room, 0);
  EXPECT_TRUE(no_room.outbox.empty());
  without(no_room, texts::kNoMemoryForImages);
  take(no_room, TakeImages{.dataset = "digits", .images = shared(digits())});
  take(no_room, FindNearestPixels{.id = 3, .image = {}, .k = 1});
  EXPECT_TRUE(std::holds_alternative<NearestPixelsFound>(replies_of_step(no_room, false).at(0)));
}

TEST(WorkerJobs, OutOfMemoryEndsTheJobAndNothingElse) {
  WorkerJobs jobs = with_digits();
  take(jobs, FindNearestPixels{.id = 3, .image = picture(1), .k = 1});
  take(jobs, encoding(4, model(2)));
  auto replies = replies_of_step(jobs, true, throwing);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(std::get<JobFailed>(replies[0]).id, 3U);
  EXPECT_EQ(std::get<JobFailed>(replies[0]).message, texts::kNoMemoryForJob);
  replies = replies_of_step(jobs, false, throwing);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(std::get<JobFailed>(replies[0]).id, 4U);

  take(jobs, FindNearestPixels{.id = 5, .image = picture(1), .k = 1});
  replies = replies_of_step(jobs, false);
  EXPECT_EQ(std::get<NearestPixelsFound>(replies.at(0)).id, 5U) << "the images are still there";

  refuse_for_memory(jobs, 6);
  EXPECT_EQ(std::get<JobFailed>(jobs.outbox.at(0)).id, 6U);
}

}  // namespace
}  // namespace bottleneck
