// Classifies a test set by its nearest neighbours, a batch at a call, so that the caller can show progress or
// stop; and notes how far the nearest one is.
#pragma once

#include <algorithm>
#include <cassert>
#include <span>
#include <vector>

#include "core/knn.h"
#include "core/metrics.h"

namespace bottleneck {

// References: CodeReferences with Value = float, or PixelReferences with Value = std::uint8_t.
template <class References, class Value>
class KnnEvaluation {
 public:
  // labels: the references'; queries: Q × width values; truths: Q labels. All but `k` and `classes` must
  // outlive this. Codes must be are_comparable().
  KnnEvaluation(const References& references, std::span<const std::uint8_t> labels,
                std::span<const Value> queries, std::span<const std::uint8_t> truths, int k, int classes)
      : references_(references),
        labels_(labels),
        queries_(queries),
        truths_(truths),
        k_(k),
        confusion_(classes) {
    assert(!truths.empty() && queries.size() % truths.size() == 0);
  }

  bool is_finished() const { return done_ == truths_.size(); }
  int done() const { return static_cast<int>(done_); }
  int total() const { return static_cast<int>(truths_.size()); }
  const ConfusionMatrix& confusion() const { return confusion_; }
  // From each query done so far to its nearest reference, in the units of Neighbour::distance.
  const std::vector<float>& nearest_distances() const { return distances_; }

  // Classifies the next few queries: a tenth of a second of work.
  void step() {
    const std::size_t width = queries_.size() / truths_.size();
    const std::size_t count = std::min(kBatch, truths_.size() - done_);
    const auto neighbours = nearest(references_, queries_.subspan(done_ * width, count * width), k_);
    std::vector<int> votes(static_cast<std::size_t>(confusion_.classes));
    for (std::size_t i = 0; i < count; ++i) {
      const auto k = static_cast<std::size_t>(k_);
      count_votes(std::span(neighbours).subspan(i * k, k), labels_, votes);
      assert(neighbours[i * k].index >= 0);
      distances_.push_back(neighbours[i * k].distance);
      confusion_.add(truths_[done_ + i], winner(votes));
    }
    done_ += count;
  }

 private:
  static constexpr std::size_t kBatch = 512;  // images are fetched once for so many queries

  const References& references_;
  std::span<const std::uint8_t> labels_;
  std::span<const Value> queries_;
  std::span<const std::uint8_t> truths_;
  int k_;
  ConfusionMatrix confusion_;
  std::vector<float> distances_;
  std::size_t done_ = 0;
};

using CodeEvaluation = KnnEvaluation<CodeReferences, float>;
using PixelEvaluation = KnnEvaluation<PixelReferences, std::uint8_t>;

}  // namespace bottleneck
