// The page's training runs with a worker that works in this process: every message goes through its bytes.
#include <algorithm>
#include <cmath>
#include <span>

#include <gtest/gtest.h>

#include "core/metrics.h"
#include "core/synthetic.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"
#include "texts/runs.h"
#include "unit/non_finite.h"
#include "unit/page_and_worker.h"

namespace bottleneck {
namespace {

double worker_time = 0;
double worker_clock() {
  return worker_time += 15;  // a step does two mini-batches
}
double page_clock() {
  static double now = 0;
  return now += 1;
}

constexpr int kTrain = 70;
constexpr int kTest = 20;
constexpr int kBatch = 16;  // five mini-batches, the last one of six images
constexpr int kBatches = 5;
constexpr int kEpochs = 6;

struct Lab : PageAndWorker {
  Dataset train = synthetic_dataset(kTrain, 1);
  Dataset test = synthetic_dataset(kTest, 2);

  Lab() {
    DatasetEntry& mnist = session.datasets.entries.front();
    mnist.train.images = std::make_shared<const Dataset>(train);
    mnist.test.images = std::make_shared<const Dataset>(test);
    session.choices.plan = {.latent = 3, .hidden = {5}, .epochs = kEpochs, .batch = kBatch, .seed = 9};
  }

  void send() { PageAndWorker::send(page_clock); }
  bool step_once() { return PageAndWorker::step_once(page_clock, worker_clock); }
  void work() {
    while (step_once()) {
    }
  }
  const TrainingRun& run() const { return *shown_run(session.training); }
};

// The run as the core alone does it.
Trainer reference(const Lab& lab, int epochs) {
  Trainer trainer(
      {.architecture = {.hidden = {5}, .latent = 3}, .epochs = kEpochs, .batch = kBatch, .seed = 9},
      lab.train.images, lab.test.images);
  while (trainer.progress().epoch < epochs) trainer.step();
  return trainer;
}

void expect_same_as_core(const Lab& lab, int epochs = kEpochs) {
  const Trainer expected = reference(lab, epochs);
  const TrainingRun& run = lab.run();
  ASSERT_TRUE(run.model);
  EXPECT_EQ(run.model->parameters, expected.model().parameters) << "bit for bit";
  ASSERT_EQ(run.history.size(), static_cast<std::size_t>(epochs));
  for (std::size_t i = 0; i < run.history.size(); ++i) {
    EXPECT_EQ(run.history[i].train_loss, expected.history()[i].train_loss);
    EXPECT_EQ(run.history[i].val_loss, expected.history()[i].val_loss);
  }
  EXPECT_EQ(run.batch_losses.size(), static_cast<std::size_t>(epochs * kBatches));
  EXPECT_EQ(run.progress.epoch, epochs);
}

TEST(Training, ARunIsTheCoresBitForBit) {
  Lab lab;
  EXPECT_EQ(shown_run(lab.session.training), nullptr);
  perform(lab.session, StartRun{});
  EXPECT_EQ(lab.run().state, TrainingRun::State::waiting);
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  EXPECT_EQ(lab.run().name, "MNIST · 784→5→3");
  EXPECT_GT(lab.run().images_per_second, 0);
  EXPECT_EQ(lab.run().dead_units_of, kTrain);
  EXPECT_EQ(lab.run().dead_neurons, count_dead_neurons(*lab.run().model, lab.train.images));
  expect_same_as_core(lab);
}

TEST(Training, StepsPausesAndEpochsChangeNoBit) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.step_once();
  perform(lab.session, PauseRun{});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  const std::size_t before = lab.run().batch_losses.size();
  ASSERT_LT(before, static_cast<std::size_t>(kEpochs * kBatches)) << "too late";
  for (int i = 1; i <= 3; ++i) {
    perform(lab.session, ResumeRun{RunUntil::batch});
    EXPECT_EQ(lab.run().state, TrainingRun::State::training);
    lab.work();
    EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
    EXPECT_EQ(lab.run().batch_losses.size(), before + static_cast<std::size_t>(i));
  }
  const int epoch = lab.run().progress.epoch;
  perform(lab.session, ResumeRun{RunUntil::epoch});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  EXPECT_EQ(lab.run().progress.epoch, epoch + 1);
  EXPECT_EQ(lab.run().progress.batch, 0);
  perform(lab.session, ResumeRun{});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  expect_same_as_core(lab);
}

TEST(Training, TheFirstStepBeginsARun) {
  Lab lab;
  perform(lab.session, StartRun{RunUntil::batch});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  EXPECT_EQ(lab.run().batch_losses.size(), 1U);
  perform(lab.session, ResumeRun{});
  lab.work();
  expect_same_as_core(lab);
}

TEST(Training, RewindGoesBackToTheSameInitialWeights) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.work();
  perform(lab.session, RewindRun{});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  expect_same_as_core(lab, 0);
  EXPECT_TRUE(lab.run().history.empty());
  EXPECT_EQ(lab.run().work_ms, 0);
  perform(lab.session, ResumeRun{});
  lab.work();
  expect_same_as_core(lab);
  EXPECT_EQ(lab.session.training.runs.size(), 1U);
}

