// The worker's training run: made from a request, gone on with in small steps, told of in replies.
//
//   TrainModel ──► TrainingJob ──train_some(), train_some(), …──► TrainingProgressed, TrainingWeights,
//   TrainingCheckpoint
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/trainer.h"
#include "lab/base/clock.h"
#include "lab/worker/jobs.h"

namespace bottleneck {

inline constexpr double kWorkerStepMs = 20;     // a pixel search waits no longer for other work
inline constexpr double kWorkerReportMs = 100;  // between two reports of progress: what an eye can follow

struct TrainingJob {
  std::uint32_t id = 0;
  TrainingOrder order = TrainingOrder::pause;
  int orders = 0;            // DirectTrainings taken
  SharedBytes images{};      // N × D, of which the trainer takes the first few
  SharedBytes validation{};  // M × D
  std::unique_ptr<Trainer> trainer{};

  // What has been told, and when on the clock.
  bool has_told = false;  // that the run is there
  double told_ms = 0;
  double told_weights_ms = 0;
  double told_checkpoint_ms = 0;
  std::size_t told_records = 0;
  std::vector<float> batch_losses{};  // not told yet
  double work_ms = 0;                 // spent on steps
  std::int64_t trained = 0;           // images in these steps

  bool is_running() const {
    const Phase phase = trainer->progress().phase;
    return order != TrainingOrder::pause && phase != Phase::finished && phase != Phase::diverged;
  }
  // Something is to be done: steps, or telling that there are none.
  bool is_awake() const { return is_running() || !has_told; }
};

// images: at least request.images of them. Throws std::bad_alloc.
TrainingJob begin_training(const TrainModel& request, SharedBytes images, SharedBytes validation);

void direct(TrainingJob& job, const DirectTraining& request);

// Does about 20 ms of mini-batches, at least one, and puts what there is to tell into `replies`. Throws
// std::bad_alloc.
void train_some(TrainingJob& job, Clock clock, std::vector<Reply>& replies);

// Trains for a moment on images that mean nothing. Throws std::bad_alloc.
TrainingMeasured measure_training(const MeasureTraining& request, Clock clock);

}  // namespace bottleneck
