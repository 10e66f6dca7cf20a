#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "core/metrics.h"
#include "core/trainer.h"
#include "lab/models/card_measures.h"
#include "lab/worker/shared_batch.h"
#include "lab/worker/sharing_gain.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

constexpr double kWeightsMs = 300;     // between two sets of weights: a large model has megabytes
constexpr double kCheckpointMs = 500;  // between two checkpoints: over few images epochs are short
constexpr double kAloneMs =
    300;  // of work before helpers are called: a short run ends before they would help

class TrainModelTask : public Task {
 public:
  // images: at least request.images of them.
  TrainModelTask(const TrainModel& request, SharedBytes images, SharedBytes validation,
                 std::shared_ptr<Team> team)
      : Task(request.id),
        order_(request.order),
        images_(std::move(images)),
        validation_(std::move(validation)),
        trainer_(begin_trainer(request)),
        team_(std::move(team)),
        told_records_(trainer_.history().size()) {}

  // A run that has stopped stays, so that it can be directed on.
  bool step(Clock clock, std::vector<Reply>& replies) override;
  // Something is to be done: steps, or telling that there are none.
  bool is_awake() const override { return (is_running() && !is_waiting()) || !has_told_; }
  void direct(const Request& request) override;

 private:
  Trainer begin_trainer(const TrainModel& request) const {
    const auto train = std::span(*images_).first(static_cast<std::size_t>(request.images) * kPixels);
    return request.checkpoint ? Trainer(request.settings, train, *validation_, *request.checkpoint)
                              : Trainer(request.settings, train, *validation_);
  }
  bool is_running() const {
    const Phase phase = trainer_.progress().phase;
    return order_ != TrainingOrder::pause && phase != Phase::finished && phase != Phase::diverged;
  }
  bool is_waiting() const { return shared_.is_begun() && !shared_.is_ready(); }
  int image_count() const { return static_cast<int>(trainer_.order().size()); }
  bool share_out(Clock clock);
  bool step_once(Clock clock);
  void tell_weights(double now, std::vector<Reply>& replies);
  TrainingProgressed report();
  void count_dead(TrainingProgressed& told) const;

  TrainingOrder order_;
  int orders_ = 0;          // DirectTrainings taken
  SharedBytes images_;      // N × D, of which the trainer takes the first few
  SharedBytes validation_;  // M × D
  Trainer trainer_;
  std::shared_ptr<Team> team_;
  SharedBatches shared_;
  SharingGain gain_;
  double begun_ms_ = 0;          // on the clock, when the mini-batch under way began
  int workers_ = 1;              // at the latest mini-batch
  double waiting_since_ms_ = 0;  // for helpers

  // What has been told, and when on the clock.
  bool has_told_ = false;  // that the run is there
  double told_ms_ = 0;
  double told_weights_ms_ = 0;
  double told_checkpoint_ms_ = 0;
  std::size_t told_records_;
  std::vector<float> batch_losses_;  // not told yet
  double work_ms_ = 0;               // spent on steps
  std::int64_t trained_ = 0;         // images in these steps
};

// False: the next step is this worker's alone.
bool TrainModelTask::share_out(Clock clock) {
  const int helpers = helpers_worth_asking(trainer_);
  const bool can_share = trainer_.progress().phase == Phase::training && helpers > 0 && gain_.is_enough();
  if (!can_share || work_ms_ < kAloneMs) {
    shared_.forget();
    return false;
  }
  call_helpers(*team_, helpers);
  return shared_.begin(trainer_, *team_, clock);
}

// One mini-batch of training, or what the validation needs at once. True: an epoch has ended.
bool TrainModelTask::step_once(Clock clock) {
  const int epoch = trainer_.progress().epoch;
  const bool is_training = trainer_.progress().phase == Phase::training;
  const int batch = trainer_.progress().batch;
  const bool is_shared = shared_.is_begun();
  if (is_training) workers_ = is_shared ? shared_.workers() : 1;
  const Progress now = is_shared ? shared_.finish(trainer_, *team_, clock) : trainer_.step();
  if (is_training) gain_.add(is_shared, clock() - begun_ms_);
  if (is_training && now.phase != Phase::diverged) {
    batch_losses_.push_back(static_cast<float>(now.batch_loss));
    // Without validation images the epoch is over, and its batches are counted anew.
    const bool is_last = batch + 1 == now.batches;
    const int size = std::min(trainer_.settings().batch, image_count());
    trained_ += is_last ? image_count() - (now.batches - 1) * size : size;
  }
  const bool has_ended = now.epoch != epoch;
  // After the last mini-batch of an epoch its validation belongs to the step.
  if (order_ == TrainingOrder::one_batch && now.phase != Phase::validation) order_ = TrainingOrder::pause;
  if (order_ == TrainingOrder::one_epoch && has_ended) order_ = TrainingOrder::pause;
  return has_ended;
}

