#include "core/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "core/metrics.h"
#include "unit/bars.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

TEST(Trainer, SeedSettlesWeightsAndOrderBitForBit) {
  const auto images = bars(100, 1);
  const Trainer trainer(small_settings(), images, {});
  // The same two numbers natively and as WebAssembly: a run can be repeated on any machine.
  EXPECT_EQ(hash_bits(trainer.model().parameters), 0x4f096ae5c6d74d77ULL);
  const std::vector<std::uint32_t> first(trainer.order().begin(), trainer.order().begin() + 8);
  EXPECT_EQ(first, (std::vector<std::uint32_t>{37, 28, 98, 16, 34, 93, 63, 9}));

  TrainingSettings other = small_settings();
  other.seed = 8;
  EXPECT_NE(hash_bits(Trainer(other, images, {}).model().parameters), hash_bits(trainer.model().parameters));
}

TEST(Trainer, OneStepAndOneEpochAgreeAcrossBuilds) {
  const auto images = bars(300, 1);
  const auto validation = bars(50, 2);
  Trainer trainer(small_settings(), images, validation);
  trainer.step();
  // Written down from the native release build; another build may add in another order: 1e-6 after a step,
  // 1e-4 after an epoch.
  const AlignedFloats& p = trainer.model().parameters;
  EXPECT_NEAR(p[1000], -0.0391871892, 1e-6);
  EXPECT_NEAR(p[4000], -0.0609328374, 1e-6);
  EXPECT_NEAR(p.back(), -0.000994999893, 1e-6);
  while (trainer.progress().epoch == 0) trainer.step();
  EXPECT_NEAR(trainer.history()[0].train_loss, 0.692070223, 1e-4);
  EXPECT_NEAR(trainer.history()[0].val_loss, 0.689492919, 1e-4);
}

TEST(Trainer, SameSettingsGiveTheSameBitsAgain) {
  const auto images = bars(150, 1);
  Trainer a(small_settings(), images, images);
  const std::vector<char> between(
      1000 + 4);  // so that the second one's memory lies elsewhere within a vector register
  Trainer b(small_settings(), images, images);
  run(a);
  run(b);
  EXPECT_EQ(hash_bits(a.model().parameters), hash_bits(b.model().parameters));
  EXPECT_EQ(a.history().back().val_loss, b.history().back().val_loss);
}

TEST(Trainer, LearnsWithBothLossesAndReportsWhatTheModelDoes) {
  const auto images = bars(600, 1);
  const auto validation = bars(70, 2);
  for (const Loss loss : {Loss::bce, Loss::mse}) {
    TrainingSettings settings = small_settings();
    settings.architecture.hidden = {40};
    settings.epochs = 12;
    settings.learning_rate = 0.005F;
    settings.loss = loss;
    Trainer trainer(settings, images, validation);
    run(trainer);
    ASSERT_EQ(trainer.progress().phase, Phase::finished);
    ASSERT_EQ(trainer.history().size(), 12U);
    const EpochRecord& last = trainer.history().back();
    EXPECT_LT(last.val_loss, 0.6 * trainer.history().front().val_loss);
    const ReconstructionError error = reconstruction_error(trainer.model(), validation);
    EXPECT_NEAR(last.val_bce, error.bce, 1e-6);
    EXPECT_NEAR(last.val_mse, error.mse, 1e-6);
    EXPECT_EQ(last.val_loss, loss == Loss::bce ? last.val_bce : last.val_mse);
  }
}

TEST(Trainer, ReportsEveryStepAndDoesNothingAfterTheEnd) {
  const auto images = bars(100, 1);  // 32 + 32 + 32 + 4: the last batch is smaller
  TrainingSettings settings = small_settings();
  settings.epochs = 2;
  const auto validation_images = bars(33, 2);
  Trainer trainer(settings, images, validation_images);
  EXPECT_EQ(trainer.progress().batches, 4);
  int training = 0;
  int validation = 0;
  while (trainer.progress().phase != Phase::finished) {
    (trainer.progress().phase == Phase::training ? training : validation) += 1;
    trainer.step();
  }
  EXPECT_EQ(training, 8);
  EXPECT_EQ(validation, 4);
  const auto before = hash_bits(trainer.model().parameters);
  EXPECT_EQ(trainer.step().phase, Phase::finished);
  EXPECT_EQ(hash_bits(trainer.model().parameters), before);
}

