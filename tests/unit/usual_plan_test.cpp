// How long is trained where nobody says it: what is learned of few images.
#include "lab/training/usual_plan.h"

#include <gtest/gtest.h>

#include "core/metrics.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/shown/offer.h"
#include "lab/shown/training_words.h"
#include "lab/training/training.h"

namespace bottleneck {
namespace {

TEST(UsualPlan, IsTheNotebooksForManyImages) {
  for (const int images : {0, 10'000, 20'000, 60'000}) {
    EXPECT_EQ(usual_plan(images).epochs, 30) << images;
    EXPECT_EQ(usual_plan(images).batch, 256) << images;
  }
}

TEST(UsualPlan, GivesFewImagesUpdatesEnough) {
  for (int images = 1; images < 10'000; ++images) {
    const TrainingPlan plan = with_usual({}, images);
    EXPECT_GE(plan.batch, 8) << images;
    EXPECT_LE(plan.batch, 256) << images;
    EXPECT_TRUE(plan.epochs == 150 || updates_of(plan, images) >= 2000) << images;
    EXPECT_LE(updates_of(plan, images), 2300) << images;
  }
  EXPECT_EQ(updates_of(with_usual({}, 34), 34), 150 * 5);
  const TrainingPlan told = with_usual({.epochs = 7, .batch = 256}, 34);
  EXPECT_EQ(told.epochs, 7);
  EXPECT_EQ(told.batch, 256);
}

// The mean squared error on the images to test with where each came back as the mean of those trained on.
double error_of_mean(const Dataset& train, const Dataset& test) {
  double sum = 0;
  for (std::size_t pixel = 0; pixel < kPixels; ++pixel) {
    double mean = 0;
    for (int i = 0; i < train.size(); ++i) mean += train.image(i)[pixel] / 255.0 / train.size();
    for (int i = 0; i < test.size(); ++i) {
      const double difference = test.image(i)[pixel] / 255.0 - mean;
      sum += difference * difference;
    }
  }
  return sum / test.size() / kPixels;
}

TEST(UsualPlan, LearnsFromFewImages) {
  const Dataset test = synthetic_half({.count = 600, .seed = 7}, Split::test);
  const Dataset most = synthetic_half({.count = 300, .seed = 5}, Split::train);
  for (const int images : {34, 100, 300}) {
    Dataset train = most;
    train.labels.resize(static_cast<std::size_t>(images));
    train.images.resize(static_cast<std::size_t>(images) * kPixels);
    Trainer trainer(settings_of(with_usual({}, images)), train.images, test.images);
    while (trainer.progress().phase != Phase::finished) trainer.step();
    EXPECT_LT(trainer.history().back().val_mse, 0.8 * error_of_mean(train, test)) << images;
    EXPECT_LE(count_dead_units(trainer.model(), encode_bytes(trainer.model(), train.images)), 2) << images;
  }
}

TEST(UsualPlan, IsShownAndFollowsTheImages) {
  Session session;
  session.choices.station = Station::train;
  const auto value = [&](const char* id) { return offers_of(session).find(id)->control.value; };
  EXPECT_EQ(value("plan:epochs"), "30");
  EXPECT_EQ(value("plan:batch"), "256");
  EXPECT_NE(estimate_in_words(session, session.choices.plan).find(" · 7,050 updates"), std::string::npos);
  session.choices.plan.images = 34;
  EXPECT_EQ(value("plan:epochs"), "150");
  EXPECT_EQ(value("plan:batch"), "8");
  EXPECT_NE(estimate_in_words(session, session.choices.plan).find(" · 750 updates"), std::string::npos);
  const auto set = [&](const char* id, const char* text) {
    perform(session, *offers_of(session).find(id)->act(text));
  };
  set("plan:epochs", "30");
  set("plan:batch", "256");
  EXPECT_EQ(session.choices.plan.epochs, 30) << "the reader's own";
  EXPECT_NE(estimate_in_words(session, session.choices.plan).find(" · only 30 updates"), std::string::npos);
  set("plan:batch", "8");
  EXPECT_EQ(session.choices.plan.batch, kUsual.plan.batch) << "what is usual goes on to follow the images";
  perform(session, StartRun{});
  EXPECT_EQ(session.training.runs.front().plan.epochs, 30);
  EXPECT_EQ(session.training.runs.front().plan.batch, 8);
}

}  // namespace
}  // namespace bottleneck