TEST(Training, ALostWorkerIsReplacedAndTheRunGoesOnFromItsLastEpoch) {
  Lab lab;
  worker_time = 0;
  perform(lab.session, StartRun{});
  while (!lab.run().checkpoint) ASSERT_TRUE(lab.step_once());
  lab.step_once();
  const int kept = lab.run().checkpoint->epochs();
  ASSERT_LT(kept, kEpochs);
  lab.lose();
  EXPECT_EQ(lab.run().state, TrainingRun::State::waiting);
  EXPECT_EQ(lab.run().progress.epoch, kept);
  EXPECT_EQ(lab.run().history.size(), static_cast<std::size_t>(kept));
  EXPECT_FALSE(lab.run().notice.empty());
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  expect_same_as_core(lab);
}

TEST(Training, AWorkerLostBeforeTheFirstEpochBeginsAgain) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.send();
  lab.lose();
  EXPECT_EQ(lab.run().notice, texts::kRunBegunAgain);
  lab.work();
  expect_same_as_core(lab);
}

TEST(Training, APausedRunWhoseWorkerIsLostGoesOnToTheSameWeights) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.step_once();
  perform(lab.session, PauseRun{});
  lab.work();
  ASSERT_EQ(lab.run().state, TrainingRun::State::paused);
  lab.lose();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused) << "nothing is done unasked";
  perform(lab.session, ResumeRun{});
  lab.work();
  expect_same_as_core(lab);
}

TEST(Training, WorkersThatDieWithoutProgressAreGivenUp) {
  Lab lab;
  perform(lab.session, StartRun{});
  for (int i = 0; i < kMostWorkersLost; ++i) {
    lab.send();
    lab.lose();
  }
  lab.send();
  EXPECT_EQ(lab.run().state, TrainingRun::State::failed);
  EXPECT_EQ(lab.run().error, "It died.");
  perform(lab.session, ResumeRun{});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished) << "asked again, another worker is tried";
  expect_same_as_core(lab);
}

TEST(Training, ARunCanBecomeLongerAndShorter) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.step_once();
  perform(lab.session, SetRunEpochs{2});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  expect_same_as_core(lab, 2);
  perform(lab.session, SetRunEpochs{kEpochs});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  perform(lab.session, ResumeRun{});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  expect_same_as_core(lab);
  perform(lab.session, SetRunEpochs{1});
  EXPECT_EQ(lab.run().plan.epochs, kEpochs) << "what is done is done";
}

