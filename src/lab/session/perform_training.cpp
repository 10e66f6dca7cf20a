// What the training actions do to the session. The work is begun by update_training().
#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/base/figures.h"
#include "lab/models/model_title.h"
#include "lab/models/own_models.h"
#include "lab/session/keeping.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"
#include "texts/runs.h"

namespace bottleneck {
namespace {

// A number tells it from other runs and from the models: once it has one, that is called so. One by the plan
// of a model that comes with the page is not its second.
std::string unique_name(const Session& session, const std::string& name) {
  const auto is_that = [&](const LibraryEntry& entry) { return !entry.is_own && entry.title == name; };
  const bool comes_with_page = std::ranges::any_of(session.library.entries, is_that);
  const std::string own = comes_with_page ? fill(texts::kRunTrainedHere, {name}) : name;
  return free_title(own, [&](std::string_view wanted) { return is_name_taken(session, wanted, nullptr); });
}

void begin(Session& session, TrainingRun& run, bool is_paused) {
  run.state = TrainingRun::State::waiting;
  run.wants_pause = is_paused;
  run.error.clear();
  session.training.shown = run.number;
  revive_worker(session);
  if (run.train) return;
  // What has failed before is tried once more.
  for (const Split split : {Split::train, Split::test})
    want_half(session.datasets, run.plan.dataset, split, true);
}

TrainingRun* shown_run(Session& session) {
  return find_run(session.training, session.training.shown);
}

// Only one run goes on at a time.
void pause_active(Session& session) {
  const TrainingRun* active = active_run(session.training);
  if (!active) return;
  TrainingRun& run = *find_run(session.training, active->number);
  if (session.training.with_worker == run.number)
    direct_training(session.jobs, TrainingOrder::pause, run.plan.epochs);
  run.state = TrainingRun::State::paused;
}

TrainingRun& add_run(Session& session, TrainingPlan plan, const std::string& name) {
  Training& training = session.training;
  TrainingRun run{
      .number = ++training.last_number, .name = unique_name(session, name), .plan = std::move(plan)};
  const DatasetEntry* dataset = dataset_of(session, run.plan);
  if (dataset) run.plan.dataset = dataset->name;
  run.plan = whole_plan(session, run.plan);
  training.runs.push_back(std::move(run));
  return training.runs.back();
}

}  // namespace

TrainingRun& start_run(Session& session, const TrainingPlan& plan, RunUntil until) {
  pause_active(session);
  const DatasetEntry* dataset = dataset_of(session, plan);
  TrainingRun& run =
      add_run(session, plan, model_title(dataset ? dataset->title : plan.dataset, settings_of(plan)));
  run.until = until;
  begin(session, run, false);
  return run;
}

void act(Session& session, const StartRun& action) {
  start_run(session, session.choices.plan, action.until);
}

void act(Session& session, const ContinueModel& action) {
  const LibraryEntry* entry = find_entry(session.library, action.name);
  if (!entry || !entry->is_usable()) return;
  pause_active(session);
  TrainingPlan plan = session.choices.plan;
  plan.latent = entry->model->architecture.latent;
  plan.hidden = entry->model->architecture.hidden;
  plan.linear_latent = entry->model->architecture.linear_latent;
  if (dataset_of(session, entry)) plan.dataset = entry->card->dataset;
  TrainingRun& run = add_run(session, std::move(plan), fill(texts::kRunContinues, {entry->title}));
  run.start = entry->model;
  run.parent = entry->title;
  begin(session, run, false);
}

void pause_run(Session& session, TrainingRun& run) {
  if (!abilities_of(run).pause) return;
  const bool is_with_worker = session.training.with_worker == run.number;
  if (is_with_worker) {
    run.wants_pause = true;
    direct_training(session.jobs, TrainingOrder::pause, run.plan.epochs);
  } else {
    run.state = TrainingRun::State::paused;
  }
}

void act(Session& session, const PauseRun& /*action*/) {
  if (TrainingRun* run = shown_run(session)) pause_run(session, *run);
}

void resume_run(Session& session, TrainingRun& run, RunUntil until) {
  if (!abilities_of(run).resume) return;
  pause_active(session);
  run.until = until;
  if (run.state == TrainingRun::State::finished)
    run.plan.epochs = std::min(run.progress.epoch + kMoreEpochs, kMostEpochs);
  if (session.training.with_worker == run.number) {
    run.state = TrainingRun::State::training;
    run.wants_pause = false;
    direct_training(session.jobs, order_of(run), run.plan.epochs);
  } else {
    go_back_to_checkpoint(run);
    begin(session, run, false);
  }
}

void act(Session& session, const ResumeRun& action) {
  if (TrainingRun* run = shown_run(session)) resume_run(session, *run, action.until);
}

void act(Session& session, const RewindRun& /*action*/) {
  TrainingRun* run = shown_run(session);
  if (!run || !abilities_of(*run).rewind) return;
  if (const TrainingRun* active = active_run(session.training); active && active != run)
    pause_active(session);
  if (session.training.with_worker == run->number) {
    cancel_job<TrainModel>(session.jobs);
    session.training.with_worker = 0;
  }
  run->checkpoint = nullptr;
  run->notice.clear();
  run->until = RunUntil::end;
  go_back_to_checkpoint(*run);
  run->work_ms = 0;
  run->earlier_ms = 0;
  run->dead_units = 0;
  run->dead_neurons = 0;
  run->dead_units_of = 0;
  begin(session, *run, true);
}

void act(Session& session, const SetRunEpochs& action) {
  TrainingRun* run = shown_run(session);
  if (!run) return;
  run->plan.epochs = std::clamp(action.epochs, least_epochs(*run), kMostEpochs);
  if (run->state == TrainingRun::State::finished && run->plan.epochs > run->progress.epoch)
    run->state = TrainingRun::State::paused;
  if (session.training.with_worker != run->number) return;
  // An order says both: one at work goes on as it was, one that is not stays where it is.
  direct_training(session.jobs, run->is_active() ? order_of(*run) : TrainingOrder::pause, run->plan.epochs);
}

void act(Session& session, const TakeRunPlan& /*action*/) {
  if (const TrainingRun* run = shown_run(session)) session.choices.plan = plan_of(session, *run);
}

void act(Session& session, const ShowRun& action) {
  Training& training = session.training;
  if (!find_run(training, action.number)) return;
  training.shown = action.number;
  // What the reader has set and not yet tried stays: they can take the run's settings themselves.
  const bool is_untouched = session.choices.plan == TrainingPlan{};
  const bool is_tried =
      std::ranges::any_of(training.runs, [&](const TrainingRun& run) { return is_plan_of(session, run); });
  if (is_untouched || is_tried) act(session, TakeRunPlan{});
}

void act(Session& session, const NameRun& action) {
  TrainingRun* run = find_run(session.training, action.number);
  std::string title = clean_title(action.name);
  if (!run || title.empty() || is_name_taken(session, title, run)) return;
  if (!run->saved_as.empty())
    return act(session, NameModel{.name = run->saved_as, .title = std::move(title)});
  run->name = std::move(title);
}

void act(Session& session, const RemoveRun& action) {
  Training& training = session.training;
  const int number = action.number;
  const auto found = std::ranges::find(training.runs, number, &TrainingRun::number);
  if (found == training.runs.end()) return;
  if (training.with_worker == number) {
    cancel_job<TrainModel>(session.jobs);
    training.with_worker = 0;
  }
  if (found->is_active()) found->state = TrainingRun::State::paused;
  training.removed = RemovedRun{.run = std::move(*found), .was_shown = training.shown == number};
  training.runs.erase(found);
  if (training.shown == number) training.shown = training.runs.empty() ? 0 : training.runs.back().number;
}

void act(Session& session, const RestoreRun& /*action*/) {
  Training& training = session.training;
  if (!training.removed) return;
  RemovedRun removed = *std::exchange(training.removed, std::nullopt);
  TrainingRun& run = removed.run;
  if (!find_entry(session.library, run.saved_as)) run.saved_as.clear();
  if (removed.was_shown || training.runs.empty()) training.shown = run.number;
  const auto place = std::ranges::find_if(
      training.runs, [&](const TrainingRun& other) { return other.number > run.number; });
  training.runs.insert(place, std::move(run));
}

}  // namespace bottleneck
