#include "core/checkpoint.h"

#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/bars.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

std::vector<std::uint32_t> order_of(const Trainer& trainer) {
  return {trainer.order().begin(), trainer.order().end()};
}

// By bits: NaN is what it was, too.
void expect_same_history(const std::vector<EpochRecord>& a, const std::vector<EpochRecord>& b) {
  ASSERT_EQ(a.size(), b.size());
  const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value); };
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(bits(a[i].train_loss), bits(b[i].train_loss));
    EXPECT_EQ(bits(a[i].val_loss), bits(b[i].val_loss));
    EXPECT_EQ(bits(a[i].val_bce), bits(b[i].val_bce));
    EXPECT_EQ(bits(a[i].val_mse), bits(b[i].val_mse));
  }
}

void expect_same_state(const Trainer& a, const Trainer& b) {
  EXPECT_EQ(hash_bits(a.model().parameters), hash_bits(b.model().parameters));
  EXPECT_EQ(hash_bits(a.adam().mean), hash_bits(b.adam().mean));
  EXPECT_EQ(hash_bits(a.adam().variance), hash_bits(b.adam().variance));
  EXPECT_EQ(a.adam().steps, b.adam().steps);
  EXPECT_EQ(order_of(a), order_of(b));
  EXPECT_EQ(a.progress().phase, b.progress().phase);
  EXPECT_EQ(a.progress().epoch, b.progress().epoch);
  EXPECT_EQ(a.progress().batch, b.progress().batch);
  EXPECT_EQ(a.progress().batches, b.progress().batches);
  EXPECT_EQ(a.progress().running_loss, b.progress().running_loss);
  expect_same_history(a.history(), b.history());
}

struct Case {
  const char* name;
  int images;
  int validation;
  Architecture architecture;
};

class ResumedRun : public testing::TestWithParam<Case> {
 protected:
  std::vector<std::uint8_t> images = bars(static_cast<std::size_t>(GetParam().images), 1);
  std::vector<std::uint8_t> validation = bars(static_cast<std::size_t>(GetParam().validation), 2);

  static TrainingSettings settings() {
    TrainingSettings settings = small_settings();
    settings.architecture = GetParam().architecture;
    settings.epochs = 4;
    return settings;
  }
};

TEST_P(ResumedRun, GoesOnBitForBitAfterEveryEpoch) {
  for (int epochs = 0; epochs <= 4; ++epochs) {
    SCOPED_TRACE(epochs);
    Trainer whole(settings(), images, validation);
    run_epochs(whole, epochs);
    const Checkpoint checkpoint = checkpoint_of(whole);
    EXPECT_EQ(checkpoint.epochs(), epochs);
    const Status status = check(checkpoint, settings());
    EXPECT_TRUE(status) << status.error();

    Trainer resumed(settings(), images, validation, checkpoint);
    expect_same_state(resumed, whole);
    // After one more mini-batch, while an epoch is under way, too.
    whole.step();
    resumed.step();
    expect_same_state(resumed, whole);
    EXPECT_EQ(resumed.progress().batch_loss, epochs < 4 ? whole.progress().batch_loss : 0);
    run(whole);
    run(resumed);
    EXPECT_EQ(resumed.progress().phase, Phase::finished);
    expect_same_state(resumed, whole);
  }
}

TEST_P(ResumedRun, CanBeKeptAndResumedAgainAndAgain) {
  Trainer whole(settings(), images, validation);
  run(whole);
  Checkpoint checkpoint = checkpoint_of(Trainer(settings(), images, validation));
  for (int epochs = 1; epochs <= 4; ++epochs) {
    Trainer part(settings(), images, validation, checkpoint);
    run_epochs(part, epochs);
    checkpoint = checkpoint_of(part);
  }
  expect_same_state(Trainer(settings(), images, validation, checkpoint), whole);
}

TEST_P(ResumedRun, CanBeExtendedWhenItHadFinished) {
  TrainingSettings shorter = settings();
  shorter.epochs = 2;
  Trainer finished(shorter, images, validation);
  run(finished);
  const Checkpoint checkpoint = checkpoint_of(finished);
  Trainer whole(settings(), images, validation);
  run(whole);

  Trainer with_more_epochs(settings(), images, validation, checkpoint);
  run(with_more_epochs);
  expect_same_state(with_more_epochs, whole);
  Trainer extended(shorter, images, validation, checkpoint);
  EXPECT_EQ(extended.progress().phase, Phase::finished);
  extended.set_epochs(4);
  run(extended);
  expect_same_state(extended, whole);
}

