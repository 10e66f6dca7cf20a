// Training between page and worker: what a run waits for, and what comes of it.
#include <algorithm>
#include <utility>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "texts/runs.h"

namespace bottleneck {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{1900}
                                    << 20;  // of the 2 GB that the worker's memory can grow to

void fail(TrainingRun& run, std::string message) {
  run.state = TrainingRun::State::failed;
  run.error = std::move(message);
}

// The run of the worker's that an answer is about, or null: it has been ended in the meantime.
TrainingRun* run_of(Session& session, std::uint32_t id) {
  if (id == 0 || id != session.jobs.job<TrainModel>().id) return nullptr;
  return find_run(session.training, session.training.with_worker);
}

// Whether its images are there; asks for them otherwise.
bool has_images(Session& session, TrainingRun& run) {
  if (run.train) return true;
  const DatasetEntry* dataset = find_dataset(session.datasets, run.plan.dataset);
  if (!dataset) {
    fail(run, fill(texts::kRunNoDataset, {run.plan.dataset}));
    return false;
  }
  want_half(session.datasets, dataset->name, Split::train);
  want_half(session.datasets, dataset->name, Split::test);
  for (const DatasetHalf* half : {&dataset->train, &dataset->test}) {
    if (!half->error().empty()) fail(run, half->error());
  }
  const bool is_own = !dataset->is_published() && dataset->origin != Origin::synthetic;
  if (is_own && (!dataset->train.images || !dataset->test.images))
    fail(run, fill(texts::kRunNothingToTrainOn, {dataset->title}));
  const bool is_synthetic = dataset->origin == Origin::synthetic;
  if (is_synthetic && !session.datasets.synthetic.error.empty()) fail(run, session.datasets.synthetic.error);
  if (run.state == TrainingRun::State::failed || !dataset->train.images || !dataset->test.images)
    return false;
  run.train = dataset->train.images;
  run.test = dataset->test.images;
  run.class_names = dataset->class_names;
  run.images = run.plan.images == 0 ? run.train->size() : std::min(run.plan.images, run.train->size());
  return true;
}

void hand_to_worker(Session& session, TrainingRun& run) {
  const std::int64_t bytes = estimated_bytes(run.plan, run.train->size(), run.test->size());
  if (bytes > kMostBytes)
    return fail(run, fill(texts::kRunTooLarge, {grouped(bytes >> 20), grouped(kMostBytes >> 20)}));
  TrainModel request{.settings = settings_of(run.plan), .images = run.images, .order = order_of(run)};
  if (run.checkpoint) {
    request.checkpoint = *run.checkpoint;
  } else if (run.start) {
    request.checkpoint = checkpoint_with(run.start->parameters);
  }
  ask_for_training(session.jobs, run.plan.dataset, run.train, run.test, std::move(request));
  session.training.with_worker = run.number;
}

// When the plan has another network or batch size than was measured last, and no run is at work.
void measure_plan(Session& session) {
  const Training& training = session.training;
  const TrainingPlan plan = whole_plan(session, session.choices.plan);
  TrainingEstimate& estimate = session.training.estimate;
  const bool is_wanted = session.choices.station == Station::train && !active_run(training);
  if (!is_wanted || session.jobs.job<MeasureTraining>().id != 0 ||
      session.jobs.worker == Jobs::Worker::failed)
    return;
  if (estimate.architecture == architecture_of(plan) && estimate.batch == plan.batch) return;
  estimate = {.architecture = architecture_of(plan), .batch = plan.batch};
  ask_for_measurement(session.jobs, estimate.architecture, plan.batch);
}

}  // namespace

TrainingOrder order_of(const TrainingRun& run) {
  if (run.wants_pause) return TrainingOrder::pause;
  switch (run.until) {
    case RunUntil::batch:
      return TrainingOrder::one_batch;
    case RunUntil::epoch:
      return TrainingOrder::one_epoch;
    case RunUntil::end:
      break;
  }
  return TrainingOrder::to_end;
}

void go_back_to_checkpoint(TrainingRun& run) {
  const Progress before = run.progress;
  run.progress = {.batches = before.batches};
  if (run.checkpoint) {
    run.progress.epoch = run.checkpoint->epochs();
    run.history = run.checkpoint->history;
  } else {
    run.history.clear();
  }
  const std::size_t batches =
      static_cast<std::size_t>(run.progress.epoch) * static_cast<std::size_t>(run.progress.batches);
  run.batch_losses.resize(std::min(run.batch_losses.size(), batches));
  run.earlier_ms = run.work_ms;
}