void TrainModelTask::tell_weights(double now, std::vector<Reply>& replies) {
  const Progress& progress = trainer_.progress();
  replies.emplace_back(TrainingWeights{.id = id(),
                                       .epoch = progress.epoch,
                                       .batch = progress.is_between_epochs() ? 0 : progress.batch,
                                       .parameters = trainer_.model().parameters});
  told_weights_ms_ = now;
}

TrainingProgressed TrainModelTask::report() {
  TrainingProgressed told{
      .id = id(), .progress = trainer_.progress(), .orders = orders_, .is_paused = !is_running()};
  told.batch_losses = std::exchange(batch_losses_, {});
  const auto& history = trainer_.history();
  told.records.assign(history.begin() + static_cast<std::ptrdiff_t>(told_records_), history.end());
  told_records_ = history.size();
  if (work_ms_ > 0) told.images_per_second = static_cast<double>(trained_) / work_ms_ * 1000;
  told.work_ms = work_ms_;
  told.workers = workers_;
  return told;
}

void TrainModelTask::count_dead(TrainingProgressed& told) const {
  const Autoencoder& model = trainer_.model();
  told.dead_units_of = std::min(images_measured(model), image_count());
  const auto bytes = std::span(*images_).first(static_cast<std::size_t>(told.dead_units_of) * kPixels);
  told.dead_units = count_dead_units(model, encode_bytes(model, bytes));
  told.dead_neurons = count_dead_neurons(model, bytes);
}

bool TrainModelTask::step(Clock clock, std::vector<Reply>& replies) {
  const double start = clock();
  double now = start;
  if (!is_running()) shared_.forget();
  if (shared_.is_begun()) work_ms_ += start - waiting_since_ms_;
  while (is_running() && !is_waiting() && now - start < kWorkerStepMs) {
    if (!shared_.is_begun()) {
      begun_ms_ = now;
      if (share_out(clock)) continue;
    }
    const bool has_ended = step_once(clock);
    now = clock();
    if (has_ended && now - told_checkpoint_ms_ >= kCheckpointMs) break;  // while it stands between epochs
  }
  if (shared_.is_begun()) waiting_since_ms_ = now = clock();
  work_ms_ += now - start;

  const Progress& progress = trainer_.progress();
  const bool has_stopped = !is_running();
  const bool is_due = has_stopped || now - told_checkpoint_ms_ >= kCheckpointMs;
  const bool has_checkpoint = is_due && progress.is_between_epochs() && progress.epoch > 0;
  if (has_stopped || !has_told_ || now - told_weights_ms_ >= kWeightsMs) tell_weights(now, replies);
  if (has_checkpoint) {
    replies.emplace_back(TrainingCheckpoint{.id = id(), .checkpoint = checkpoint_of(trainer_)});
    told_checkpoint_ms_ = now;
  }
  if (!has_stopped && has_told_ && !has_checkpoint && now - told_ms_ < kWorkerReportMs) return false;
  TrainingProgressed told = report();
  if (has_stopped || has_checkpoint) count_dead(told);
  replies.emplace_back(std::move(told));
  told_ms_ = now;
  has_told_ = true;
  return false;
}

void TrainModelTask::direct(const Request& request) {
  const auto* const direction = std::get_if<DirectTraining>(&request);
  if (!direction) return;
  trainer_.set_epochs(direction->epochs);
  order_ = direction->order;
  ++orders_;
  has_told_ = false;
}

}  // namespace

Begun begin(TrainModel& request, const WorkerData& data) {
  if (!data.images) return Error{data.images.error()};
  if (!data.validation) return Error{data.validation.error()};
  if ((*data.images)->size() < request.images) return Error{texts::kNoImagesInWorker};
  return Begun(std::make_unique<TrainModelTask>(request, (*data.images)->bytes, *data.validation, data.team));
}

}  // namespace bottleneck