INSTANTIATE_TEST_SUITE_P(Cases, ResumedRun,
                         testing::Values(Case{"Validated", 64, 40, {.hidden = {}, .latent = 6}},
                                         Case{
                                             "WithASmallerLastBatch", 100, 33, {.hidden = {10}, .latent = 5}},
                                         Case{"NotValidated", 64, 0, {.hidden = {}, .latent = 6}},
                                         Case{"NotValidatedWithASmallerLastBatch",
                                              70,
                                              0,
                                              {.hidden = {9}, .latent = 3, .linear_latent = true}}),
                         [](const testing::TestParamInfo<Case>& info) { return info.param.name; });

TEST(Checkpoint, KeepsWeightsThenMomentsInOneBuffer) {
  const auto images = bars(64, 1);
  Trainer trainer(small_settings(), images, {});
  run_epochs(trainer, 1);
  const Checkpoint checkpoint = checkpoint_of(trainer);
  EXPECT_EQ(checkpoint.floats.size(), 3 * trainer.model().parameters.size());
  EXPECT_EQ(hash_bits(checkpoint.parameters()), hash_bits(trainer.model().parameters));
  EXPECT_EQ(hash_bits(checkpoint.mean()), hash_bits(trainer.adam().mean));
  EXPECT_EQ(hash_bits(checkpoint.variance()), hash_bits(trainer.adam().variance));
  EXPECT_EQ(checkpoint.steps, 2);
  EXPECT_NE(hash_bits(checkpoint.mean()), hash_bits(checkpoint.variance()));
}

TEST(Checkpoint, IsTakenOnlyBetweenEpochs) {
  const auto images = bars(40, 1);  // two mini-batches
  TrainingSettings settings = small_settings();
  settings.epochs = 2;
  Trainer trainer(settings, images, images);
  std::vector<bool> can;
  can.push_back(trainer.progress().is_between_epochs());
  while (trainer.progress().phase != Phase::finished) can.push_back(trainer.step().is_between_epochs());
  // Before; two mini-batches and two of the validation in each epoch.
  EXPECT_EQ(can, (std::vector<bool>{true, false, false, false, true, false, false, false, true}));
}

TEST(Checkpoint, OfARunThatDivergesAfterItLeavesItsWeights) {
  const auto images = bars(64, 1);
  TrainingSettings settings = small_settings();
  Trainer trainer(settings, images, images);
  run_epochs(trainer, 1);
  const Checkpoint checkpoint = checkpoint_of(trainer);
  settings.learning_rate = kInfinity;
  Trainer resumed(settings, images, images, checkpoint);
  EXPECT_EQ(resumed.step().phase, Phase::diverged);
  EXPECT_EQ(resumed.progress().epoch, 1);
  EXPECT_EQ(resumed.history().size(), 1U);
  EXPECT_EQ(hash_bits(resumed.model().parameters), hash_bits(checkpoint.parameters()));
}

TEST(Checkpoint, ContinuesAFinishedModelOfWhichOnlyTheWeightsAreKnown) {
  const auto images = bars(300, 1);
  TrainingSettings settings = small_settings();
  settings.learning_rate = 0.005F;
  settings.epochs = 10;
  Trainer first(settings, images, images);
  run(first);

  const Checkpoint start = checkpoint_with(first.model().parameters);
  const Status status = check(start, settings);
  ASSERT_TRUE(status) << status.error();
  settings.seed = 8;
  Trainer continued(settings, images, images, start);
  EXPECT_EQ(hash_bits(continued.model().parameters), hash_bits(first.model().parameters));
  EXPECT_EQ(order_of(continued), order_of(Trainer(settings, images, images)));
  EXPECT_EQ(continued.progress().epoch, 0);
  EXPECT_EQ(continued.adam().steps, 0);
  EXPECT_TRUE(continued.history().empty());
  run(continued);
  EXPECT_EQ(continued.history().size(), 10U);
  EXPECT_LT(continued.history().front().val_loss, first.history().front().val_loss);
  EXPECT_LT(continued.history().back().val_loss, first.history().back().val_loss);

  Trainer again(settings, images, images, start);
  run(again);
  expect_same_state(again, continued);
}

