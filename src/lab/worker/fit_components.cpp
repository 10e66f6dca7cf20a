#include <algorithm>
#include <span>
#include <utility>

#include "core/pca.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

constexpr double kReadingShare =
    0.8;  // of the work, by experience; the rest is one step, and an image's worth

class FitComponentsTask : public Task {
 public:
  FitComponentsTask(FitComponents& request, SharedImages images, SharedBytes validation)
      : Task(request.id),
        widths_(std::move(request.widths)),
        images_(std::move(images)),
        validation_(std::move(validation)),
        fit_(*images_->bytes) {}

  bool step(Clock clock, std::vector<Reply>& replies) override {
    const double start = clock();
    if (fit_.has_read_all()) {
      replies.emplace_back(ComponentsFitted{.id = id(), .mse = errors()});
      return true;
    }
    do fit_.step();
    while (!fit_.has_read_all() && clock() - start < kWorkerStepMs);
    work_ms_ += clock() - start;
    const double share = kReadingShare * fit_.share();
    replies.emplace_back(JobProgress{.id = id(), .share = share, .eta_ms = work_ms_ * (1 - share) / share});
    return false;
  }

 private:
  std::vector<double> errors() const {
    const PrincipalComponents all = fit_.components(std::ranges::max(widths_));
    std::vector<double> errors;
    errors.reserve(widths_.size());
    for (const int width : widths_) errors.push_back(error_of(first_of(all, width)));
    return errors;
  }

  static PrincipalComponents first_of(const PrincipalComponents& all, int width) {
    const auto count = static_cast<std::ptrdiff_t>(width);
    return {.mean = all.mean,
            .components = {all.components.begin(), all.components.begin() + count * kPixels},
            .variances = {all.variances.begin(), all.variances.begin() + count}};
  }

  double error_of(const PrincipalComponents& pca) const {
    constexpr std::size_t kBatch = 1000 * kPixels;
    double sum = 0;
    std::vector<float> unit;
    for (std::size_t first = 0; first < validation_->size(); first += kBatch) {
      const auto bytes =
          std::span(*validation_).subspan(first, std::min(kBatch, validation_->size() - first));
      unit.resize(bytes.size());
      to_unit(bytes, unit);
      const std::vector<float> back = reconstruct(pca, project(pca, bytes));
      for (std::size_t i = 0; i < unit.size(); ++i) {
        const double difference = static_cast<double>(unit[i]) - static_cast<double>(back[i]);
        sum += difference * difference;
      }
    }
    return sum / static_cast<double>(validation_->size());
  }

  std::vector<int> widths_;
  SharedImages images_;
  SharedBytes validation_;
  PcaFit fit_;
  double work_ms_ = 0;
};

}  // namespace

Begun begin(FitComponents& request, const WorkerData& data) {
  if (!data.images) return Error{data.images.error()};
  if (!data.validation) return Error{data.validation.error()};
  if ((*data.images)->size() < 2 || (*data.validation)->empty() || request.widths.empty())
    return Error{texts::kNoImagesInWorker};
  return Begun(std::make_unique<FitComponentsTask>(request, *data.images, *data.validation));
}

}  // namespace bottleneck
