// The page's end of the jobs: what is asked of the worker, and what is not.
#include "lab/worker/jobs.h"

#include <gtest/gtest.h>

#include "texts/jobs.h"

namespace bottleneck {
namespace {

std::shared_ptr<const Dataset> some_images(int count) {
  const auto n = static_cast<std::size_t>(count);
  return std::make_shared<const Dataset>(
      Dataset{.images = std::vector<std::uint8_t>(n * kPixels, 1), .labels = std::vector<std::uint8_t>(n)});
}
Image grey(std::uint8_t value) {
  Image image{};
  image.fill(value);
  return image;
}
Autoencoder small_model() {
  return make_autoencoder({.hidden = {}, .latent = 2});
}
void answer_pixels(Jobs& jobs) {
  EXPECT_TRUE(close_job<FindNearestPixels>(jobs, jobs.job<FindNearestPixels>().id));
}

template <class Kind>
const Kind& sent(const Jobs& jobs, std::size_t at) {
  EXPECT_LT(at, jobs.outbox.size());
  return std::get<Kind>(jobs.outbox.at(at));
}

TEST(Jobs, TheFirstSearchSendsTheImagesAndStartsTheWorker) {
  Jobs jobs;
  const auto images = some_images(5);
  ask_for_nearest_pixels(jobs, "mnist", images, grey(9), 3);
  EXPECT_EQ(jobs.worker, Jobs::Worker::starting);
  ASSERT_EQ(jobs.outbox.size(), 2U);
  EXPECT_EQ(sent<TakeImages>(jobs, 0).dataset, "mnist");
  EXPECT_EQ(sent<TakeImages>(jobs, 0).images.get(), &images->images) << "shared, not copied";
  const auto& find = sent<FindNearestPixels>(jobs, 1);
  EXPECT_NE(find.id, 0U);
  EXPECT_EQ(find.id, jobs.job<FindNearestPixels>().id);
  EXPECT_EQ(find.image, grey(9));
  EXPECT_EQ(find.k, 3);
  EXPECT_EQ(jobs.pixel_images, images);
  EXPECT_EQ(jobs.pixel_image, grey(9));
  EXPECT_EQ(jobs.pixel_k, 3);
}

TEST(Jobs, SearchesDoNotQueueUpWhileThePenMoves) {
  Jobs jobs;
  jobs.worker = Jobs::Worker::ready;
  const auto images = some_images(5);
  ask_for_nearest_pixels(jobs, "mnist", images, grey(1), 3);
  const std::uint32_t first = jobs.job<FindNearestPixels>().id;

  // Not sent yet: the newest image takes the place of the one before.
  ask_for_nearest_pixels(jobs, "mnist", images, grey(2), 4);
  ASSERT_EQ(jobs.outbox.size(), 2U);
  EXPECT_EQ(jobs.job<FindNearestPixels>().id, first);
  EXPECT_EQ(sent<FindNearestPixels>(jobs, 1).image, grey(2));
  EXPECT_EQ(sent<FindNearestPixels>(jobs, 1).k, 4);
  EXPECT_EQ(jobs.pixel_image, grey(2));
  EXPECT_EQ(jobs.pixel_k, 4);

  // Sent: nothing more until the answer is there, and what is under way stays known.
  jobs.outbox.clear();
  ask_for_nearest_pixels(jobs, "mnist", images, grey(3), 5);
  EXPECT_TRUE(jobs.outbox.empty());
  EXPECT_EQ(jobs.pixel_image, grey(2));
  EXPECT_EQ(jobs.pixel_k, 4);

  answer_pixels(jobs);
  ask_for_nearest_pixels(jobs, "mnist", images, grey(3), 5);
  ASSERT_EQ(jobs.outbox.size(), 1U) << "the worker has the images";
  EXPECT_EQ(sent<FindNearestPixels>(jobs, 0).image, grey(3));
  EXPECT_NE(jobs.job<FindNearestPixels>().id, first);
}

TEST(Jobs, OtherImagesAreSentAndSearchedAtOnce) {
  Jobs jobs;
  const auto digits = some_images(5);
  const auto garments = some_images(6);
  ask_for_nearest_pixels(jobs, "mnist", digits, grey(1), 3);
  const std::uint32_t first = jobs.job<FindNearestPixels>().id;
  jobs.outbox.clear();
  ask_for_nearest_pixels(jobs, "fashion-mnist", garments, grey(1), 3);
  ASSERT_EQ(jobs.outbox.size(), 2U);
  EXPECT_EQ(sent<TakeImages>(jobs, 0).dataset, "fashion-mnist");
  EXPECT_NE(jobs.job<FindNearestPixels>().id, first) << "the first one's answer is nobody's";
  EXPECT_EQ(jobs.pixel_images, garments);
}

TEST(Jobs, CodesAreAskedForOnce) {
  Jobs jobs;
  const auto images = some_images(5);
  Autoencoder model = small_model();
  model.parameters[3] = 7;
  ask_for_codes(jobs, "mnist", images, "mnist-64", model);
  ask_for_codes(jobs, "mnist", images, "mnist-64", model);
  ASSERT_EQ(jobs.outbox.size(), 2U);
  const auto& encode = sent<EncodeImages>(jobs, 1);
  EXPECT_EQ(encode.id, jobs.job<EncodeImages>().id);
  EXPECT_EQ(encode.architecture, model.architecture);
  EXPECT_EQ(encode.parameters, model.parameters);
  EXPECT_EQ(jobs.encode_model, "mnist-64");
  EXPECT_EQ(jobs.encode_images, images);
  EXPECT_EQ(jobs.job<EncodeImages>().share, 0);
}

TEST(Jobs, AnotherModelEndsTheEncodingBefore) {
  Jobs jobs;
  const auto images = some_images(5);
  ask_for_codes(jobs, "mnist", images, "mnist-64", small_model());
  const std::uint32_t first = jobs.job<EncodeImages>().id;
  jobs.outbox.clear();
  ask_for_codes(jobs, "mnist", images, "mnist-8", small_model());
  ASSERT_EQ(jobs.outbox.size(), 2U);
  EXPECT_EQ(sent<CancelJob>(jobs, 0).id, first);
  EXPECT_EQ(sent<EncodeImages>(jobs, 1).id, jobs.job<EncodeImages>().id);
  EXPECT_NE(jobs.job<EncodeImages>().id, first);
  EXPECT_EQ(jobs.encode_model, "mnist-8");
}

TEST(Jobs, AnEncodingIsCancelledBeforeAndAfterItIsSent) {
  Jobs jobs;
  const auto images = some_images(5);
  cancel_job<EncodeImages>(jobs);
  EXPECT_TRUE(jobs.outbox.empty()) << "nothing to cancel";

  ask_for_codes(jobs, "mnist", images, "mnist-64", small_model());
  cancel_job<EncodeImages>(jobs);
  ASSERT_EQ(jobs.outbox.size(), 1U) << "the images alone";
  sent<TakeImages>(jobs, 0);
  EXPECT_EQ(jobs.job<EncodeImages>().id, 0U);
  EXPECT_EQ(jobs.job<EncodeImages>().share, 0);

  ask_for_codes(jobs, "mnist", images, "mnist-64", small_model());
  const std::uint32_t id = jobs.job<EncodeImages>().id;
  jobs.outbox.clear();
  cancel_job<EncodeImages>(jobs);
  ASSERT_EQ(jobs.outbox.size(), 1U);
  EXPECT_EQ(sent<CancelJob>(jobs, 0).id, id);
  EXPECT_EQ(jobs.job<EncodeImages>().id, 0U);
}

TEST(Jobs, ARunThatIsReplacedBeforeItIsSentIsNeverSent) {
  Jobs jobs;
  const auto images = some_images(5);
  ask_for_training(jobs, "mnist", images, images, {.images = 5});
  direct_training(jobs, TrainingOrder::pause, 3);
  ask_for_training(jobs, "mnist", images, images, {.images = 4});
  ASSERT_EQ(jobs.outbox.size(), 3U) << "the images once, and the second run";
  EXPECT_EQ(sent<TrainModel>(jobs, 2).images, 4);
  EXPECT_EQ(sent<TrainModel>(jobs, 2).id, jobs.job<TrainModel>().id);
  EXPECT_EQ(jobs.training_orders, 0);

  const std::uint32_t id = jobs.job<TrainModel>().id;
  jobs.outbox.clear();
  direct_training(jobs, TrainingOrder::pause, 3);
  cancel_job<TrainModel>(jobs);
  ASSERT_EQ(jobs.outbox.size(), 1U);
  EXPECT_EQ(sent<CancelJob>(jobs, 0).id, id);
}

TEST(Jobs, OnlyTheAnswerToWhatIsUnderWayIsTaken) {
  Jobs jobs;
  EXPECT_FALSE(close_job<MeasureTraining>(jobs, 0)) << "nothing is under way";
  ask_for_measurement(jobs, {.hidden = {}, .latent = 2}, 10);
  const std::uint32_t id = jobs.job<MeasureTraining>().id;
  EXPECT_FALSE(close_job<MeasureTraining>(jobs, id + 1));
  EXPECT_FALSE(close_job<EncodeImages>(jobs, id));
  EXPECT_TRUE(close_job<MeasureTraining>(jobs, id));
  EXPECT_FALSE(close_job<MeasureTraining>(jobs, id)) << "it has been answered";
}

TEST(Jobs, ALostWorkerIsReplacedAndGetsEverythingAnew) {
  Jobs jobs;
  const auto images = some_images(5);
  ask_for_nearest_pixels(jobs, "mnist", images, grey(1), 3);
  ask_for_codes(jobs, "mnist", images, "mnist-64", small_model());
  const std::uint32_t last = jobs.last_id;
  jobs.outbox.clear();
  jobs.worker = Jobs::Worker::ready;

  lose_worker(jobs, "It has stopped.");
  EXPECT_EQ(jobs.worker, Jobs::Worker::absent);
  EXPECT_EQ(jobs.worker_error, std::string("It has stopped. ") + texts::kWorkerRestarts);
  EXPECT_EQ(jobs.job<FindNearestPixels>().id, 0U);
  EXPECT_EQ(jobs.job<EncodeImages>().id, 0U);
  EXPECT_EQ(jobs.images, nullptr);
  EXPECT_TRUE(jobs.outbox.empty());

  ask_for_nearest_pixels(jobs, "mnist", images, grey(1), 3);
  EXPECT_EQ(jobs.worker, Jobs::Worker::starting);
  ASSERT_EQ(jobs.outbox.size(), 2U);
  sent<TakeImages>(jobs, 0);
  EXPECT_GT(jobs.job<FindNearestPixels>().id, last) << "no number is used twice";
}

TEST(Jobs, AWorkerThatDoesNotStartIsNotStartedAgainByItself) {
  Jobs jobs;
  const auto images = some_images(5);
  ask_for_nearest_pixels(jobs, "mnist", images, grey(1), 3);
  lose_worker(jobs, "worker.wasm is not there.");
  EXPECT_EQ(jobs.worker, Jobs::Worker::failed);
  EXPECT_EQ(jobs.worker_error, "worker.wasm is not there.");
  ask_for_nearest_pixels(jobs, "mnist", images, grey(1), 3);
  ask_for_codes(jobs, "mnist", images, "mnist-64", small_model());
  EXPECT_TRUE(jobs.outbox.empty());
  EXPECT_EQ(jobs.job<FindNearestPixels>().id, 0U);
  EXPECT_EQ(jobs.job<EncodeImages>().id, 0U);

  jobs.worker = Jobs::Worker::absent;  // the reader asks for it
  ask_for_nearest_pixels(jobs, "mnist", images, grey(1), 3);
  EXPECT_EQ(jobs.outbox.size(), 2U);
}

TEST(Jobs, AWorkerThatDiesOfItsWorkIsNotStartedForEver) {
  Jobs jobs;
  const auto images = some_images(5);
  int started = 0;
  while (jobs.worker != Jobs::Worker::failed) {
    ask_for_nearest_pixels(jobs, "mnist", images, grey(1), 3);
    ASSERT_LE(++started, kMostWorkersLost);
    jobs.worker = Jobs::Worker::ready;
    lose_worker(jobs, "out of memory");
  }
  EXPECT_EQ(started, kMostWorkersLost);
  EXPECT_EQ(jobs.worker_error, "out of memory");
}

}  // namespace
}  // namespace bottleneck