TEST(Training, AnotherEndNeitherPausesARunNorLetsAPausedOneGoOn) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.send();  // the worker has not answered yet
  perform(lab.session, SetRunEpochs{3});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  expect_same_as_core(lab, 3);

  Lab other;
  perform(other.session, StartRun{});
  other.step_once();
  perform(other.session, PauseRun{});
  perform(other.session, SetRunEpochs{kEpochs + 1});
  other.work();
  EXPECT_EQ(other.run().state, TrainingRun::State::paused);
  perform(other.session, PauseRun{});  // of no use now
  perform(other.session, SetRunEpochs{kEpochs});
  perform(other.session, ResumeRun{});
  other.work();
  expect_same_as_core(other);
}

TEST(Training, APauseOutlivesItsWorker) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.step_once();
  perform(lab.session, PauseRun{});
  lab.lose();
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
}

TEST(Training, AnEndThatTheWorkerIsBeyondIsWhereItStands) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.send();
  // The worker goes on for a while without the page.
  for (int i = 0; i < 12; ++i) step(lab.worker, worker_clock);
  perform(lab.session, SetRunEpochs{1});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  EXPECT_GT(lab.run().progress.epoch, 1);
  EXPECT_EQ(lab.run().plan.epochs, lab.run().progress.epoch);
  ASSERT_TRUE(lab.run().checkpoint);
  EXPECT_EQ(lab.run().checkpoint->epochs(), lab.run().progress.epoch);
}

TEST(Training, AFinishedRunIsAModelAndOneMadeLongerAnother) {
  Lab lab;
  perform(lab.session, StartRun{});
  perform(lab.session, SetRunEpochs{2});
  lab.work();
  const std::string first = lab.run().saved_as;
  const LibraryEntry* entry = find_entry(lab.session.library, first);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->model->parameters, lab.run().model->parameters);
  EXPECT_EQ(entry->card->history.size(), 2U);
  EXPECT_GT(entry->card->seconds_per_epoch, 0);
  EXPECT_FALSE(abilities_of(lab.run()).keep) << "it is kept as it is";
  perform(lab.session, SetRunEpochs{kEpochs});
  perform(lab.session, ResumeRun{RunUntil::batch});
  lab.work();
  EXPECT_TRUE(abilities_of(lab.run()).keep);
  perform(lab.session, KeepRun{lab.session.training.shown});
  EXPECT_NE(lab.run().saved_as, first);
  EXPECT_TRUE(find_entry(lab.session.library, lab.run().saved_as)->card->command.empty())
      << "no command stops within an epoch";
  perform(lab.session, DeleteModel{lab.run().saved_as});
  EXPECT_TRUE(lab.run().saved_as.empty());
}

TEST(Training, ARunAndItsModelHaveOneName) {
  Lab lab;
  Session& session = lab.session;
  perform(session, StartRun{});
  perform(session, NameRun{1, "Before"});
  lab.work();
  const auto title = [&] { return find_entry(session.library, lab.run().saved_as)->title; };
  EXPECT_EQ(title(), "Before");
  perform(session, NameRun{1, "From Train"});
  EXPECT_EQ(title(), "From Train");
  EXPECT_EQ(find_entry(session.library, lab.run().saved_as)->card->title, "From Train");
  perform(session, NameModel{lab.run().saved_as, "From the card"});
  EXPECT_EQ(run_name(session, lab.run()), "From the card");

  perform(session, DeleteModel{lab.run().saved_as});
  EXPECT_EQ(run_name(session, lab.run()), "From the card");
  perform(session, RestoreModel{});
  perform(session, NameRun{1, "After"});
  EXPECT_EQ(title(), "After") << "brought back it is the run's again";

  perform(session, StartRun{});
  EXPECT_EQ(run_name(session, lab.run()), "MNIST · 784→5→3");
  perform(session, NameRun{2, "After"});
  EXPECT_EQ(run_name(session, lab.run()), "MNIST · 784→5→3") << "another has that name";
  perform(session, NameRun{1, "MNIST · 784→5→3 (2)"});
  lab.work();
  perform(session, StartRun{});
  EXPECT_EQ(run_name(session, lab.run()), "MNIST · 784→5→3 (3)") << "models count, too";
}

