// The training station without the picture.
#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/synthetic.h"
#include "lab/base/figures.h"
#include "lab/session/perform.h"
#include "lab/shown/controls.h"
#include "lab/shown/state_json.h"
#include "lab/shown/training_words.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

// The datasets can be had, nothing has been trained.
Session new_session() {
  Session session;
  session.choices.station = Station::train;
  session.datasets.index_file.stage = Download::Stage::done;
  for (DatasetEntry& dataset : session.datasets.entries)
    dataset.train.packed_bytes = dataset.test.packed_bytes = 1'000'000;
  return session;
}

TrainingRun some_run(int number, TrainingRun::State state) {
  TrainingRun run{.number = number, .name = "run " + std::to_string(number), .state = state};
  run.plan.dataset = "mnist";
  run.plan.epochs = 5;
  run.train = std::make_shared<const Dataset>(synthetic_dataset(20, 1));
  run.test = run.train;
  run.images = 20;
  run.progress = {.epoch = 2, .batch = 3, .batches = 10};
  run.history = {{.train_loss = 0.31, .val_loss = 0.21, .val_bce = 0.21, .val_mse = 0.0512},
                 {.train_loss = 0.2345, .val_loss = 0.1987, .val_bce = 0.1987, .val_mse = 0.0456}};
  run.batch_losses.assign(23, 0.25F);
  run.model = std::make_shared<const Autoencoder>(make_autoencoder(Architecture{{}, 4}));
  run.dead_units = 1;
  run.dead_units_of = 20;
  run.images_per_second = 12'345;
  return run;
}

Session session_with(TrainingRun::State state) {
  Session session = new_session();
  session.training.runs = {some_run(1, state), some_run(2, state)};
  session.training.shown = 2;
  session.training.last_number = 2;
  return session;
}

std::optional<Control> find_control(const Session& session, std::string_view id) {
  for (const ControlGroup& group : controls_of(session)) {
    const auto found = std::ranges::find(group.controls, id, &Control::id);
    if (found != group.controls.end()) return *found;
  }
  return std::nullopt;
}

// What happens when a value is given; or, as a text, why it cannot be.
std::string use(Session& session, std::string_view id, std::string_view value = "") {
  std::string problem;
  const auto action = action_of(session, id, value, problem);
  if (action) perform(session, *action);
  return problem;
}

// Labels, values and tables, one in a line.
std::string text_of(const Session& session) {
  std::string text;
  for (const ControlGroup& group : controls_of(session)) {
    for (const Finding& finding : group.findings) {
      text += finding.label + ": " + finding.value + "\n";
      for (const auto& row : finding.table) {
        for (const std::string& cell : row) text += cell + " | ";
        text += "\n";
      }
    }
  }
  return text;
}

bool says(const Session& session, std::string_view what) {
  return text_of(session).find(what) != std::string::npos;
}

TEST(ControlsTraining, EachStationHasItsOwnGroups) {
  Session session = session_with(TrainingRun::State::paused);
  const auto groups = [&] {
    std::set<std::string> ids;
    for (const ControlGroup& group : controls_of(session)) ids.insert(group.id);
    return ids;
  };
  EXPECT_EQ(groups(), (std::set<std::string>{"station", "run", "experiment", "export", "program", "page"}));
  EXPECT_EQ(find_control(session, "station")->value, "train");
  EXPECT_EQ(use(session, "station", "draw"), "");
  EXPECT_EQ(session.choices.station, Station::draw);
  EXPECT_TRUE(groups().contains("drawing"));
  EXPECT_FALSE(groups().contains("run"));
  EXPECT_NE(use(session, "station", "nowhere"), "");
  session.choices.hidden = 1U << static_cast<unsigned>(Part::header);
  EXPECT_FALSE(find_control(session, "station"));
}

