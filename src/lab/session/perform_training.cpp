// What the training actions do to the session. The work is begun by update_training().
#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/base/figures.h"
#include "lab/models/own_models.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"
#include "texts/runs.h"

namespace bottleneck {
namespace {

// A number tells runs of one name apart.
std::string unique_name(const Session& session, const std::string& name) {
  const auto is_taken = [&](const std::string& wanted) {
    return std::ranges::find(session.training.runs, wanted, &TrainingRun::name) !=
           session.training.runs.end();
  };
  std::string unique = name;
  for (int i = 2; is_taken(unique); ++i) unique = name + " (" + std::to_string(i) + ")";
  return unique;
}

// "MNIST · k = 16", "MNIST · 300 → 16".
std::string name_of(const Session& session, const TrainingRun& run) {
  const DatasetEntry* dataset = dataset_of(session, run.plan);
  std::string widths;
  for (const int width : run.plan.hidden) widths += std::to_string(width) + " → ";
  const std::string sizes = widths.empty() ? fill(texts::kRunLatent, {std::to_string(run.plan.latent)})
                                           : widths + std::to_string(run.plan.latent);
  return unique_name(session, (dataset ? dataset->title : run.plan.dataset) + " · " + sizes);
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

TrainingRun* shown(Session& session) {
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

TrainingRun& add_run(Session& session, TrainingPlan plan) {
  Training& training = session.training;
  TrainingRun run{.number = ++training.last_number, .plan = std::move(plan)};
  const DatasetEntry* dataset = dataset_of(session, run.plan);
  if (dataset) run.plan.dataset = dataset->name;
  run.plan = whole_plan(session, run.plan);
  run.name = name_of(session, run);
  training.runs.push_back(std::move(run));
  return training.runs.back();
}

}  // namespace

void act(Session& session, const StartRun& action) {
  pause_active(session);
  TrainingRun& run = add_run(session, session.choices.plan);
  run.until = action.until;
  begin(session, run, false);
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
  TrainingRun& run = add_run(session, std::move(plan));
  run.start = entry->model;
  run.parent = entry->title;
  run.name.clear();
  run.name = unique_name(session, fill(texts::kRunContinues, {entry->title}));
  begin(session, run, false);
}

void act(Session& session, const PauseRun& /*action*/) {
  TrainingRun* run = shown(session);
  if (!run || !abilities_of(*run).pause) return;
  const bool is_with_worker = session.training.with_worker == run->number;
  if (is_with_worker) {
    run->wants_pause = true;
    direct_training(session.jobs, TrainingOrder::pause, run->plan.epochs);
  } else {
    run->state = TrainingRun::State::paused;
  }
}

void act(Session& session, const ResumeRun& action) {
  TrainingRun* run = shown(session);
  if (!run || !abilities_of(*run).resume) return;
  pause_active(session);
  run->until = action.until;
  if (session.training.with_worker == run->number) {
    run->state = TrainingRun::State::training;
    run->wants_pause = false;
    direct_training(session.jobs, order_of(*run), run->plan.epochs);
  } else {
    go_back_to_checkpoint(*run);
    begin(session, *run, false);
  }
}

void act(Session& session, const RewindRun& /*action*/) {
  TrainingRun* run = shown(session);
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
  run->dead_units_of = 0;
  begin(session, *run, true);
}

void act(Session& session, const SetRunEpochs& action) {
  TrainingRun* run = shown(session);
  if (!run) return;
  run->plan.epochs = std::clamp(action.epochs, least_epochs(*run), kMostEpochs);
  if (run->state == TrainingRun::State::finished && run->plan.epochs > run->progress.epoch)
    run->state = TrainingRun::State::paused;
  if (session.training.with_worker != run->number) return;
  // An order says both: one at work goes on as it was, one that is not stays where it is.
  direct_training(session.jobs, run->is_active() ? order_of(*run) : TrainingOrder::pause, run->plan.epochs);
}

void act(Session& session, const ShowRun& action) {
  if (find_run(session.training, action.number)) session.training.shown = action.number;
}

void act(Session& session, const NameRun& action) {
  TrainingRun* run = find_run(session.training, action.number);
  std::string title = clean_title(action.name);
  if (run && !title.empty()) run->name = std::move(title);
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
  training.runs.erase(found);
  if (training.shown == number) training.shown = training.runs.empty() ? 0 : training.runs.back().number;
}

}  // namespace bottleneck
