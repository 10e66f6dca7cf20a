// Trainer::set_epochs().
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "core/trainer.h"
#include "unit/bars.h"

namespace bottleneck {
namespace {

// Each run is driven to one end by another way than the straight one, and must end with its bits.
class ChangedEpochs : public testing::Test {
 protected:
  std::vector<std::uint8_t> images = bars(100, 1);  // 32 + 32 + 32 + 4
  std::vector<std::uint8_t> validation = bars(33, 2);

  Trainer trainer(int epochs) const {
    TrainingSettings settings = small_settings();
    settings.epochs = epochs;
    return Trainer(settings, images, validation);
  }
  void expect_ends_as_straight(Trainer& changed, int epochs) const {
    run(changed);
    Trainer straight = trainer(epochs);
    run(straight);
    EXPECT_EQ(changed.settings().epochs, epochs);
    EXPECT_EQ(changed.progress().phase, Phase::finished);
    EXPECT_EQ(changed.progress().epoch, epochs);
    EXPECT_EQ(changed.progress().batch, changed.progress().batches);
    EXPECT_EQ(changed.progress().running_loss, straight.progress().running_loss);
    ASSERT_EQ(changed.history().size(), static_cast<std::size_t>(epochs));
    EXPECT_EQ(changed.history().back().val_loss, straight.history().back().val_loss);
    EXPECT_EQ(hash_bits(changed.model().parameters), hash_bits(straight.model().parameters));
  }
};

TEST_F(ChangedEpochs, ExtendAFinishedRun) {
  Trainer changed = trainer(2);
  run(changed);
  changed.set_epochs(4);
  EXPECT_EQ(changed.progress().phase, Phase::training);
  EXPECT_EQ(changed.progress().batch, 0);
  EXPECT_EQ(changed.progress().running_loss, 0);
  expect_ends_as_straight(changed, 4);
}

TEST_F(ChangedEpochs, LeaveAFinishedRunThatIsToEndWhereItHas) {
  Trainer changed = trainer(2);
  run(changed);
  for (const int epochs : {2, 1, 0, -5}) {
    changed.set_epochs(epochs);
    EXPECT_EQ(changed.progress().phase, Phase::finished);
    EXPECT_EQ(changed.settings().epochs, 2);
  }
  expect_ends_as_straight(changed, 2);
}

TEST_F(ChangedEpochs, AreLongerOrShorterOnTheWay) {
  Trainer changed = trainer(3);
  changed.step();
  changed.set_epochs(5);
  run_epochs(changed, 3);
  EXPECT_EQ(changed.progress().phase, Phase::training);
  changed.step();
  changed.set_epochs(4);
  expect_ends_as_straight(changed, 4);
}

TEST_F(ChangedEpochs, StopBetweenTwoEpochsAndGoOnAfterAll) {
  Trainer changed = trainer(5);
  run_epochs(changed, 2);  // the third one's order is drawn
  changed.set_epochs(1);
  EXPECT_EQ(changed.progress().phase, Phase::finished);
  expect_ends_as_straight(changed, 2);
  changed.set_epochs(4);
  expect_ends_as_straight(changed, 4);
}

TEST_F(ChangedEpochs, AreNotFewerThanThoseBegun) {
  Trainer changed = trainer(5);
  changed.set_epochs(0);  // a run has one epoch at least
  EXPECT_EQ(changed.settings().epochs, 1);
  EXPECT_EQ(changed.progress().phase, Phase::training);
  changed.set_epochs(5);
  run_epochs(changed, 1);
  changed.step();
  changed.set_epochs(1);
  EXPECT_EQ(changed.settings().epochs, 2) << "in a mini-batch of the second";
  while (changed.progress().phase == Phase::training) changed.step();
  ASSERT_EQ(changed.progress().phase, Phase::validation);
  changed.set_epochs(1);
  EXPECT_EQ(changed.settings().epochs, 2) << "in the validation of the second";
  EXPECT_EQ(changed.progress().phase, Phase::validation);
  expect_ends_as_straight(changed, 2);
}

TEST_F(ChangedEpochs, DoNotReviveADivergedRun) {
  TrainingSettings settings = small_settings();
  settings.learning_rate = 1e30F;
  Trainer diverged(settings, images, validation);
  run(diverged);
  ASSERT_EQ(diverged.progress().phase, Phase::diverged);
  diverged.set_epochs(9);
  EXPECT_EQ(diverged.progress().phase, Phase::diverged);
}

}  // namespace
}  // namespace bottleneck
