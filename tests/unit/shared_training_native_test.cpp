#include <gtest/gtest.h>

#include "cli/shared_training.h"
#include "core/synthetic.h"
#include "unit/bars.h"

namespace bottleneck {
namespace {

// As the page's workers do; 200 images leave a last mini-batch of 72, which has two leaves.
TEST(SharedTraining, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Dataset data = synthetic_dataset(200, 5);
  const TrainingSettings settings{.architecture = {.hidden = {20}, .latent = 6}, .epochs = 3, .batch = 128};
  Trainer alone(settings, data.images, data.images);
  while (alone.progress().phase != Phase::finished) alone.step();
  for (const int threads : {1, 2, 3, 4, 8}) {
    Trainer trainer(settings, data.images, data.images);
    SharedTraining training(trainer, threads);
    while (trainer.progress().phase != Phase::finished) training.step();
    EXPECT_EQ(hash_bits(trainer.model().parameters), hash_bits(alone.model().parameters)) << threads;
    EXPECT_EQ(trainer.history().back().train_loss, alone.history().back().train_loss);
  }
}

TEST(SharedTraining, CanBeLeftInTheMiddle) {
  const Dataset data = synthetic_dataset(100, 5);
  Trainer trainer({.architecture = {.hidden = {}, .latent = 2}}, data.images, {});
  SharedTraining training(trainer, 3);
  training.step();
  EXPECT_EQ(trainer.progress().epoch, 1);
}

}  // namespace
}  // namespace bottleneck