TEST(Training, ARemovedRunComesBackAndGoesOnToTheSameWeights) {
  Lab lab;
  Session& session = lab.session;
  perform(session, StartRun{});
  while (lab.session.training.runs.front().progress.epoch < 2) lab.step_once();
  perform(session, StartRun{});
  perform(session, ShowRun{1});
  perform(session, ResumeRun{});
  lab.step_once();
  perform(session, RemoveRun{1});
  ASSERT_EQ(session.training.runs.size(), 1U);
  EXPECT_EQ(session.training.shown, 2);
  lab.work();
  perform(session, RestoreRun{});
  ASSERT_EQ(session.training.runs.size(), 2U);
  EXPECT_EQ(session.training.runs.front().number, 1) << "in its place";
  EXPECT_EQ(lab.run().number, 1);
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  perform(session, ResumeRun{});
  lab.work();
  expect_same_as_core(lab);
  perform(session, RestoreRun{});
  EXPECT_EQ(session.training.runs.size(), 2U) << "there is none to come back";
}

TEST(Training, AFinishedRunGoesOnWhenItIsAskedTo) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.work();
  const std::string model = lab.run().saved_as;
  perform(lab.session, ResumeRun{RunUntil::epoch});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  EXPECT_EQ(lab.run().progress.epoch, kEpochs + 1);
  EXPECT_EQ(lab.run().plan.epochs, kEpochs + kMoreEpochs);
  EXPECT_EQ(lab.run().saved_as, model) << "a step makes no other model";
  perform(lab.session, ResumeRun{});
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  EXPECT_EQ(lab.run().history.size(), static_cast<std::size_t>(kEpochs + kMoreEpochs));
}

TEST(Training, ChoosingARunShowsItsSettingsAndLosesNone) {
  Lab lab;
  Session& session = lab.session;
  TrainingPlan& plan = session.choices.plan;
  perform(session, StartRun{});
  plan.latent = 4;
  perform(session, StartRun{});
  perform(session, ShowRun{1});
  EXPECT_EQ(plan.latent, 3);
  EXPECT_TRUE(is_plan_of(session, lab.run()));
  perform(session, ShowRun{2});
  EXPECT_EQ(plan.latent, 4);
  plan.batch = 99;  // not tried yet
  perform(session, ShowRun{1});
  EXPECT_EQ(lab.run().number, 1);
  EXPECT_EQ(plan.batch, 99);
  perform(session, TakeRunPlan{});
  EXPECT_TRUE(is_plan_of(session, lab.run()));
}

TEST(Training, ASecondRunPausesTheFirstAndBothComeToTheirEnd) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.step_once();
  perform(lab.session, StartRun{});
  lab.work();
  EXPECT_EQ(lab.run().number, 2);
  EXPECT_EQ(lab.run().name, "MNIST · 784→5→3 (2)");
  EXPECT_EQ(lab.run().state, TrainingRun::State::finished);
  expect_same_as_core(lab);
  perform(lab.session, ShowRun{1});
  EXPECT_EQ(lab.run().state, TrainingRun::State::paused);
  perform(lab.session, ResumeRun{});
  lab.work();
  EXPECT_EQ(lab.run().number, 1);
  expect_same_as_core(lab);
}

TEST(Training, FewerImagesAreTheFirstOnes) {
  Lab lab;
  lab.session.choices.plan.images = 40;
  perform(lab.session, StartRun{});
  lab.work();
  Trainer expected(
      {.architecture = {.hidden = {5}, .latent = 3}, .epochs = kEpochs, .batch = kBatch, .seed = 9},
      std::span(lab.train.images).first(std::size_t{40} * kPixels), lab.test.images);
  while (expected.progress().phase != Phase::finished) expected.step();
  EXPECT_EQ(lab.run().model->parameters, expected.model().parameters);
}

