// A worker and its helpers in one process: they talk through their messages, as bytes.
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "core/synthetic.h"
#include "lab/worker/helper.h"
#include "lab/worker/worker_jobs.h"
#include "unit/ticking.h"

namespace bottleneck {
namespace {

const Dataset& helper_digits() {
  static const Dataset kDigits = synthetic_dataset(300, 3);
  return kDigits;
}

// Mini-batches of 256 images and of 44: 8 leaves and 2.
TrainModel run_of_batches() {
  return {.id = 3,
          .settings = {.architecture = {.hidden = {50}, .latent = 4}, .epochs = 10, .batch = 256},
          .images = 300};
}

// What comes of an answer on its way back, after so many; the number counts them from 1.
enum class Fate : std::uint8_t { comes, is_lost, is_cut, is_of_another, is_random, dies };
using FateOf = std::function<Fate(int answer)>;

struct WorkerAndHelpers {
  explicit WorkerAndHelpers(
      int workers, FateOf fate = [](int) { return Fate::comes; })
      : fate_of(std::move(fate)) {
    time_now = 0;
    tick = 40;
    Team& team = *jobs.data.team;
    team.post = [this](int number, const Packet& packet) {
      if (std::holds_alternative<FollowRun>(*decode_share_wanted(packet))) ++runs_told;
      letters.emplace_back(number, packet);
    };
    team.call = [this](int count) { called = count; };
    team.dismiss = [this](int number) {
      helpers.erase(number);
      ++dismissed;
    };
    take(jobs, UseWorkers{.count = workers});
    const auto images = std::make_shared<const Bytes>(helper_digits().images);
    take(jobs, TakeImages{.dataset = "digits", .images = images});
    take(jobs, TakeValidation{.images = images});
  }

  // The page starts the helpers that are called.
  void start_helpers() {
    for (int count = std::exchange(called, 0); static_cast<int>(helpers.size()) < count;) {
      helpers[++last];
      join(*jobs.data.team, last);
    }
  }
  void answer(int number, const Packet& wanted) {
    const auto helper = helpers.find(number);
    if (helper == helpers.end()) return;
    const auto made = helper->second.answer(wanted);
    ASSERT_TRUE(made) << made.error();
    if (!*made) return;
    std::optional<Packet> answer = **made;
    auto body = std::make_shared<Bytes>(answer->body ? *answer->body : Bytes{});
    switch (fate_of(++answers)) {
      case Fate::comes:
        break;
      case Fate::is_lost:
        return;
      case Fate::is_cut:
        if (body->empty()) {
          answer->head.resize(answer->head.size() - 4);
        } else {
          body->resize(body->size() - 4);
          answer->head[13] = static_cast<std::uint8_t>(answer->head[13] - 4);  // the body's size
          answer->body = body;
        }
        break;
      case Fate::is_of_another:
        answer->head[9] = static_cast<std::uint8_t>(answer->head[9] + 77);  // the errand's number
        break;
      case Fate::is_random:
        answer->head = {1, 2, 3};
        break;
      case Fate::dies:
        helpers.erase(number);
        return leave(*jobs.data.team, number, true);
    }
    receive(*jobs.data.team, number, *answer);
  }

  // Until nothing is left to do.
  void work() {
    do {
      start_helpers();
      for (const auto& [number, wanted] : std::exchange(letters, {})) answer(number, wanted);
      const bool is_more_left = step(jobs, ticking);
      for (const Reply& reply : std::exchange(jobs.outbox, {})) {
        if (const auto* told = std::get_if<TrainingWeights>(&reply)) weights = told->parameters;
        if (const auto* told = std::get_if<NeighboursEvaluated>(&reply)) {
          EXPECT_EQ(static_cast<std::size_t>(told->first) * 7, neighbours.size());
          neighbours.insert(neighbours.end(), told->neighbours.begin(), told->neighbours.end());
        }
        if (const auto* told = std::get_if<TrainingProgressed>(&reply)) {
          most_workers = std::max(most_workers, told->workers);
          losses.insert(losses.end(), told->batch_losses.begin(), told->batch_losses.end());
        }
      }
      if (!is_more_left && !is_waiting(jobs)) return;
    } while (true);
  }

