// The messages about training: round trips, and fields that must be refused. What holds for all messages is
// in job_messages_test.cpp.
#include <bit>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "unit/broken_bytes.h"
#include "unit/job_samples.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

void expect_equal(const std::vector<EpochRecord>& got, const std::vector<EpochRecord>& expected) {
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_EQ(got[i].train_loss, expected[i].train_loss);
    EXPECT_EQ(got[i].val_loss, expected[i].val_loss);
    EXPECT_EQ(got[i].val_bce, expected[i].val_bce);
    EXPECT_EQ(got[i].val_mse, expected[i].val_mse);
  }
}

TEST(TrainingMessages, RunsComeBack) {
  const TrainModel run{.id = 12,
                       .settings = some_settings(),
                       .images = 70,
                       .order = TrainingOrder::one_batch,
                       .checkpoint = some_checkpoint()};
  const auto back = request_back<TrainModel>(run);
  EXPECT_EQ(back.id, run.id);
  EXPECT_EQ(back.settings.architecture, run.settings.architecture);
  EXPECT_EQ(back.settings.loss, Loss::mse);
  EXPECT_EQ(back.settings.epochs, 3);
  EXPECT_EQ(back.settings.batch, 16);
  EXPECT_EQ(back.settings.learning_rate, 0.01F);
  EXPECT_EQ(back.settings.seed, run.settings.seed);
  EXPECT_EQ(back.images, 70);
  EXPECT_EQ(back.order, TrainingOrder::one_batch);
  ASSERT_TRUE(back.checkpoint);
  EXPECT_EQ(back.checkpoint->floats, run.checkpoint->floats);
  EXPECT_EQ(back.checkpoint->steps, 10);
  expect_equal(back.checkpoint->history, run.checkpoint->history);

  const auto fresh = request_back<TrainModel>(TrainModel{.id = 1, .settings = some_settings(), .images = 1});
  EXPECT_FALSE(fresh.checkpoint);
  EXPECT_EQ(fresh.order, TrainingOrder::to_end);
  const auto direct = request_back<DirectTraining>(
      DirectTraining{.id = 5, .order = TrainingOrder::one_epoch, .epochs = 10'000});
  EXPECT_EQ(direct.order, TrainingOrder::one_epoch);
  EXPECT_EQ(direct.epochs, 10'000);
  const auto measure = request_back<MeasureTraining>(
      MeasureTraining{.id = 6, .architecture = {.hidden = {300, 5}, .latent = 64}, .batch = 256});
  EXPECT_EQ(measure.architecture, (Architecture{.hidden = {300, 5}, .latent = 64}));
  EXPECT_EQ(measure.batch, 256);
  const auto images = some_bytes(2 * kPixels);
  EXPECT_EQ(request_back<TakeValidation>(TakeValidation{.images = images}).images, images);
}

TEST(TrainingMessages, NewsOfARunComeBack) {
  for (const Reply& reply : some_replies()) {
    const auto* sent = std::get_if<TrainingProgressed>(&reply);
    if (!sent) continue;
    const auto back = reply_back<TrainingProgressed>(reply);
    EXPECT_EQ(back.progress.phase, sent->progress.phase);
    EXPECT_EQ(back.progress.epoch, sent->progress.epoch);
    EXPECT_EQ(back.progress.batch, sent->progress.batch);
    EXPECT_EQ(back.progress.batches, sent->progress.batches);
    EXPECT_EQ(back.progress.batch_loss, sent->progress.batch_loss);
    EXPECT_EQ(back.progress.running_loss, sent->progress.running_loss);
    EXPECT_EQ(back.orders, 4);
    EXPECT_TRUE(back.is_paused);
    EXPECT_EQ(back.batch_losses, sent->batch_losses);
    expect_equal(back.records, sent->records);
    EXPECT_EQ(back.images_per_second, sent->images_per_second);
    EXPECT_EQ(back.work_ms, sent->work_ms);
    EXPECT_EQ(back.dead_units, 1);
    EXPECT_EQ(back.dead_neurons, 2);
    EXPECT_EQ(back.dead_units_of, 1000);
  }
  const auto weights = reply_back<TrainingWeights>(
      TrainingWeights{.id = 4, .epoch = 2, .batch = 3, .parameters = {0.5F, -1.0F}});
  EXPECT_EQ(weights.epoch, 2);
  EXPECT_EQ(weights.batch, 3);
  EXPECT_EQ(weights.parameters, (AlignedFloats{0.5F, -1.0F}));
  const auto checkpoint =
      reply_back<TrainingCheckpoint>(TrainingCheckpoint{.id = 4, .checkpoint = some_checkpoint()});
  EXPECT_EQ(checkpoint.checkpoint.floats, some_checkpoint().floats);
  EXPECT_EQ(
      reply_back<TrainingMeasured>(TrainingMeasured{.id = 4, .images_per_second = 2.5}).images_per_second,
      2.5);
}

// Without validation images its losses are no numbers; so are those of a run that diverged.
TEST(TrainingMessages, LossesMayBeNoNumbers) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto back = reply_back<TrainingProgressed>(
      TrainingProgressed{.id = 1, .progress = {.batch_loss = nan}, .records = {{0.5, nan, nan, nan}}});
  EXPECT_TRUE(std::isnan(back.progress.batch_loss));
  EXPECT_TRUE(std::isnan(back.records.at(0).val_loss));
}

TEST(TrainingMessages, FieldsOutOfRangeAreRefused) {
  const TrainModel sound{.id = 1, .settings = some_settings(), .images = 1};
  const auto refused = [&](auto change, const char* part) {
    TrainModel request = sound;
    change(request);
    EXPECT_REFUSED(decode_request(encode(request)), part);
  };
  refused([](TrainModel& run) { run.settings.epochs = 0; }, "epochs");
  refused([](TrainModel& run) { run.settings.batch = 0; }, "mini-batch");
  refused([](TrainModel& run) { run.settings.learning_rate = 0; }, "learning rate");
  refused([](TrainModel& run) { run.settings.learning_rate = kInfinity; }, "learning rate");
  refused([](TrainModel& run) { run.settings.architecture.latent = 0; }, "wide");
  refused([](TrainModel& run) { run.images = 0; }, "no images");
  refused([](TrainModel& run) { run.order = static_cast<TrainingOrder>(4); }, "order");
  refused(
      [](TrainModel& run) {
        run.checkpoint = some_checkpoint();
        run.settings.architecture.latent = 2;
      },
      "another run");
  refused(
      [](TrainModel& run) {
        run.checkpoint = some_checkpoint();
        run.checkpoint->floats[3] = kNan;
      },
      "another run");

  EXPECT_REFUSED(decode_request(encode(TakeValidation{.images = some_bytes(kPixels - 1)})), "whole images");
  EXPECT_REFUSED(decode_request(encode(MeasureTraining{.id = 1, .architecture = {}, .batch = 0})),
                 "mini-batch");
  EXPECT_REFUSED(decode_request(encode(DirectTraining{.id = 1, .epochs = 0})), "epochs");

  const auto told = [](Progress progress) {
    return encode(TrainingProgressed{.id = 1, .progress = progress});
  };
  EXPECT_REFUSED(decode_reply(told({.phase = static_cast<Phase>(4)})), "cannot stand there");
  EXPECT_REFUSED(decode_reply(told({.batch = 3, .batches = 2})), "cannot stand there");
  EXPECT_REFUSED(decode_reply(told({.epoch = -1})), "cannot stand there");
  EXPECT_REFUSED(decode_reply(encode(TrainingProgressed{.id = 1, .images_per_second = -1})), "speed");
  EXPECT_REFUSED(decode_reply(encode(TrainingMeasured{.id = 1, .images_per_second = -1})), "speed");
  Packet losses = encode(TrainingProgressed{.id = 1});
  EXPECT_REFUSED(decode_reply(with(losses, losses.head.size() - 4, 0xFFFFFFFFU, 4)), "cut off");
}

}  // namespace
}  // namespace bottleneck