TEST(ControlsTraining, EverySettingOfThePlanCanBeChanged) {
  Session session = new_session();
  const TrainingPlan& plan = session.choices.plan;
  for (const auto& [id, value] :
       std::vector<std::pair<const char*, const char*>>{{"plan:dataset", "fashion-mnist"},
                                                        {"plan:images", "1234"},
                                                        {"plan:latent", "32"},
                                                        {"plan:hidden", "300, 100"},
                                                        {"plan:loss", "mse"},
                                                        {"plan:epochs", "7"},
                                                        {"plan:batch", "64"},
                                                        {"plan:rate", "0.0005"},
                                                        {"plan:seed", "42"}})
    EXPECT_EQ(use(session, id, value), "") << id;
  EXPECT_EQ(plan, (TrainingPlan{.dataset = "fashion-mnist",
                                .images = 1234,
                                .latent = 32,
                                .hidden = {300, 100},
                                .loss = Loss::mse,
                                .epochs = 7,
                                .batch = 64,
                                .learning_rate = 0.0005F,
                                .seed = 42}));
  // And is shown as it can be typed.
  for (const char* id : {"plan:dataset", "plan:images", "plan:latent", "plan:hidden", "plan:loss",
                         "plan:epochs", "plan:batch", "plan:rate", "plan:seed"}) {
    const TrainingPlan before = plan;
    EXPECT_EQ(use(session, id, find_control(session, id)->value), "") << id;
    EXPECT_EQ(plan, before) << id;
  }
}

TEST(ControlsTraining, WhatAPlanCannotBeIsRefusedAndLeftAlone) {
  Session session = new_session();
  for (const auto& [id, value] : std::vector<std::pair<const char*, const char*>>{
           {"plan:dataset", "letters"},  {"plan:images", "0"},       {"plan:images", "60001"},
           {"plan:latent", "0"},         {"plan:latent", "257"},     {"plan:latent", "16.5"},
           {"plan:hidden", "300,"},      {"plan:hidden", "0"},       {"plan:hidden", "many"},
           {"plan:hidden", "1,2,3,4,5"}, {"plan:hidden", "3000000"}, {"plan:hidden", "-5"},
           {"plan:loss", "hinge"},       {"plan:epochs", "0"},       {"plan:epochs", "10001"},
           {"plan:batch", "0"},          {"plan:batch", "1000000"},  {"plan:rate", "0"},
           {"plan:rate", "2"},           {"plan:seed", "-1"},        {"plan:seed", "1000000000"}}) {
    EXPECT_NE(use(session, id, value), "") << id << " " << value;
    EXPECT_EQ(session.choices.plan, TrainingPlan{}) << id << " " << value;
  }
}

TEST(ControlsTraining, AllOfTheImagesStayAllOfThem) {
  Session session = new_session();
  EXPECT_EQ(find_control(session, "plan:images")->value, "60000");
  EXPECT_EQ(use(session, "plan:images", "60000"), "");
  EXPECT_EQ(session.choices.plan.images, 0) << "as many as there are";
  EXPECT_EQ(use(session, "plan:images", "59999"), "");
  EXPECT_EQ(session.choices.plan.images, 59'999);
}

TEST(ControlsTraining, HiddenLayersAreReadAsTheyAreWritten) {
  EXPECT_EQ(hidden_in_words({}), "none");
  EXPECT_EQ(hidden_in_words({300, 100}), "300,100");
  for (const std::vector<int>& hidden : {std::vector<int>{}, {300}, {300, 100}, {kWidestHidden, 1, 1, 1}}) {
    const auto read = read_hidden(hidden_in_words(hidden));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, hidden);
  }
  EXPECT_EQ(*read_hidden(" 300 ,\n100 "), (std::vector<int>{300, 100}));
  EXPECT_EQ(*read_hidden(" "), std::vector<int>{});
  EXPECT_FALSE(read_hidden("300;100"));
  EXPECT_FALSE(read_hidden("1e99"));
}

TEST(ControlsTraining, TheNetworkIsATable) {
  Session session = new_session();
  EXPECT_TRUE(says(session, "encoder 1 | 784 → 16 | ReLU | 12,560 |")) << text_of(session);
  EXPECT_TRUE(says(session, "decoder 1 | 16 → 784 | sigmoid | 13,328 |"));
  EXPECT_TRUE(says(session, "25,888"));
  session.choices.plan.hidden = {300};
  EXPECT_TRUE(says(session, "encoder 2 | 300 → 16 | ReLU | 4,816 |"));
  EXPECT_TRUE(says(session, "decoder 2 | 300 → 784 | sigmoid | 235,984 |"));
  // All together are as many as the network has.
  const Architecture architecture = architecture_of(session.choices.plan);
  std::int64_t sum = 0;
  for (const LayerWords& layer : layers_in_words(architecture)) sum += layer.parameters;
  EXPECT_EQ(sum, static_cast<std::int64_t>(parameter_count(architecture)));
}

