#include <algorithm>

#include "core/rng.h"
#include "core/trainer.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

constexpr double kMeasureMs = 500;     // engines take most of it to make fast code of what is called often
constexpr double kMeasureFlops = 2e9;  // of a mini-batch, at most: it cannot be interrupted
constexpr std::uint32_t kOneInkedIn = 5;

int batch_of(const MeasureTraining& request) {
  return std::clamp(static_cast<int>(kMeasureFlops / image_flops(request.architecture)), 1, request.batch);
}

// As many pixels have ink as MNIST's have; what they show means nothing.
Bytes inked(int images) {
  Bytes bytes(static_cast<std::size_t>(images) * kPixels);
  Rng rng(1);
  for (std::uint8_t& pixel : bytes)
    pixel = rng.below(kOneInkedIn) == 0 ? static_cast<std::uint8_t>(rng.below(256)) : std::uint8_t{0};
  return bytes;
}

// Trains for a moment. The quickest slice counts: others have waited for something.
class MeasureTrainingTask : public Task {
 public:
  explicit MeasureTrainingTask(const MeasureTraining& request)
      : Task(request.id),
        batch_(batch_of(request)),
        images_(inked(batch_)),
        trainer_({.architecture = request.architecture, .epochs = 1'000'000, .batch = batch_}, images_, {}) {}

  bool step(Clock clock, std::vector<Reply>& replies) override {
    const double start = clock();
    double ms = 0;
    std::int64_t trained = 0;
    while (ms < kWorkerStepMs) {
      trainer_.step();
      trained += batch_;
      ms = clock() - start;
    }
    images_per_second_ = std::max(images_per_second_, static_cast<double>(trained) / ms * 1000);
    work_ms_ += ms;
    if (work_ms_ < kMeasureMs) return false;
    replies.emplace_back(TrainingMeasured{.id = id(), .images_per_second = images_per_second_});
    return true;
  }

 private:
  int batch_;
  Bytes images_;
  Trainer trainer_;
  double images_per_second_ = 0;
  double work_ms_ = 0;
};

}  // namespace

Begun begin(MeasureTraining& request, const WorkerData& /*data*/) {
  return Begun(std::make_unique<MeasureTrainingTask>(request));
}

}  // namespace bottleneck