  WorkerJobs jobs;
  FateOf fate_of;
  std::map<int, Helper> helpers;
  std::deque<std::pair<int, Packet>> letters;
  int last = 0;
  int called = 0;
  int dismissed = 0;
  int answers = 0;
  int runs_told = 0;
  int most_workers = 0;
  AlignedFloats weights;
  std::vector<float> losses;
  std::vector<int> neighbours;
};

AlignedFloats weights_of_one() {
  Trainer trainer(run_of_batches().settings, helper_digits().images, helper_digits().images);
  while (trainer.progress().phase != Phase::finished) trainer.step();
  return trainer.model().parameters;
}

TEST(Helpers, TheWeightsAreTheSameBitsHoweverManyWorkersTrain) {
  const AlignedFloats expected = weights_of_one();
  for (const int workers : {1, 2, 3, 4, 8}) {
    WorkerAndHelpers all(workers);
    take(all.jobs, run_of_batches());
    all.work();
    EXPECT_EQ(all.weights, expected) << workers;
    EXPECT_EQ(all.most_workers, workers);
    EXPECT_EQ(all.losses.size(), 20U);
    EXPECT_EQ(all.answers > 0, workers > 1);
    EXPECT_GE(all.runs_told, workers - 1);
    EXPECT_LE(all.runs_told, 10 * (workers - 1)) << "once in an epoch: after that they take the steps";
    EXPECT_EQ(all.dismissed, 0);
  }
}

// Of 784-16-784 a mini-batch is work for two; one of few images, or of a small network, for none.
TEST(Helpers, AreAskedOnlyForWhatIsWorthAMessage) {
  for (const auto& [latent, batch, workers] :
       {std::array{16, 256, 3}, std::array{16, 32, 1}, std::array{2, 256, 1}}) {
    TrainModel run = run_of_batches();
    run.settings.architecture = {.hidden = {}, .latent = latent};
    run.settings.batch = batch;
    run.settings.epochs = 30;
    WorkerAndHelpers all(8);
    take(all.jobs, run);
    all.work();
    EXPECT_EQ(all.most_workers, workers) << latent << ", " << batch;
    EXPECT_EQ(static_cast<int>(all.helpers.size()), workers - 1);
  }
}

TEST(Helpers, OneThatFailsCostsNothing) {
  const AlignedFloats expected = weights_of_one();
  for (const Fate fate : {Fate::is_lost, Fate::is_cut, Fate::is_of_another, Fate::is_random, Fate::dies}) {
    WorkerAndHelpers all(3, [&](int answer) { return answer == 5 ? fate : Fate::comes; });
    take(all.jobs, run_of_batches());
    all.work();
    EXPECT_EQ(all.weights, expected) << static_cast<int>(fate);
    EXPECT_EQ(all.dismissed, fate == Fate::dies ? 0 : 1);
    EXPECT_EQ(all.last, 3) << "another takes its place";
    EXPECT_GT(all.answers, 20);
    EXPECT_EQ(all.jobs.data.team->lost, 1);
  }
}

TEST(Helpers, ThoseThatAlwaysFailAreGivenUp) {
  WorkerAndHelpers all(2, [](int) { return Fate::dies; });
  take(all.jobs, run_of_batches());
  all.work();
  EXPECT_EQ(all.weights, weights_of_one());
  EXPECT_EQ(all.last, kMostHelpersLost);
}

TEST(Helpers, NoneAreCalledForAShortRunOrASmallOne) {
  TrainModel shorter = run_of_batches();
  shorter.settings.epochs = 1;
  TrainModel smaller = run_of_batches();
  smaller.settings.batch = 32;
  for (const TrainModel& run : {shorter, smaller}) {
    WorkerAndHelpers all(2);
    take(all.jobs, run);
    all.work();
    EXPECT_EQ(all.last, 0);
  }
}

TEST(Helpers, ARunThatIsPausedInTheMiddleOfABatchGoesOnWithTheSameBits) {
  WorkerAndHelpers all(2);
  take(all.jobs, run_of_batches());
  for (int pauses = 0; pauses < 3; ++pauses) {
    while (!is_waiting(all.jobs)) {
      all.start_helpers();
      step(all.jobs, ticking);
    }
    take(all.jobs, DirectTraining{.id = 3, .order = TrainingOrder::pause, .epochs = 10});
    all.work();
    take(all.jobs, DirectTraining{.id = 3, .order = TrainingOrder::to_end, .epochs = 10});
  }
  all.work();
  EXPECT_EQ(all.weights, weights_of_one());
}

// So many images that their neighbours are worth sharing.
SharedBytes many_digits() {
  static const SharedBytes kDigits = [] {
    Bytes bytes;
    for (int copy = 0; copy < 6; ++copy) {
      for (std::uint8_t pixel : helper_digits().images)
        bytes.push_back(static_cast<std::uint8_t>(pixel + copy * (pixel % 7)));
    }
    return std::make_shared<const Bytes>(std::move(bytes));
  }();
  return kDigits;
}

std::vector<int> neighbours_of(WorkerAndHelpers& all, bool by_codes) {
  const Architecture architecture{.hidden = {}, .latent = 200};
  take(all.jobs, TakeImages{.dataset = "digits", .images = many_digits()});
  take(all.jobs, TakeValidation{.images = many_digits()});
  EvaluateNeighbours wanted{.id = 5, .k = 7, .end = 1799, .by_codes = by_codes};
  if (by_codes) {
    wanted.architecture = architecture;
    wanted.parameters =
        Trainer({.architecture = architecture}, helper_digits().images, {}).model().parameters;
  }
  take(all.jobs, std::move(wanted));
  all.work();
  return all.neighbours;
}

TEST(Helpers, NeighboursAreTheSameHoweverManySearch) {
  for (const bool by_codes : {true, false}) {
    WorkerAndHelpers one(1);
    const std::vector<int> expected = neighbours_of(one, by_codes);
    ASSERT_EQ(expected.size(), 7U * 1799);
    EXPECT_EQ(one.answers, 0);
    WorkerAndHelpers all(4);
    EXPECT_EQ(neighbours_of(all, by_codes), expected);
    EXPECT_GT(all.answers, 6) << "each has its references and searches";
    // The first answers are that references have been taken, the later ones are neighbours.
    for (const auto& [which, fate] : {std::pair(1, Fate::is_lost),
                                      {1, Fate::dies},
                                      {4, Fate::is_cut},
                                      {4, Fate::is_of_another},
                                      {4, Fate::is_random}}) {
      WorkerAndHelpers failing(3, [&](int answer) { return answer == which ? fate : Fate::comes; });
      EXPECT_EQ(neighbours_of(failing, by_codes), expected) << static_cast<int>(fate);
    }
  }
}

FollowRun small_run() {
  const Architecture small{.hidden = {2}, .latent = 1};
  return {.architecture = small,
          .position = {.floats = AlignedFloats(3 * static_cast<std::size_t>(parameter_count(small))),
                       .steps = 0,
                       .history = {}}};
}

Packet gradient_wanted(int batch, Leaves share, std::size_t images, Rest rest = Rest::none,
                       std::size_t gradients = 0) {
  const std::size_t each = small_run().position.parameters().size_bytes();
  return encode(GradientWanted{.id = 1,
                               .rest = rest,
                               .batch = batch,
                               .share = share,
                               .body = std::make_shared<const Bytes>(images * kPixels + gradients * each)});
}

TEST(Helpers, WhatIsNotAskedOfAHelperIsRefused) {
  Helper helper;
  EXPECT_FALSE(helper.answer(gradient_wanted(70, {1, 2}, 38))) << "it follows no run";
  FollowRun run = small_run();
  run.position.floats.pop_back();
  EXPECT_FALSE(helper.answer(encode(run)));
  ASSERT_TRUE(helper.answer(encode(small_run())));
  EXPECT_FALSE(helper.answer(gradient_wanted(70, {1, 2}, 38, Rest::whole, 1))) << "there is no step to take";
  EXPECT_TRUE(helper.answer(gradient_wanted(70, {1, 2}, 38)));
  EXPECT_FALSE(helper.answer(gradient_wanted(70, {1, 2}, 32)));
  EXPECT_FALSE(helper.answer(gradient_wanted(70, {1, 3}, 38))) << "there are two leaves";
  EXPECT_FALSE(helper.answer(gradient_wanted(70, {1, 1}, 0)));
  EXPECT_FALSE(helper.answer(gradient_wanted(0, {0, 1}, 0)));
  EXPECT_FALSE(helper.answer(encode(CancelJob{.id = 1})));
  EXPECT_FALSE(helper.answer({}));
}

TEST(Helpers, OneTakesAStepWithWhatFitsItsShareOnly) {
  // Of 192 images, 6 leaves: before 2 and 3 there is one subtree, after them are 4 and 5.
  for (const auto& [rest, gradients, fits] : {std::tuple(Rest::others, 2U, true),
                                              {Rest::others, 1U, false},
                                              {Rest::others, 3U, false},
                                              {Rest::whole, 1U, true},
                                              {Rest::whole, 2U, false},
                                              {Rest::none, 0U, true},
                                              {Rest::none, 1U, false}}) {
    Helper helper;
    ASSERT_TRUE(helper.answer(encode(small_run())));
    ASSERT_TRUE(helper.answer(gradient_wanted(192, {2, 4}, 64)));
    EXPECT_EQ(bool(helper.answer(gradient_wanted(192, {2, 4}, 64, rest, gradients))), fits) << gradients;
  }
}

}  // namespace
}  // namespace bottleneck
