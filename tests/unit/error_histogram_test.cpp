#include "core/error_histogram.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"

namespace bottleneck {
namespace {

// 0.00005, 0.00015, … 0.09995.
std::vector<float> thousand_errors() {
  std::vector<float> errors;
  for (int i = 0; i < 1000; ++i) errors.push_back((static_cast<float>(i) + 0.5F) / 10'000);
  return errors;
}

TEST(ErrorHistogram, ItsBinsHoldAllButTheWorst) {
  // 995 of 1000 are at most 0.09945; 0.09945 / 48 = 0.00207…, so the width is 0.0021 and the end 0.1008.
  const ErrorHistogram histogram = make_error_histogram(thousand_errors());
  ASSERT_EQ(histogram.counts.size(), 48U);
  EXPECT_EQ(histogram.bin_width, 0.0021) << "two significant digits, and the double nearest to them";
  EXPECT_EQ(std::accumulate(histogram.counts.begin(), histogram.counts.end(), 0), 1000);
  EXPECT_EQ(histogram.counts[0], 21) << "0.00005 to 0.00205";
  EXPECT_EQ(histogram.counts[47], 13) << "0.09875 to 0.09995";
}

TEST(ErrorHistogram, TheLastBinTakesWhatLiesAbove) {
  std::vector<float> errors(1000, 0.01F);
  errors[0] = errors[999] = 1;
  errors[500] = 0;
  const ErrorHistogram histogram = make_error_histogram(errors);
  EXPECT_EQ(histogram.bin_width, 0.00021) << "two of a thousand do not widen the bins";
  EXPECT_EQ(histogram.counts[0], 1);
  EXPECT_EQ(histogram.counts[47], 999) << "0.01 / 0.00021 = 47.6";
}

TEST(ErrorHistogram, WidthsAreTheSmallestThatSuffice) {
  Rng rng(3);
  for (int run = 0; run < 200; ++run) {
    std::vector<float> errors(1 + rng.below(500));
    const float most = rng.uniform(1e-4F, run % 2 == 0 ? 1.0F : 1e-3F);
    for (float& error : errors) error = rng.uniform(0, most);
    const double width = make_error_histogram(errors).bin_width;
    const auto share_under = [&](double end) {
      const auto count = std::ranges::count_if(errors, [&](float error) { return error < end; });
      return static_cast<double>(count) / static_cast<double>(errors.size());
    };
    EXPECT_GE(share_under(48 * width), 0.995);
    double step = 1;  // of the second digit
    while (width < 10 * step * (1 - 1e-9)) step /= 10;
    EXPECT_LT(width, 100 * step * (1 + 1e-9));
    EXPECT_NEAR(width / step, std::round(width / step), 1e-9) << width << " has more than two digits";
    EXPECT_LT(share_under(48 * (width - step)), 0.995) << width << " is wider than it must be";
  }
}

TEST(ErrorHistogram, OneImageAndNoErrorAtAllHaveOneToo) {
  const ErrorHistogram one = make_error_histogram(std::vector<float>{0.25F});
  EXPECT_EQ(one.bin_width, 0.0053);
  EXPECT_EQ(one.counts[47], 1);
  const ErrorHistogram none = make_error_histogram(std::vector<float>{0, 0, 0});
  EXPECT_GT(none.bin_width, 0);
  EXPECT_EQ(none.counts[0], 3);
}

TEST(ShareBelow, IsLinearInsideABin) {
  const ErrorHistogram histogram{.bin_width = 0.5, .counts = {2, 0, 6, 2}};
  EXPECT_EQ(share_below(histogram, 0), 0);
  EXPECT_EQ(share_below(histogram, -1), 0);
  EXPECT_DOUBLE_EQ(share_below(histogram, 0.25), 0.1);
  EXPECT_DOUBLE_EQ(share_below(histogram, 0.5), 0.2);
  EXPECT_DOUBLE_EQ(share_below(histogram, 0.9), 0.2);
  EXPECT_DOUBLE_EQ(share_below(histogram, 1.25), 0.5);
  EXPECT_DOUBLE_EQ(share_below(histogram, 1.75), 0.9);
  EXPECT_EQ(share_below(histogram, 2), 1);
  EXPECT_EQ(share_below(histogram, 1e300), 1);
}

TEST(ShareBelow, CountsWhatItWasMadeFrom) {
  const ErrorHistogram histogram = make_error_histogram(thousand_errors());
  for (const double error : {0.001, 0.0333, 0.05, 0.0713, 0.095}) {
    EXPECT_NEAR(share_below(histogram, error), error * 10, 0.002);
  }
}

}  // namespace
}  // namespace bottleneck