// One thing of a sound checkpoint after two epochs is broken each time.
class BrokenCheckpoint : public testing::Test {
 protected:
  static Checkpoint sound(bool is_validated = true) {
    const auto images = bars(40, 1);
    Trainer trainer(small_settings(), images,
                    is_validated ? std::span<const std::uint8_t>(images) : std::span<const std::uint8_t>());
    run_epochs(trainer, 2);
    return checkpoint_of(trainer);
  }
  static void expect_refused(const Checkpoint& checkpoint, const std::string& reason) {
    const Status status = check(checkpoint, small_settings());
    ASSERT_FALSE(status) << reason;
    EXPECT_NE(status.error().find(reason), std::string::npos) << status.error();
  }
};

TEST_F(BrokenCheckpoint, HasAnotherNumberOfWeights) {
  const std::size_t parameters = sound().floats.size() / 3;
  for (const std::size_t count : {std::size_t{0}, std::size_t{3}, 3 * parameters - 1, 3 * parameters + 1,
                                  3 * parameters + 2, 3 * parameters + 3, parameters}) {
    Checkpoint checkpoint = sound();
    checkpoint.floats.resize(count);
    expect_refused(checkpoint, "holds " + std::to_string(count) + " numbers, its model of " +
                                   std::to_string(parameters) + " weights");
  }
}

TEST_F(BrokenCheckpoint, HoldsWhatIsNoNumber) {
  const std::size_t parameters = sound().floats.size() / 3;
  const std::vector<std::string> parts = {"weights", "means", "variances"};
  for (std::size_t part = 0; part < 3; ++part) {
    for (const std::size_t index : {std::size_t{0}, std::size_t{17}, parameters - 1}) {
      for (const float value : {kNan, kInfinity, -kInfinity}) {
        Checkpoint checkpoint = sound();
        checkpoint.floats[part * parameters + index] = value;
        expect_refused(checkpoint, parts[part]);
        expect_refused(checkpoint, "not finite, at index " + std::to_string(index));
      }
    }
  }
}

TEST_F(BrokenCheckpoint, HasANegativeVariance) {
  Checkpoint checkpoint = sound();
  checkpoint.floats[checkpoint.floats.size() - 1] = -1e-30F;
  expect_refused(checkpoint, "negative number, at index " + std::to_string(checkpoint.floats.size() / 3 - 1));
}

TEST_F(BrokenCheckpoint, HasMoreEpochsThanItsRun) {
  Checkpoint checkpoint = sound();
  checkpoint.history.resize(4, checkpoint.history[0]);
  checkpoint.steps = 8;
  expect_refused(checkpoint, "has 4 epochs, its run only 3");
}

TEST_F(BrokenCheckpoint, HasStepsThatDoNotMakeItsEpochs) {
  ASSERT_EQ(sound().steps, 4);
  for (const std::int64_t steps : {0, 1, 3, 5, -4}) {
    Checkpoint checkpoint = sound();
    checkpoint.steps = steps;
    expect_refused(checkpoint, std::to_string(steps) + " steps do not make 2 epochs");
  }
  Checkpoint start = sound();
  start.history.clear();
  expect_refused(start, "4 steps do not make 0 epochs");
  start.steps = 0;
  EXPECT_TRUE(check(start, small_settings()));
}

TEST_F(BrokenCheckpoint, HasALossThatIsNoNumber) {
  for (double EpochRecord::* const loss :
       {&EpochRecord::train_loss, &EpochRecord::val_loss, &EpochRecord::val_bce, &EpochRecord::val_mse}) {
    for (const float value : {kNan, kInfinity}) {
      for (const std::size_t epoch : {0U, 1U}) {
        Checkpoint checkpoint = sound();
        checkpoint.history[epoch].*loss = value;
        expect_refused(checkpoint, "epoch " + std::to_string(epoch + 1) + " is not a number");
      }
    }
  }
  EXPECT_TRUE(check(sound(false), small_settings())) << "without validation images its losses are NaN";
  Checkpoint mixed = sound(false);
  mixed.history[1] = sound().history[1];
  expect_refused(mixed, "epoch 2 is not a number");
}

}  // namespace
}  // namespace bottleneck