TEST(Training, ADivergingRunSaysSoAndKeepsSoundWeights) {
  Lab lab;
  lab.session.choices.plan.hidden = {};
  lab.session.choices.plan.loss = Loss::mse;
  perform(lab.session, StartRun{});
  lab.session.training.runs.back().plan.learning_rate = 1e30F;  // beyond what a plan can be
  lab.work();
  EXPECT_EQ(lab.run().state, TrainingRun::State::diverged);
  for (const float weight : lab.run().model->parameters) ASSERT_TRUE(std::isfinite(weight));
  perform(lab.session, ResumeRun{});
  EXPECT_EQ(lab.run().state, TrainingRun::State::diverged);
}

TEST(Training, NothingIsWantedBeforeItIsStarted) {
  Session session;
  session.choices.station = Station::train;
  update(session, page_clock);
  for (const Request& request : session.jobs.outbox)
    EXPECT_TRUE(std::holds_alternative<MeasureTraining>(request));
  for (const DatasetEntry& entry : session.datasets.entries) {
    EXPECT_EQ(entry.train.images_file.stage, Download::Stage::idle);
    EXPECT_EQ(entry.test.images_file.stage, Download::Stage::idle);
  }
}

TEST(Training, ThePlanIsMeasuredOnceOnItsStation) {
  Lab lab;
  lab.work();
  EXPECT_FALSE(estimated_ms(lab.session.training, lab.session.choices.plan, kTrain, kTest)) << "nobody looks";
  perform(lab.session, Set{"station", "train"});
  lab.work();
  const auto ms = estimated_ms(lab.session.training, lab.session.choices.plan, kTrain, kTest);
  ASSERT_TRUE(ms);
  EXPECT_GT(*ms, 0);
  EXPECT_FALSE(lab.step_once()) << "it is not measured again";
  perform(lab.session, Set{"latent", "7"});
  const TrainingPlan wider = lab.session.choices.plan;
  EXPECT_FALSE(estimated_ms(lab.session.training, wider, kTrain, kTest));
  lab.work();
  EXPECT_TRUE(estimated_ms(lab.session.training, wider, kTrain, kTest));
}

TEST(Training, ARunWithoutMemoryFailsAndNothingElseIsLost) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.work();
  perform(lab.session, StartRun{});
  lab.send();
  const std::uint32_t id = lab.session.jobs.job<TrainModel>().id;
  receive(lab.session, JobFailed{.id = id, .message = "No memory."});
  EXPECT_EQ(lab.run().state, TrainingRun::State::failed);
  EXPECT_EQ(lab.run().error, "No memory.");
  perform(lab.session, ShowRun{1});
  expect_same_as_core(lab);
}

TEST(Training, AnEnormousRunIsRefusedBeforeItBegins) {
  Lab lab;
  perform(lab.session, StartRun{});
  lab.session.training.runs.back().plan.hidden = {60'000, 60'000};  // more than a plan can have
  lab.send();
  EXPECT_EQ(lab.run().state, TrainingRun::State::failed);
  EXPECT_NE(lab.run().error.find("memory"), std::string::npos);
}

TEST(Training, NamesAreCutBetweenCharacters) {
  Lab lab;
  perform(lab.session, StartRun{});
  std::string name;
  for (int i = 0; i < 80; ++i) name += "é";
  perform(lab.session, NameRun{.number = 1, .name = name});
  EXPECT_EQ(lab.run().name.size(), 120U) << "60 letters of two bytes";
  perform(lab.session, NameRun{.number = 1, .name = " \n"});
  EXPECT_EQ(lab.run().name.size(), 120U) << "a run has a name";
  perform(lab.session, RemoveRun{1});
  EXPECT_TRUE(lab.session.training.runs.empty());
  EXPECT_EQ(lab.session.training.shown, 0);
}

}  // namespace
}  // namespace bottleneck