TEST(ControlsTraining, TheEstimateComesWithTheMeasurement) {
  Session session = new_session();
  const TrainingPlan& plan = session.choices.plan;
  EXPECT_FALSE(says(session, "measuring")) << "nobody has begun";
  session.jobs.job<MeasureTraining>().id = 1;
  EXPECT_TRUE(says(session, "25,888 weights · 7,050 updates · measuring …")) << text_of(session);
  session.training.estimate = {
      .architecture = architecture_of(plan), .batch = 256, .images_per_second = 90'000};
  EXPECT_TRUE(says(session, "25,888 weights · 7,050 updates · about 2")) << text_of(session);
  EXPECT_FALSE(says(session, "measuring"));
  session.training.estimate.error = "There is no memory for it.";
  EXPECT_TRUE(says(session, "There is no memory for it."));
}

TEST(ControlsTraining, ARunStartsWhereThereAreImages) {
  Session session = new_session();
  EXPECT_TRUE(find_control(session, "start")->is_enabled);
  EXPECT_FALSE(find_control(session, "pause")) << "there is no run";
  EXPECT_EQ(use(session, "start"), "");
  ASSERT_EQ(session.training.runs.size(), 1U);
  EXPECT_TRUE(find_control(session, "pause")->is_enabled);
}

TEST(ControlsTraining, WhatCanBeDoneDependsOnTheState) {
  using enum TrainingRun::State;
  const auto enabled = [](TrainingRun::State state) {
    const Session session = session_with(state);
    std::set<std::string> ids;
    for (const char* id : {"pause", "resume", "step", "epoch", "rewind", "keep"}) {
      if (find_control(session, id)->is_enabled) ids.insert(id);
    }
    return ids;
  };
  using IdSet = std::set<std::string>;
  EXPECT_EQ(enabled(training), (IdSet{"pause", "rewind", "keep"}));
  EXPECT_EQ(enabled(paused), (IdSet{"resume", "step", "epoch", "rewind", "keep"}));
  EXPECT_EQ(enabled(failed), (IdSet{"resume", "step", "epoch", "rewind", "keep"}));
  EXPECT_EQ(enabled(finished), (IdSet{"resume", "step", "epoch", "rewind", "keep"})) << "for more epochs";
  EXPECT_EQ(enabled(diverged), (IdSet{"rewind", "keep"}));
  EXPECT_TRUE(enabled(waiting).contains("pause"));
  Session session = session_with(finished);
  session.training.runs.back().saved_as = "my-1";
  EXPECT_FALSE(find_control(session, "keep")->is_enabled) << "it is in the library";
}

TEST(ControlsTraining, TheRunsCanBeShownNamedAndRemoved) {
  Session session = session_with(TrainingRun::State::finished);
  EXPECT_EQ(find_control(session, "run")->value, "2");
  EXPECT_EQ(use(session, "run", "1"), "");
  EXPECT_EQ(session.training.shown, 1);
  EXPECT_NE(use(session, "run", "3"), "");
  EXPECT_EQ(use(session, "run:name", "  the\nfirst "), "");
  EXPECT_EQ(shown_run(session.training)->name, "the first");
  EXPECT_NE(use(session, "run:name", " \n "), "");
  EXPECT_NE(use(session, "run:name", "run 2"), "") << "another run is called so";
  EXPECT_EQ(shown_run(session.training)->name, "the first");
  EXPECT_EQ(use(session, "run:remove"), "");
  EXPECT_EQ(session.training.runs.size(), 1U);
  EXPECT_EQ(session.training.shown, 2);
  EXPECT_EQ(use(session, "run:remove"), "");
  EXPECT_TRUE(session.training.runs.empty());
  EXPECT_EQ(use(session, "run:restore"), "");
  EXPECT_EQ(session.training.shown, 2);
  EXPECT_FALSE(find_control(session, "run:restore"));
}

TEST(ControlsTraining, AnyRunCanBeRemovedByItsNumber) {
  Session session = session_with(TrainingRun::State::finished);
  ASSERT_EQ(session.training.shown, 2);
  EXPECT_NE(use(session, "run:remove", "3"), "") << "there is none";
  EXPECT_NE(use(session, "run:remove", "1.5"), "");
  EXPECT_NE(use(session, "run:remove", "one"), "");
  EXPECT_EQ(session.training.runs.size(), 2U);
  EXPECT_EQ(use(session, "run:remove", "1"), "");
  ASSERT_EQ(session.training.runs.size(), 1U);
  EXPECT_EQ(session.training.runs.front().number, 2);
}

TEST(ControlsTraining, AKeptRunCanBeDrawnWith) {
  Session session = session_with(TrainingRun::State::finished);
  EXPECT_FALSE(find_control(session, "run:draw")) << "it is not kept";
  session.training.runs.back().saved_as = "second";
  session.library.entries.push_back({.name = "second", .title = "The second"});
  EXPECT_EQ(use(session, "run:draw"), "");
  EXPECT_EQ(session.choices.model, "second");
  EXPECT_EQ(session.choices.station, Station::draw);
}

TEST(ControlsTraining, TheSettingsOfTheRunShownCanBeTaken) {
  Session session = session_with(TrainingRun::State::finished);
  EXPECT_TRUE(find_control(session, "plan:as-run")->is_enabled);
  EXPECT_EQ(use(session, "plan:as-run"), "");
  EXPECT_EQ(session.choices.plan.epochs, 5);
  EXPECT_FALSE(find_control(session, "plan:as-run")->is_enabled);
}

TEST(ControlsTraining, ARunEndsAfterTheEpochThatItIsInAtTheEarliest) {
  Session session = session_with(TrainingRun::State::paused);
  EXPECT_EQ(find_control(session, "run:epochs")->value, "5");
  EXPECT_NE(use(session, "run:epochs", "2"), "") << "it is in the third";
  EXPECT_EQ(use(session, "run:epochs", "3"), "");
  EXPECT_EQ(shown_run(session.training)->plan.epochs, 3);
}

TEST(ControlsTraining, TheCurveCanBeSeenInOtherWays) {
  Session session = session_with(TrainingRun::State::paused);
  EXPECT_EQ(use(session, "loss:by", "batch"), "");
  EXPECT_EQ(session.choices.loss_by, LossBy::batch);
  EXPECT_EQ(use(session, "loss:log", "true"), "");
  EXPECT_TRUE(session.choices.is_loss_log);
  EXPECT_EQ(find_control(session, "loss:by")->value, "batch");
  EXPECT_EQ(find_control(session, "loss:log")->value, "true");
}

TEST(ControlsTraining, TheRunIsToldInWordsAndATable) {
  const Session session = session_with(TrainingRun::State::paused);
  EXPECT_TRUE(says(session, "paused")) << text_of(session);
  EXPECT_TRUE(says(session, "epoch 3 of 5 · batch 3/10"));
  EXPECT_TRUE(says(session, "12,345 images/s on this device"));
  EXPECT_TRUE(says(session, "1 | 0.3100 | 0.2100 | 0.2100 | 0.0512 |"));
  EXPECT_TRUE(says(session, "2 | 0.2345 | 0.1987 | 0.1987 | 0.0456 |"));
  EXPECT_TRUE(says(session, "Dead units of the code: 1 of 16 are zero on all of 20 images"));
  Session deep = session;
  deep.training.runs.back().plan.hidden = {300};
  deep.training.runs.back().dead_neurons = 7;
  EXPECT_TRUE(says(deep, "Dead neurons of the first layer: 7 of 300 are zero on all of 20 images"));
  EXPECT_TRUE(says(deep, "Dead units of the code: 1 of 16 are zero on all of 20 images"));
}

TEST(ControlsTraining, ARunThatWaitsSaysWhatFor) {
  Session session = session_with(TrainingRun::State::waiting);
  EXPECT_TRUE(says(session, "worker")) << text_of(session);
  TrainingRun& run = session.training.runs.back();
  run.train = nullptr;
  DatasetHalf& half = session.datasets.entries.front().train;
  half.packed_bytes = 10'000'000;
  half.images_file = {.stage = Download::Stage::loading, .bytes = 2'500'000, .total = 9'900'000};
  EXPECT_TRUE(says(session, "2.5 MB of 10.0 MB")) << text_of(session);
  run.state = TrainingRun::State::failed;
  run.error = "It could not be had.";
  EXPECT_TRUE(says(session, "failed: It could not be had."));
  run.state = TrainingRun::State::diverged;
  EXPECT_TRUE(says(session, "no longer a number"));
}

TEST(TrainingWords, PlacesOfARun) {
  TrainingRun run{.plan = {.epochs = 30}};
  EXPECT_EQ(place_in_words(run), "before epoch 1 of 30");
  run.progress = {.epoch = 12, .batch = 201, .batches = 235};
  EXPECT_EQ(place_in_words(run), "epoch 13 of 30 · batch 201/235");
  run.progress = {.epoch = 12, .batch = 0, .batches = 235};
  EXPECT_EQ(place_in_words(run), "epoch 12 of 30 · batch 235/235") << "between two, the one that is done";
  EXPECT_DOUBLE_EQ(share_done(run), 0.4);
  run.state = TrainingRun::State::finished;
  run.progress.epoch = 30;
  EXPECT_EQ(place_in_words(run), "30 epochs");
}

TEST(TrainingWords, Durations) {
  EXPECT_EQ(duration_in_words(940), "0.9 s");
  EXPECT_EQ(hundredths_in_words(170), "0.17 s");
  EXPECT_EQ(hundredths_in_words(5.1), "0.01 s");
  EXPECT_EQ(hundredths_in_words(4.9), "under 0.01 s") << "not 0.00 s";
  EXPECT_EQ(duration_in_words(9'960), "10 s") << "not 10.0 s";
  EXPECT_EQ(duration_in_words(21'400), "21 s");
  EXPECT_EQ(duration_in_words(59'700), "1 min 0 s");
  EXPECT_EQ(duration_in_words(200'000), "3 min 20 s");
  EXPECT_EQ(duration_in_words(3'900'000), "1 h 5 min");
}

TEST(TrainingState, IsInTheJsonOfTheSession) {
  const Session session = session_with(TrainingRun::State::paused);
  const auto state = nlohmann::json::parse(write_state(session, {}));
  EXPECT_EQ(state["station"], "train");
  const auto& training = state["training"];
  EXPECT_EQ(training["shown"], 2);
  ASSERT_EQ(training["runs"].size(), 2U);
  const auto& run = training["runs"][1];
  EXPECT_EQ(run["state"], "paused");
  EXPECT_EQ(run["epoch"], 2);
  EXPECT_EQ(run["batch"], 3);
  EXPECT_EQ(run["batches"], 10);
  EXPECT_EQ(run["history"][1], (nlohmann::json{0.2345, 0.1987, 0.1987, 0.0456}));
  EXPECT_EQ(run["batchLosses"], 23);
  EXPECT_EQ(run["deadUnits"], 1);
  // The hash tells two sets of weights apart, and is of the run shown alone.
  EXPECT_TRUE(training["runs"][0]["weightsHash"].is_null());
  const std::string hash = run["weightsHash"];
  EXPECT_EQ(hash.size(), 16U);
  Session changed = session;
  auto model = std::make_shared<Autoencoder>(*session.training.runs[1].model);
  EXPECT_EQ(nlohmann::json::parse(write_state(changed, {}))["training"]["runs"][1]["weightsHash"], hash);
  model->parameters[7] += 1;
  changed.training.runs[1].model = model;
  EXPECT_NE(nlohmann::json::parse(write_state(changed, {}))["training"]["runs"][1]["weightsHash"], hash);
  changed.training.runs[1].state = TrainingRun::State::training;
  EXPECT_TRUE(nlohmann::json::parse(write_state(changed, {}))["training"]["runs"][1]["weightsHash"].is_null())
      << "while it moves";
}

TEST(TrainingState, LossesThatAreNoNumbersAreStillJson) {
  Session session = session_with(TrainingRun::State::diverged);
  session.training.runs[1].history[1].val_loss = std::nan("");
  session.training.runs[1].batch_losses.back() = kInfinity;
  const auto state = nlohmann::json::parse(write_state(session, {}));
  EXPECT_TRUE(state["training"]["runs"][1]["history"][1][1].is_null());
  EXPECT_TRUE(state["training"]["runs"][1]["lastBatchLoss"].is_null());
}

}  // namespace
}  // namespace bottleneck
