// The exercises: the answer by the models that come with the page, by those trained here, and by other
// images.
#include "lab/session/exercises.h"

#include <gtest/gtest.h>

#include "lab/session/perform.h"
#include "lab/session/settings.h"
#include "lab/session/update.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

// A model by the plan of an experiment, as the page would keep it.
LibraryEntry trained_entry(const std::string& name, const TrainingPlan& plan, bool is_own) {
  LibraryEntry entry = make_entry(name);
  auto card = std::make_shared<ModelCard>(*entry.card);
  card->dataset = plan.dataset;
  card->settings = settings_of(plan);
  card->history.resize(static_cast<std::size_t>(plan.epochs));
  card->class_names = Datasets().entries.back().class_names;
  entry.model = std::make_shared<Autoencoder>(make_autoencoder(card->settings.architecture));
  entry.card = card;
  entry.is_own = is_own;
  return entry;
}

Session exercise_session(bool is_own) {
  Session session;
  session.choices.station = Station::exercises;
  session.library.index_file.stage = Download::Stage::done;
  int number = 0;
  for (const Experiment& experiment : session.book.experiments) {
    if (experiment.plan.dataset == "fashion-mnist" && !experiment.is_by_pixels)
      session.library.entries.push_back(
          trained_entry(is_own ? "my-" + std::to_string(++number) : experiment.id, experiment.plan, is_own));
  }
  return session;
}

TEST(Exercises, TheModelsThatComeWithThePageAnswerAtOnce) {
  Session session = exercise_session(false);
  EXPECT_FALSE(trained_for(session, exercise(1))) << "they are not this device's";
  perform(session, DoExercise{.number = 1, .is_shipped = true});
  EXPECT_EQ(session.choices.station, Station::reconstructions);
  EXPECT_EQ(setting_text(session.choices, "rows"), "fashion-64,fashion-16,fashion-8");
  perform(session, DoExercise{.number = 2, .is_shipped = true});
  EXPECT_EQ(setting_text(session.choices, "rows"), "fashion-300-64,fashion-300-16,fashion-300-8");
  perform(session, DoExercise{.number = 4, .is_shipped = true});
  EXPECT_EQ(session.choices.station, Station::weights);
  EXPECT_EQ(session.choices.model, "fashion-300-16");
  EXPECT_EQ(setting_text(session.choices, "sort"), "norm");
  EXPECT_TRUE(session.book.wanted.empty());
  perform(session, DoExercise{.number = 5});
  perform(session, DoExercise{.number = 0});
}

TEST(Exercises, WhatIsTrainedHereAnswersAtOnce) {
  Session session = exercise_session(true);
  const auto& entry = session.library.entries.front();
  find_dataset(session.datasets, "fashion-mnist")->train.images = make_images(entry.card->train_images);
  ASSERT_TRUE(trained_for(session, exercise(1)));
  EXPECT_FALSE(shipped_for(session, exercise(1)));
  perform(session, DoExercise{.number = 1});
  EXPECT_EQ(session.choices.station, Station::reconstructions);
  EXPECT_EQ(session.choices.model, trained_for(session, exercise(1))->front());
}

TEST(Exercises, WhatIsMissingIsTrainedAndThenLedTo) {
  Session session = exercise_session(false);
  perform(session, DoExercise{.number = 4});
  EXPECT_EQ(session.book.wanted, std::vector<std::string>{"fashion-300-16"});
  EXPECT_TRUE(is_under_way(session, exercise(4)));
  EXPECT_TRUE(is_under_way(session, exercise(2)));
  EXPECT_FALSE(is_under_way(session, exercise(1)));
  EXPECT_EQ(session.choices.station, Station::exercises);
  // As it is once the training is over.
  const Experiment& experiment = *find_experiment(session.book, "fashion-300-16");
  session.library.entries.push_back(trained_entry("my-1", experiment.plan, true));
  find_dataset(session.datasets, "fashion-mnist")->train.images = make_images(60'000);
  session.book.wanted.clear();
  Session elsewhere = session;
  elsewhere.choices.station = Station::draw;
  update_exercises(elsewhere);
  EXPECT_EQ(elsewhere.choices.station, Station::draw) << "nobody is led away from what they do";
  update_exercises(session);
  EXPECT_EQ(session.choices.station, Station::weights);
  EXPECT_EQ(session.choices.model, "my-1");
}

// The figures are there, the network is not any more: it is trained once more.
TEST(Exercises, ANetworkThatIsGoneIsTrainedAgain) {
  Session session = exercise_session(false);
  const Experiment& experiment = *find_experiment(session.book, "fashion-300-16");
  for (const BookRow& row : experiment.rows)
    session.book.record.figures[row_id(experiment, row)] = {.value = 1, .from = {.epochs = 30}};
  ASSERT_TRUE(is_done(session, experiment));
  perform(session, DoExercise{.number = 4});
  EXPECT_EQ(session.book.wanted, std::vector<std::string>{"fashion-300-16"});
  EXPECT_EQ(session.book.tasks, 1);
  perform(session, StopBook{});
  EXPECT_TRUE(is_done(session, experiment));
}

TEST(Exercises, OtherImagesAreTheReadersOwnWhereThereAreAny) {
  Session session;
  EXPECT_EQ(exercise_dataset(session)->name, kSyntheticDataset);
  perform(session, DoExercise{.number = 3});
  EXPECT_EQ(session.choices.station, Station::train);
  ASSERT_EQ(session.training.runs.size(), 1U);
  EXPECT_EQ(session.training.runs.front().plan.dataset, kSyntheticDataset);
  DatasetEntry& pictures = *find_dataset(session.datasets, kPicturesDataset);
  pictures.train.images = pictures.test.images = make_images(20);
  EXPECT_EQ(exercise_dataset(session)->name, kPicturesDataset);
}

TEST(Exercises, AnswersAreOneOfTheChoices) {
  Session session;
  perform(session, AnswerExercise{.number = 1, .answer = "16"});
  perform(session, AnswerExercise{.number = 1, .answer = "17"});
  perform(session, AnswerExercise{.number = 9, .answer = "16"});
  perform(session, AnswerExercise{.number = 4, .answer = "strokes"});
  EXPECT_EQ(session.book.record.answers, (std::map<std::string, std::string>{{"1", "16"}, {"4", "strokes"}}));
}

}  // namespace
}  // namespace bottleneck
