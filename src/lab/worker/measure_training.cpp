#include <algorithm>

#include "core/rng.h"
#include "core/trainer.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

constexpr double kMeasureMs = 150;
constexpr double kMeasureFlops = 2e9;  // of a mini-batch, at most: it cannot be interrupted

// Trains for a moment on images that mean nothing, in one step.
class MeasureTrainingTask : public Task {
 public:
  explicit MeasureTrainingTask(const MeasureTraining& request) : Task(request.id), request_(request) {}

  bool step(Clock clock, std::vector<Reply>& replies) override {
    // A weight takes about 6 operations for each image: 2 forwards, 4 backwards.
    const double of_one = 6 * static_cast<double>(parameter_count(request_.architecture));
    const int batch = std::clamp(static_cast<int>(kMeasureFlops / of_one), 1, request_.batch);
    Bytes images(static_cast<std::size_t>(batch) * kPixels);
    Rng rng(1);
    for (std::uint8_t& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
    Trainer trainer({.architecture = request_.architecture, .epochs = 1'000'000, .batch = batch}, images, {});
    trainer.step();  // the first one waits for memory
    const double start = clock();
    double now = start;
    std::int64_t trained = 0;
    while (now - start < kMeasureMs) {
      trainer.step();
      trained += batch;
      now = clock();
    }
    const double images_per_second = static_cast<double>(trained) / (now - start) * 1000;
    replies.emplace_back(TrainingMeasured{.id = id(), .images_per_second = images_per_second});
    return true;
  }

 private:
  MeasureTraining request_;
};

}  // namespace

Begun begin(MeasureTraining& request, const WorkerData& /*data*/) {
  return Begun(std::make_unique<MeasureTrainingTask>(request));
}

}  // namespace bottleneck
