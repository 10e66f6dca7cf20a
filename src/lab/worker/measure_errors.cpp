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
    values_.reserve(images_->size() / kPixels * (2 + width()));
  }

 private:
  int do_batch(int first) override {
    constexpr std::size_t kImages = 256;  // encode_bytes() works in batches of as many
    const std::size_t begin = static_cast<std::size_t>(first) * kPixels;
    const auto bytes =
        std::span(*images_).subspan(begin, std::min(kImages * kPixels, images_->size() - begin));
    const std::vector<ReconstructionError> errors = image_errors(model_, bytes);
    const std::vector<float> codes = encode_bytes(model_, bytes);
    for (std::size_t i = 0; i < errors.size(); ++i) {
      values_.push_back(static_cast<float>(errors[i].bce));
      values_.push_back(static_cast<float>(errors[i].mse));
      const auto code = std::span(codes).subspan(i * width(), width());
      values_.insert(values_.end(), code.begin(), code.end());
    }
    return static_cast<int>(bytes.size() / kPixels);
  }
  Reply result() override { return ErrorsMeasured{.id = id(), .values = std::move(values_)}; }
  std::size_t width() const { return static_cast<std::size_t>(model_.architecture.latent); }

  Autoencoder model_;
  SharedBytes images_;
  std::vector<float> values_;
};

}  // namespace

Begun begin(MeasureErrors& request, const WorkerData& data) {
  if (!data.validation) return Error{data.validation.error()};
  if ((*data.validation)->empty()) return Error{texts::kNoImagesInWorker};
  return Begun(std::make_unique<MeasureErrorsTask>(request, *data.validation));
}

}  // namespace bottleneck
