#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/knn.h"
#include "lab/worker/shared_search.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

// Queries at a time: twice as many as long as they take no longer than this. The more of them go over the
// images together, the quicker; but other work waits for them.
constexpr double kLongestWaitMs = 2 * kWorkerStepMs;
constexpr std::size_t kFewestQueries = 64;
constexpr std::size_t kMostQueries = 512;
constexpr std::size_t kEncoded = 256 * kPixels;
// What is left must be worth sharing: until a helper is there and has the references it takes 0.1 to 0.5 s.
constexpr double kLeastLeftMs = 300;

// The rows of a piece.
template <class Value>
std::span<const Value> rows(const std::vector<Value>& values, std::size_t width, const QueryPiece& piece) {
  return std::span(values).subspan(piece.first * width, piece.count * width);
}

template <class Value>
SharedBytes shared_bytes(std::span<const Value> values) {
  const ByteView bytes = bytes_of(values);
  return std::make_shared<const Bytes>(bytes.begin(), bytes.end());
}

// Images → codes (where they are wanted) → neighbours, image by image of the validation half.
class EvaluateNeighboursTask : public Task {
 public:
  EvaluateNeighboursTask(EvaluateNeighbours& request, SharedImages references, SharedBytes queries,
                         std::shared_ptr<Team> team)
      : Task(request.id),
        k_(request.k),
        end_(static_cast<std::size_t>(request.end)),
        references_(std::move(references)),
        queries_(std::move(queries)),
        first_(static_cast<std::size_t>(request.first)),
        reported_(first_),
        team_(std::move(team)),
        pieces_(k_, references_->size(), reported_, end_) {
    if (request.by_codes) model_ = take_model(request);
  }

  bool is_awake() const override { return !pieces_.is_waiting(); }

  bool step(Clock clock, std::vector<Reply>& replies) override {
    const double start = clock();
    if (!last_report_ms_) last_report_ms_ = start;
    is_shared_ = is_shared_ || is_worth_sharing();
    if (is_shared_) call_helpers(*team_);
    if (waiting_since_ms_) search_ms_ += start - *std::exchange(waiting_since_ms_, std::nullopt);
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
      fit_ms_ = clock() - fit_start;
      return false;
    }
    if (!model_ && !pixels_) {
      pixels_ = prepare_pixels_in_order(*references_->bytes);
      fit_ms_ = clock() - start;
      return false;
    }
    search(clock, start);
    const double now = clock();
    search_ms_ += now - start;
    if (pieces_.is_waiting()) waiting_since_ms_ = now;
    const bool is_done = pieces_.done() == end_;
    if (is_done || clock() - *last_report_ms_ >= kWorkerReportMs) report(replies, is_done, clock());
    return is_done;
  }

 private:
  // How long a search takes depends on how the images lie: the first ones tell.
  bool is_worth_sharing() const {
    const auto left = static_cast<double>(end_ - pieces_.done());
    const auto done = static_cast<double>(pieces_.done() - first_);
    return done > 0 && search_ms_ * left / done >= kLeastLeftMs;
  }

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
      if (is_shared_) share_out(start);
      const double piece_start = clock();
      const std::optional<QueryPiece> piece = pieces_.take(at_once_);
      if (!piece) return;
      const auto found =
          codes_ ? nearest(*codes_, rows(query_codes_, static_cast<std::size_t>(codes_->width), *piece), k_)
                 : nearest(*pixels_, rows(*queries_, kPixels, *piece), k_);
      pieces_.put(piece->first, indices_of(found));
      if (clock() - piece_start < kLongestWaitMs) at_once_ = std::min(2 * at_once_, kMostQueries);
    } while (pieces_.done() < end_ && clock() - start < kWorkerStepMs);
  }

  // What helpers have found is taken, and they get more to do.
  void share_out(double now) {
    const int width = codes_ ? codes_->width : 0;
    if (!shared_references_)
      shared_references_ =
          codes_ ? shared_bytes(std::span<const float>(reference_codes_)) : references_->bytes;
    pieces_.share_out(
        *team_, now, TakeReferences{.width = width, .body = shared_references_},
        [&](const QueryPiece& piece) {
          return NeighboursWanted{
              .k = k_,
              .width = width,
              .body = codes_ ? shared_bytes(rows(query_codes_, static_cast<std::size_t>(width), piece))
                             : shared_bytes(rows(*queries_, kPixels, piece))};
        });
  }

  void report(std::vector<Reply>& replies, bool is_done, double now) {
    replies.emplace_back(NeighboursEvaluated{.id = id(),
                                             .first = static_cast<int>(reported_),
                                             .neighbours = pieces_.take_done(),
                                             .encode_ms = encode_ms_,
                                             .fit_ms = fit_ms_,
                                             .search_ms = search_ms_,
                                             .is_done = is_done});
    reported_ = pieces_.done();
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
  std::optional<PixelReferences> pixels_;  // of the images of references_
  std::size_t first_;
  std::size_t reported_;
  std::shared_ptr<Team> team_;
  SharedSearch pieces_;
  std::size_t at_once_ = kFewestQueries;
  bool is_shared_ = false;
  SharedBytes shared_references_;           // as helpers get them
  std::optional<double> waiting_since_ms_;  // for helpers
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
  return Begun(std::make_unique<EvaluateNeighboursTask>(request, *data.images, *data.validation, data.team));
}

}  // namespace bottleneck