TEST(Trainer, TrainingLossIsTheRunningMeanWeightedByImages) {
  const auto images = bars(40, 1);  // batches of 32 and 8
  Trainer trainer(small_settings(), images, {});
  const double first = trainer.step().batch_loss;
  const double second = trainer.step().batch_loss;
  EXPECT_NEAR(trainer.history()[0].train_loss, (32 * first + 8 * second) / 40, 1e-12);
  EXPECT_TRUE(std::isnan(trainer.history()[0].val_loss));
}

TEST(Trainer, EveryEpochTakesEveryImageOnceInAnotherOrder) {
  const auto images = bars(100, 1);
  Trainer trainer(small_settings(), images, {});
  std::vector<std::uint32_t> first(trainer.order().begin(), trainer.order().end());
  while (trainer.progress().epoch == 0) trainer.step();
  std::vector<std::uint32_t> second(trainer.order().begin(), trainer.order().end());
  EXPECT_NE(first, second);
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  EXPECT_EQ(first, second);
  for (std::uint32_t i = 0; i < 100; ++i) EXPECT_EQ(first[i], i);
}

bool are_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

// The steps before the one that ended a run in Phase::diverged leave the weights that it must end with.
void expect_weights_before_step(const TrainingSettings& settings, std::span<const std::uint8_t> images,
                                int steps, const Trainer& diverged) {
  Trainer before(settings, images, images);
  for (int i = 0; i < steps; ++i) before.step();
  EXPECT_EQ(hash_bits(diverged.model().parameters), hash_bits(before.model().parameters));
}

TEST(Trainer, StopsWhenTheLossIsNoNumberWithTheWeightsBeforeTheStepThatBrokeThem) {
  const auto images = bars(64, 1);  // two mini-batches
  TrainingSettings settings = small_settings();
  settings.learning_rate = 1e30F;
  Trainer trainer(settings, images, images);
  EXPECT_EQ(trainer.step().phase, Phase::training) << "the first loss is that of the initial weights";
  EXPECT_EQ(trainer.step().phase, Phase::diverged);
  EXPECT_EQ(trainer.progress().batch, 1);
  EXPECT_TRUE(trainer.history().empty());
  expect_weights_before_step(settings, images, 0, trainer);
  trainer.step();
  expect_weights_before_step(settings, images, 0, trainer);
}

// Without validation images nothing else would look at what the last step made.
TEST(Trainer, SeesThatWeightsAreNoNumbers) {
  const auto images = bars(32, 1);  // one mini-batch
  TrainingSettings settings = small_settings();
  settings.epochs = 1;
  settings.learning_rate = kInfinity;
  Trainer trainer(settings, images, {});
  EXPECT_EQ(trainer.step().phase, Phase::diverged);
  EXPECT_TRUE(are_finite(trainer.model().parameters));
  EXPECT_TRUE(trainer.history().empty());
}

// No further mini-batch shows what the last step of a run has done: the validation must.
TEST(Trainer, SeesInTheValidationThatTheLastStepDiverged) {
  const auto images = bars(32, 1);  // one mini-batch
  for (const Loss loss : {Loss::bce, Loss::mse}) {
    TrainingSettings settings = small_settings();
    settings.epochs = 1;
    settings.loss = loss;
    settings.learning_rate = 1e30F;
    Trainer trainer(settings, images, images);
    EXPECT_EQ(trainer.step().phase, Phase::validation);
    EXPECT_EQ(trainer.step().phase, Phase::diverged);
    EXPECT_EQ(trainer.progress().batch, trainer.progress().batches);
    EXPECT_EQ(trainer.progress().epoch, 0);
    EXPECT_TRUE(trainer.history().empty());
    expect_weights_before_step(settings, images, 0, trainer);
  }
}

