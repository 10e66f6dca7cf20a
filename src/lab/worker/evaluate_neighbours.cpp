#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/knn.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

constexpr std::size_t kQueries = 64;  // at a time, as core/knn_evaluation.h
constexpr std::size_t kEncoded = 256 * kPixels;

// Images → codes (where they are wanted) → neighbours, image by image of the validation half.
class EvaluateNeighboursTask : public Task {
 public:
  EvaluateNeighboursTask(EvaluateNeighbours& request, SharedImages references, SharedBytes queries)
      : Task(request.id),
        k_(request.k),
        end_(static_cast<std::size_t>(request.end)),
        references_(std::move(references)),
        queries_(std::move(queries)),
        reported_(static_cast<std::size_t>(request.first)),
        done_(reported_) {
    if (request.by_codes) model_ = take_model(request);
  }

  bool step(Clock clock, std::vector<Reply>& replies) override {
    const double start = clock();
    if (!last_report_ms_) last_report_ms_ = start;
    if (model_ && !codes_) {
      const bool is_encoded = encode_some(clock, start);
      encode_ms_ += clock() - start;
      if (!is_encoded) return false;
      if (!are_comparable(reference_codes_) || !are_comparable(query_codes_)) {
        replies.emplace_back(JobFailed{.id = id(), .message = texts::kCodesTooLarge});
        return true;
      }
      const double fit_start = clock();
      codes_ = prepare_codes(reference_codes_, model_->architecture.latent);
      reference_codes_ = {};
      fit_ms_ = clock() - fit_start;
      return false;
    }
    if (!model_ && fit_ms_ == 0) {
      // Their squares were laid out when they came, for all searches: done again, to be timed.
      (void)prepare_pixels(*references_->bytes);
      fit_ms_ = clock() - start;
      return false;
    }
    search(clock, start);
    search_ms_ += clock() - start;
    const bool is_done = done_ == end_;
    if (is_done || clock() - *last_report_ms_ >= kWorkerReportMs) report(replies, is_done, clock());
    return is_done;
  }

 private:
  // True: both halves are encoded. However slow, each step goes on by a batch.
  bool encode_some(Clock clock, double start) {
    const auto width = static_cast<std::size_t>(model_->architecture.latent);
    const auto encode_batch = [&](const Bytes& images, std::vector<float>& codes) {
      const std::size_t first = codes.size() / width * kPixels;
      if (first == images.size()) return false;
      const auto bytes = std::span(images).subspan(first, std::min(kEncoded, images.size() - first));
      const std::vector<float> some = encode_bytes(*model_, bytes);
      codes.insert(codes.end(), some.begin(), some.end());
      return true;
    };
    do {
      if (!encode_batch(*references_->bytes, reference_codes_) && !encode_batch(*queries_, query_codes_))
        return true;
    } while (clock() - start < kWorkerStepMs);
    return false;
  }

  void search(Clock clock, double start) {
    do {
      const std::size_t count = std::min(kQueries, end_ - done_);
      const auto rows = [&](const auto& values, std::size_t width) {
        return std::span(values).subspan(done_ * width, count * width);
      };
      const auto found =
          codes_ ? nearest(*codes_, rows(query_codes_, static_cast<std::size_t>(codes_->width)), k_)
                 : nearest(references_->references, rows(*queries_, kPixels), k_);
      for (const Neighbour& neighbour : found) found_.push_back(neighbour.index);
      done_ += count;
    } while (done_ < end_ && clock() - start < kWorkerStepMs);
  }

  void report(std::vector<Reply>& replies, bool is_done, double now) {
    replies.emplace_back(NeighboursEvaluated{.id = id(),
                                             .first = static_cast<int>(reported_),
                                             .neighbours = std::exchange(found_, {}),
                                             .encode_ms = encode_ms_,
                                             .fit_ms = fit_ms_,
                                             .search_ms = search_ms_,
                                             .is_done = is_done});
    reported_ = done_;
    last_report_ms_ = now;
  }

  int k_;
  std::size_t end_;
  SharedImages references_;
  SharedBytes queries_;
  std::optional<Autoencoder> model_;
  std::vector<float> reference_codes_;
  std::vector<float> query_codes_;
  std::optional<CodeReferences> codes_;
  std::vector<int> found_;  // since the last report
  std::size_t reported_;
  std::size_t done_;
  std::optional<double> last_report_ms_;
  double encode_ms_ = 0;
  double fit_ms_ = 0;
  double search_ms_ = 0;
};

}  // namespace

Begun begin(EvaluateNeighbours& request, const WorkerData& data) {
  if (!data.images) return Error{data.images.error()};
  if (!data.validation) return Error{data.validation.error()};
  const auto queries = static_cast<int>((*data.validation)->size() / kPixels);
  if (request.end > queries || request.first >= request.end || request.k > (*data.images)->size())
    return Error{texts::kNoImagesInWorker};
  return Begun(std::make_unique<EvaluateNeighboursTask>(request, *data.images, *data.validation));
}

}  // namespace bottleneck
