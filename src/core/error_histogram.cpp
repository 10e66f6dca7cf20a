#include "core/error_histogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace bottleneck {
namespace {

constexpr double kShareInBins = 0.995;
constexpr double kSmallestWidth = 1e-6;  // for errors that are all zero; far below any that a model makes

// The smallest number of two significant digits above x; x in [kSmallestWidth, 100). One division of two
// whole numbers, so that it is the double nearest to its decimal and is written as such.
double round_up(double x) {
  double scale = 1;
  while (x * scale < 10) scale *= 10;
  return (std::floor(x * scale) + 1) / scale;
}

}  // namespace

ErrorHistogram make_error_histogram(std::span<const float> errors) {
  assert(!errors.empty());
  std::vector<float> sorted(errors.begin(), errors.end());
  const auto count = static_cast<double>(errors.size());
  // The largest of the smallest 99.5 %.
  const auto largest = sorted.begin() + static_cast<std::ptrdiff_t>(std::ceil(kShareInBins * count)) - 1;
  std::nth_element(sorted.begin(), largest, sorted.end());
  const double width = std::max(kSmallestWidth, static_cast<double>(*largest) / kErrorBins);
  ErrorHistogram histogram{.bin_width = round_up(width), .counts = std::vector<int>(kErrorBins)};
  for (const float error : errors) {
    assert(error >= 0);
    const double bin = std::min(static_cast<double>(error) / histogram.bin_width, kErrorBins - 1.0);
    ++histogram.counts[static_cast<std::size_t>(bin)];
  }
  return histogram;
}

double share_below(const ErrorHistogram& histogram, double error) {
  const auto& counts = histogram.counts;
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  assert(histogram.bin_width > 0 && total > 0);
  const double position = error / histogram.bin_width;
  if (!(position > 0)) return 0;
  if (position >= static_cast<double>(counts.size())) return 1;
  const auto bin = static_cast<std::ptrdiff_t>(position);
  const double below = std::accumulate(counts.begin(), counts.begin() + bin, 0.0);
  return (below + (position - static_cast<double>(bin)) * counts[static_cast<std::size_t>(bin)]) / total;
}

}  // namespace bottleneck