TEST(Trainer, KeepsTheWeightsOfASoundRun) {
  const auto images = bars(64, 1);
  TrainingSettings settings = small_settings();
  settings.epochs = 1;
  Trainer trainer(settings, images, images);
  run(trainer);
  EXPECT_EQ(trainer.progress().phase, Phase::finished);
  EXPECT_NE(hash_bits(trainer.model().parameters),
            hash_bits(Trainer(settings, images, images).model().parameters));
}

TEST(Trainer, TakesABatchLargerThanTheDataset) {
  const auto images = bars(5, 1);
  TrainingSettings settings = small_settings();
  settings.batch = 4096;
  Trainer trainer(settings, images, images);
  EXPECT_EQ(trainer.progress().batches, 1);
  run(trainer);
  EXPECT_EQ(trainer.history().size(), 3U);
}

// What "rewind" does: the same trainer made anew.
TEST(Trainer, BeginsAnewWithTheSameBits) {
  const auto images = bars(100, 1);
  const auto validation = bars(33, 2);
  Trainer trainer(small_settings(), images, validation);
  const std::uint64_t weights = hash_bits(trainer.model().parameters);
  const std::vector<std::uint32_t> order(trainer.order().begin(), trainer.order().end());
  for (int i = 0; i < 7; ++i) trainer.step();  // in the second epoch
  ASSERT_NE(hash_bits(trainer.model().parameters), weights);

  Trainer whole(trainer.settings(), images, validation);
  trainer = Trainer(trainer.settings(), images, validation);
  EXPECT_EQ(hash_bits(trainer.model().parameters), weights);
  EXPECT_EQ(std::vector<std::uint32_t>(trainer.order().begin(), trainer.order().end()), order);
  EXPECT_EQ(trainer.progress().epoch, 0);
  EXPECT_TRUE(trainer.history().empty());
  run(trainer);
  run(whole);
  EXPECT_EQ(hash_bits(trainer.model().parameters), hash_bits(whole.model().parameters));
}

TEST(TrainingBytes, AreWhatTheTrainerHolds) {
  struct Case {
    Architecture architecture;
    int batch;
    int images;
  };
  const std::vector<Case> cases = {
      {.architecture = {.hidden = {}, .latent = 6}, .batch = 32, .images = 100},
      {.architecture = {.hidden = {}, .latent = 6}, .batch = 4096, .images = 5},
      {.architecture = {.hidden = {30, 20}, .latent = 1, .linear_latent = true}, .batch = 1, .images = 3},
      {.architecture = {.hidden = {17}, .latent = 9, .inputs = 50}, .batch = 7, .images = 7},
  };
  for (const Case& c : cases) {
    const std::vector<std::uint8_t> images(static_cast<std::size_t>(c.images * c.architecture.inputs));
    TrainingSettings settings = small_settings();
    settings.architecture = c.architecture;
    settings.batch = c.batch;
    Trainer trainer(settings, images, images);
    EXPECT_EQ(training_bytes(c.architecture, c.batch, c.images), trainer.bytes());
    run(trainer);
    EXPECT_EQ(training_bytes(c.architecture, c.batch, c.images), trainer.bytes()) << "it grows as it goes";
  }
}

TEST(TrainingBytes, CountBeyondWhatSizesHold) {
  // 4 · (5 · 25,888 + 2 · 256 · 800 + 256 · 784) + 8 · (128 · 784 + 784) + 256 · 784 + 4 · 60,000: the
  // notebook's run, 4.2 MB.
  EXPECT_EQ(training_bytes({.hidden = {}, .latent = 16}, 256, 60'000), 4'208'768U);
  // 2³⁴ parameters in round numbers; 32 bits do not hold them.
  const Architecture wide{.hidden = {65536}, .latent = 65536, .inputs = 65536};
  EXPECT_EQ(training_bytes(wide, 1, 1),
            20 * parameter_count(wide) + 8 * 4 * 65536ULL + 4 * 65536ULL + 8 * 98304ULL + 65536 + 4);
  constexpr int kMost = std::numeric_limits<int>::max();
  const Architecture widest{.hidden = {kMost, kMost}, .latent = kMost, .inputs = kMost};
  EXPECT_EQ(training_bytes(widest, kMost, kMost), 1ULL << 63U);
}

}  // namespace
}  // namespace bottleneck
