// The training runs of this visit: what the page knows of each. The work itself is the worker's
// (lab/worker/jobs.h).
//
//   TrainingPlan ──start──► TrainingRun ◄── progress, weights, checkpoints ── worker
//                               │
//                               └── finished ──► a model of the library
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/autoencoder.h"
#include "core/checkpoint.h"
#include "core/dataset.h"
#include "core/trainer.h"
#include "lab/training/plan.h"

namespace bottleneck {

// How far a run goes before it pauses by itself.
enum class RunUntil : std::uint8_t { end, batch, epoch };

struct TrainingRun {
  enum class State : std::uint8_t {
    waiting,  // for its images, or for the worker
    training,
    paused,
    finished,
    diverged,  // the loss was no longer a number; the weights are the last sound ones
    failed,    // `error` says why
  };

  int number = 0;        // 1, 2, …: no two runs of a visit have the same
  std::string name{};    // for the reader, until it has a model (run_name())
  TrainingPlan plan{};   // as it was started; epochs may have been changed since
  std::string parent{};  // the title of the model that it continues; empty: it began with random weights
  State state = State::waiting;
  RunUntil until = RunUntil::end;
  std::string error{};
  std::string notice{};  // what happened on the way: "The worker was lost; resumed from epoch 3."

  std::shared_ptr<const Dataset> train{};  // null until the dataset is there
  std::shared_ptr<const Dataset> test{};   // the validation images
  std::vector<std::string> class_names{};  // what their labels mean
  int images = 0;                          // of `train`, the first so many

  Progress progress{};                         // as last told
  std::vector<EpochRecord> history{};          // one per finished epoch
  std::vector<float> batch_losses{};           // one per mini-batch from the start on
  std::shared_ptr<const Autoencoder> model{};  // the latest weights that have come; null before the first
  int model_epoch = 0;                         // where the run stood when it had them
  int model_batch = 0;
  int dead_units = 0;            // latent units that were zero on all of dead_units_of images
  int dead_neurons = 0;          // of the first layer, likewise
  int dead_units_of = 0;         // 0: not counted yet
  int workers = 1;               // that shared the latest mini-batch
  double images_per_second = 0;  // since the worker was given it last; 0: not known yet
  double work_ms = 0;            // spent on training so far
  // What it began with, and what it left at the end of its latest epoch: from there it goes on where the
  // worker does not have it any more. Null: random weights, and nothing.
  std::shared_ptr<const Autoencoder> start{};
  std::shared_ptr<const Checkpoint> checkpoint{};
  bool wants_pause = false;  // the reader has paused it, and the worker has not answered yet
  double earlier_ms = 0;     // of work_ms: before the worker was given it last
  std::string saved_as{};    // its model's name in the library; empty: not there
  int saved_epoch = 0;       // where the run stood with that model's weights
  int saved_batch = 0;

  bool is_active() const { return state == State::waiting || state == State::training; }
};

// A short measurement with the architecture and batch size of a plan.
struct TrainingEstimate {
  Architecture architecture{};
  int batch = 0;
  double images_per_second = 0;  // 0: not measured yet
  std::string error{};           // for the reader: there is no memory for it
};

// A run that the reader has removed, until they remove another.
struct RemovedRun {
  TrainingRun run{};
  bool was_shown = false;
};

struct Training {
  std::vector<TrainingRun> runs{};  // in the order in which they were started
  int shown = 0;                    // the number of the run that the station shows; 0: none
  int with_worker = 0;              // the number of the run that the worker has; 0: none
  int last_number = 0;
  std::optional<RemovedRun> removed{};  // can be brought back
  TrainingEstimate estimate{};
};

// The run of that number, or null.
const TrainingRun* find_run(const Training& training, int number);
TrainingRun* find_run(Training& training, int number);
// The one that waits or trains, or null: there is one at a time.
const TrainingRun* active_run(const Training& training);
inline const TrainingRun* shown_run(const Training& training) {
  return find_run(training, training.shown);
}

Architecture architecture_of(const TrainingPlan& plan);
TrainingSettings settings_of(const TrainingPlan& plan);

// Time left of a run at its present speed; nothing while that is not known.
std::optional<double> ms_left(const TrainingRun& run);

// What a run by this plan would take, by the latest measurement; nothing before there is one for it. images:
// to be trained on; test_images: to be validated on after each epoch.
std::optional<double> estimated_ms(const Training& training, const TrainingPlan& plan, int images,
                                   int test_images);
// Memory of the worker: images, weights, what Adam and the layers need. images: all that the dataset has for
// training, as the worker is given all of them.
std::int64_t estimated_bytes(const TrainingPlan& plan, int images, int test_images);

// By so many a finished run is made longer that is to go on.
inline constexpr int kMoreEpochs = 10;

// What can be done with a run as it is.
struct RunAbilities {
  bool pause = false;
  bool resume = false;  // also by a mini-batch or an epoch; a finished one for kMoreEpochs more
  bool rewind = false;
  bool keep = false;
};
RunAbilities abilities_of(const TrainingRun& run);
// At which epoch it can end at the earliest: the one that it is in.
int least_epochs(const TrainingRun& run);

}  // namespace bottleneck
