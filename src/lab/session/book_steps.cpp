// How the notebook's experiments are run one after the other, and what the reader can do about it.
#include <algorithm>
#include <utility>

#include "core/knn.h"
#include "lab/base/figures.h"
#include "lab/session/keeping_book.h"
#include "lab/session/session.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"
#include "texts/book.h"

namespace bottleneck {
namespace {

// A network's work for each image, in multiplications: a weight forwards, backwards and for its gradient, and
// what a pixel costs beside them.
constexpr double kPassesOfTraining = 3;
constexpr double kMultiplicationsOfPixel = 40;

void pause(Session& session, std::string problem = {}) {
  session.book.is_paused = true;
  session.book.problem = std::move(problem);
}

// --- the next step

void go_on_training(Session& session, const TrainingPlan& plan) {
  int& asked = session.book.asked.run;
  const TrainingRun* found = book_run(session);
  const TrainingRun* active = active_run(session.training);
  if (active && active != found) {
    if (asked != 0) pause(session);  // the reader has begun another in its place
    return;
  }
  if (!found) {
    if (asked != 0) return pause(session);  // the reader has removed it
    asked = start_run(session, plan, RunUntil::end).number;
    return;
  }
  TrainingRun& run = *find_run(session.training, found->number);
  switch (run.state) {
    case TrainingRun::State::waiting:
    case TrainingRun::State::training:
      asked = run.number;
      return;
    case TrainingRun::State::diverged:
      return pause(session, texts::kBookDiverged);
    case TrainingRun::State::failed:
      if (asked == run.number) return pause(session, run.error);
      break;
    case TrainingRun::State::paused:
      if (asked == run.number && run.until == RunUntil::end) return pause(session);
      break;
    case TrainingRun::State::finished:  // its network could not be kept
      if (asked == run.number) return pause(session, texts::kBookNotKept);
      asked = start_run(session, plan, RunUntil::end).number;
      return;
  }
  asked = run.number;
  resume_run(session, run, RunUntil::end);
}

void want_images(Session& session, const DatasetEntry& dataset) {
  bool& asked = session.book.asked.images;
  for (const Split split : {Split::train, Split::test}) {
    const std::string& error = dataset.half(split).error();
    if (asked && !error.empty()) return pause(session, error);
    want_half(session.datasets, dataset.name, split, !asked);
  }
  asked = true;
}

void go_on_searching(Session& session, const NeighbourTest& test) {
  auto& asked = session.book.asked.search;
  if (session.jobs.worker == Jobs::Worker::failed) return pause(session, session.jobs.worker_error);
  if (is_wanted(session.measured, test)) {
    asked = test;
  } else if (asked == test) {
    pause(session, session.measured.error);  // it has failed, or the reader has stopped it
  } else {
    asked = test;
    want_neighbours(session.measured, test);
  }
}

void go_on(Session& session, const Experiment& experiment) {
  const TrainingPlan plan = plan_now(session, experiment);
  if (needs_model(experiment) && !model_here(session, plan).model) return go_on_training(session, plan);
  session.book.asked.run = 0;
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  if (!dataset) return pause(session, fill(texts::kBookNoDataset, {plan.dataset}));
  if (const auto test = search_now(session, experiment)) return go_on_searching(session, *test);
  want_images(session, *dataset);
}

// What is under way is left where it can be gone on from.
void halt(Session& session) {
  Book& book = session.book;
  if (book.asked.search) stop_neighbours(session, *book.asked.search);
  if (TrainingRun* run = find_run(session.training, book.asked.run)) pause_run(session, *run);
  book.asked = {};
}

// --- time

double multiplications(const TrainingPlan& plan, int images, int test_images) {
  const auto weights = static_cast<double>(parameter_count(architecture_of(plan)));
  const double validation = test_images / kPassesOfTraining;
  return plan.epochs * (images + validation) *
         (kPassesOfTraining * weights + kMultiplicationsOfPixel * kPixels);
}

// Multiplications a millisecond, in this visit's latest training; 0: there was none.
double speed_here(const Session& session) {
  const auto& runs = session.training.runs;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    const double epochs = run->progress.epochs_done();
    if (!(epochs > 0) || !(run->work_ms > 0) || !run->test) continue;
    const double share = epochs / run->plan.epochs;
    return share * multiplications(run->plan, run->images, run->test->size()) / run->work_ms;
  }
  return 0;
}

double ms_left(const Session& session, const Experiment& experiment, double speed) {
  const TrainingPlan plan = plan_now(session, experiment);
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  if (!dataset || is_done(session, experiment)) return 0;
  const int images = dataset->train.count();
  const int test_images = dataset->test.count();
  const bool is_now = experiment_now(session) == &experiment;
  double ms = 0;
  if (needs_model(experiment) && !model_here(session, plan).model) {
    const TrainingRun* run = is_now ? book_run(session) : nullptr;
    const double left = run ? 1 - run->progress.epochs_done() / plan.epochs : 1;
    ms += left * multiplications(plan, images, test_images) / speed;
  }
  if (!needs_search(experiment)) return ms;
  const NeighbourResult* search = is_now ? book_search(session) : nullptr;
  if (search && search->done() > 0) return ms + search->ms_left();
  const double width = needs_model(experiment) ? plan.latent : kPixels;
  return ms + width * images * test_images / speed;
}

}  // namespace

