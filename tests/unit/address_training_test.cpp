// The training plan in an address.
#include <string>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "lab/session/address.h"

namespace bottleneck {
namespace {

std::string written(const Choices& choices) {
  return write_address(choices, {}, "mnist-16");
}

TEST(AddressTraining, SaysWhatDiffersFromTheNotebook) {
  Choices choices;
  choices.station = Station::train;
  EXPECT_EQ(written(choices), "v=1&station=train&pen=2.2");
  choices.plan = {.dataset = "fashion-mnist",
                  .images = 1000,
                  .latent = 8,
                  .hidden = {300, 100},
                  .loss = Loss::mse,
                  .epochs = 5,
                  .batch = 64,
                  .learning_rate = 0.0005F,
                  .seed = 999'999'999};
  choices.loss_by = LossBy::batch;
  choices.is_loss_log = true;
  EXPECT_EQ(written(choices),
            "v=1&station=train&pen=2.2&on=fashion-mnist&images=1000&latent=8&hidden=300,100&loss=mse&epochs="
            "5&batch=64&"
            "rate=0.0005&seed=999999999&curve=batch&log=1");
  EXPECT_EQ(read_address(written(choices)).choices, choices);
}

TEST(AddressTraining, EveryPlanComesBack) {
  Rng rng(1);
  for (int trial = 0; trial < 1000; ++trial) {
    Choices choices;
    choices.station = static_cast<Station>(rng.below(3));
    TrainingPlan& plan = choices.plan;
    plan.images = static_cast<int>(rng.below(60'001));
    plan.latent = 1 + static_cast<int>(rng.below(kMostLatent));
    for (std::uint32_t i = rng.below(kMostHiddenLayers + 1); i > 0; --i)
      plan.hidden.push_back(1 + static_cast<int>(rng.below(kWidestHidden)));
    plan.epochs = 1 + static_cast<int>(rng.below(kMostEpochs));
    plan.batch = 1 + static_cast<int>(rng.below(kLargestBatch));
    plan.learning_rate = rng.uniform(kSlowestRate, kFastestRate);
    plan.seed = rng.below(kLargestSeed);
    const Address address = read_address(written(choices));
    EXPECT_EQ(address.choices, choices) << written(choices);
    EXPECT_TRUE(address.notes.empty());
  }
}

TEST(AddressTraining, WhatCannotBeIsADefaultOrTheNearestWithANote) {
  for (const char* text : {"hidden=300,x", "hidden=0", "hidden=1,1,1,1,1", "hidden=2000", "hidden=3.5",
                           "loss=mae", "rate=fast", "latent=1.5", "seed=-1x", "curve=image", "log=yes"}) {
    const Address address = read_address(text);
    Choices usual;
    usual.pen = 2.8F;  // of a link that does not tell it
    EXPECT_EQ(address.choices, usual) << text;
    EXPECT_EQ(address.notes.size(), 1U) << text;
  }
  const Address far = read_address("latent=1000&epochs=0&batch=99999&rate=7&seed=9999999999");
  EXPECT_EQ(far.choices.plan.latent, kMostLatent);
  EXPECT_EQ(far.choices.plan.epochs, 1);
  EXPECT_EQ(far.choices.plan.batch, kLargestBatch);
  EXPECT_EQ(far.choices.plan.learning_rate, kFastestRate);
  EXPECT_EQ(far.choices.plan.seed, kLargestSeed);
  EXPECT_EQ(far.notes.size(), 5U);
}

}  // namespace
}  // namespace bottleneck
