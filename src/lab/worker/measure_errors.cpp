#include <algorithm>
#include <span>
#include <utility>

#include "core/metrics.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

class MeasureErrorsTask : public BatchTask {
 public:
  MeasureErrorsTask(MeasureErrors& request, SharedBytes images)
      : BatchTask(request.id, static_cast<int>(images->size() / kPixels)),
        model_(take_model(request)),
        images_(std::move(images)) {
    errors_.reserve(images_->size() / kPixels * 2);
  }

 private:
  int do_batch(int first) override {
    constexpr std::size_t kImages = 256;
    const std::size_t begin = static_cast<std::size_t>(first) * kPixels;
    const auto bytes =
        std::span(*images_).subspan(begin, std::min(kImages * kPixels, images_->size() - begin));
    for (const ReconstructionError& error : image_errors(model_, bytes)) {
      errors_.push_back(static_cast<float>(error.bce));
      errors_.push_back(static_cast<float>(error.mse));
    }
    return static_cast<int>(bytes.size() / kPixels);
  }
  Reply result() override { return ErrorsMeasured{.id = id(), .errors = std::move(errors_)}; }

  Autoencoder model_;
  SharedBytes images_;
  std::vector<float> errors_;
};

}  // namespace

Begun begin(MeasureErrors& request, const WorkerData& data) {
  if (!data.validation) return Error{data.validation.error()};
  if ((*data.validation)->empty()) return Error{texts::kNoImagesInWorker};
  return Begun(std::make_unique<MeasureErrorsTask>(request, *data.validation));
}

}  // namespace bottleneck