std::optional<double> ms_left_of_book(const Session& session) {
  const double speed = speed_here(session);
  if (!(speed > 0)) return std::nullopt;
  double ms = 0;
  for (const std::string& id : session.book.wanted) {
    if (const Experiment* experiment = find_experiment(session.book, id))
      ms += ms_left(session, *experiment, speed);
  }
  return ms;
}

void update_book(Session& session) {
  Book& book = session.book;
  while (!book.wanted.empty() && !book.is_paused) {
    if (const Experiment* experiment = experiment_now(session)) {
      record_figures(session, *experiment);
      if (!is_done(session, *experiment)) return go_on(session, *experiment);
    }
    book.models_wanted.erase(book.wanted.front());
    book.wanted.erase(book.wanted.begin());
    book.asked = {};
  }
  if (book.wanted.empty()) book.tasks = 0;
}

void act(Session& session, const RunExperiments& action) {
  Book& book = session.book;
  const auto want = [&](const Experiment& experiment) {
    if (is_wanted(book, experiment) || is_done(session, experiment)) return;
    book.wanted.push_back(experiment.id);
    book.tasks += tasks_left(session, experiment);
  };
  if (book.wanted.empty()) book.tasks = 0;
  for (const Experiment& experiment : book.experiments) {
    const bool is_asked =
        action.ids.empty() || std::ranges::find(action.ids, experiment.id) != action.ids.end();
    if (is_asked) want(experiment);
  }
  act(session, ResumeBook{});
}

void act(Session& session, const PauseBook& /*action*/) {
  if (session.book.wanted.empty() || session.book.is_paused) return;
  pause(session);
  halt(session);
}

void act(Session& session, const ResumeBook& /*action*/) {
  Book& book = session.book;
  if (!book.is_paused) return;
  book.is_paused = false;
  book.problem.clear();
  book.asked = {};
  revive_worker(session);
}

void act(Session& session, const StopBook& /*action*/) {
  halt(session);
  session.book.wanted.clear();
  session.book.models_wanted.clear();
  act(session, ResumeBook{});
}

void act(Session& session, const GuessFigure& action) {
  Book& book = session.book;
  const auto [experiment, row] = find_row(book, action.row);
  if (!experiment || figure_here(session, *experiment, *row)) return;
  if (action.value) {
    book.record.guesses.insert_or_assign(action.row, *action.value);
  } else {
    book.record.guesses.erase(action.row);
  }
}

void act(Session& session, const ForgetBook& /*action*/) {
  Book& book = session.book;
  if (book.record.is_empty()) return;
  act(session, StopBook{});
  book.forgotten = std::exchange(book.record, {});
}

void act(Session& session, const RestoreBook& /*action*/) {
  Book& book = session.book;
  if (!book.forgotten) return;
  // What has been found since stays.
  book.record.figures.merge(book.forgotten->figures);
  book.record.guesses.merge(book.forgotten->guesses);
  book.record.answers.merge(book.forgotten->answers);
  book.forgotten.reset();
}

}  // namespace bottleneck
