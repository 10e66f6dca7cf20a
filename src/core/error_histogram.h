// How the reconstruction errors of many images are distributed, coarse enough to travel in a model's card,
// and where a single error stands among them.
#pragma once

#include <span>
#include <vector>

namespace bottleneck {

inline constexpr int kErrorBins = 48;

// Bin i counts the images whose error lies in [i, i + 1) · bin_width; the last one also counts all above.
struct ErrorHistogram {
  double bin_width = 0;  // above 0, in the unit of the errors
  std::vector<int> counts;

  bool operator==(const ErrorHistogram&) const = default;
};

// errors: one per image, at least one, each finite and not below 0. Makes kErrorBins bins, whose width is the
// smallest number of two significant digits with which 99.5 % of the errors lie below the last bin's end: the
// few worst images do not squeeze all others into the first bins.
ErrorHistogram make_error_histogram(std::span<const float> errors);

// The share of the images whose error is smaller, in [0, 1]; linear inside a bin, and 1 from the last bin's
// end on. The histogram must count at least one image.
double share_below(const ErrorHistogram& histogram, double error);

}  // namespace bottleneck