void update_training(Session& session) {
  measure_plan(session);
  const TrainingRun* active = active_run(session.training);
  if (!active || active->state != TrainingRun::State::waiting) return;
  TrainingRun& run = *find_run(session.training, active->number);
  if (session.training.with_worker == run.number) return;  // its answer is on the way
  if (!has_images(session, run)) return;
  if (session.jobs.worker == Jobs::Worker::failed) {
    fail(run, session.jobs.worker_error);
  } else {
    hand_to_worker(session, run);
  }
}

void receive_training(Session& session, TrainingProgressed& progressed) {
  TrainingRun* run = run_of(session, progressed.id);
  if (!run) return;
  run->progress = progressed.progress;
  // It may have gone on while the reader chose an earlier end.
  run->plan.epochs = std::max(run->plan.epochs, least_epochs(*run));
  run->history.insert(run->history.end(), progressed.records.begin(), progressed.records.end());
  run->batch_losses.insert(run->batch_losses.end(), progressed.batch_losses.begin(),
                           progressed.batch_losses.end());
  if (progressed.images_per_second > 0) run->images_per_second = progressed.images_per_second;
  run->workers = progressed.workers;
  run->work_ms = run->earlier_ms + progressed.work_ms;
  if (progressed.dead_units_of > 0) {
    run->dead_units = progressed.dead_units;
    run->dead_neurons = progressed.dead_neurons;
    run->dead_units_of = progressed.dead_units_of;
  }
  // What the page has asked for since then is not in this answer.
  if (progressed.orders != session.jobs.training_orders) return;
  run->wants_pause = false;
  if (progressed.progress.phase == Phase::diverged) {
    run->state = TrainingRun::State::diverged;
  } else if (progressed.progress.phase == Phase::finished) {
    const bool is_news = run->state != TrainingRun::State::finished;
    run->state = TrainingRun::State::finished;
    if (is_news) act(session, KeepRun{run->number});
  } else {
    run->state = progressed.is_paused ? TrainingRun::State::paused : TrainingRun::State::training;
  }
}

void receive_training(Session& session, TrainingWeights& weights) {
  TrainingRun* run = run_of(session, weights.id);
  if (!run) return;
  auto model = std::make_shared<Autoencoder>(make_autoencoder(architecture_of(run->plan)));
  if (weights.parameters.size() != model->parameters.size()) return;
  model->parameters = std::move(weights.parameters);
  run->model = std::move(model);
  run->model_epoch = weights.epoch;
  run->model_batch = weights.batch;
}

void receive_training(Session& session, TrainingCheckpoint& told) {
  TrainingRun* run = run_of(session, told.id);
  if (run) run->plan.epochs = std::max(run->plan.epochs, told.checkpoint.epochs());
  if (!run || !check(told.checkpoint, settings_of(run->plan))) return;
  run->checkpoint = std::make_shared<const Checkpoint>(std::move(told.checkpoint));
  session.jobs.workers_lost = 0;  // whatever the worker died of, it was not this run
}

void receive_training(Session& session, const TrainingMeasured& measured) {
  if (!close_job<MeasureTraining>(session.jobs, measured.id)) return;
  session.training.estimate.images_per_second = measured.images_per_second;
}

bool receive_training(Session& session, const JobFailed& failed) {
  if (close_job<MeasureTraining>(session.jobs, failed.id)) {
    session.training.estimate.error = failed.message;
    return true;
  }
  TrainingRun* run = run_of(session, failed.id);
  if (!run) return false;
  session.jobs.job<TrainModel>() = {};
  session.training.with_worker = 0;
  // It may be that these are what there was no memory for: the next run brings them again.
  session.jobs.images = nullptr;
  session.jobs.validation = nullptr;
  go_back_to_checkpoint(*run);
  fail(*run, failed.message);
  return true;
}

void lose_run(Session& session) {
  session.training.estimate = {};
  TrainingRun* run = find_run(session.training, std::exchange(session.training.with_worker, 0));
  if (!run || !run->is_active()) return;
  go_back_to_checkpoint(*run);
  run->state = TrainingRun::State::waiting;
  run->notice = run->progress.epoch == 0 ? std::string(texts::kRunBegunAgain)
                                         : fill(texts::kRunResumed, {std::to_string(run->progress.epoch)});
}

}  // namespace bottleneck
