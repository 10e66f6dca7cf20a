#include "lab/drawing/samples.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "core/rng.h"
#include "core/synthetic.h"

namespace bottleneck {
namespace {

// How far a sample's drawing fills the pad, as a hand would.
constexpr float kFill = 0.72F;

// Brings a digit to the middle of the pad, aspect kept; that its pen is wider or thinner than others goes
// into its widths.
Strokes on_pad(const SyntheticDigit& digit) {
  const Strokes& strokes = digit.strokes;
  constexpr float kFar = std::numeric_limits<float>::max();
  Point low{kFar, kFar};
  Point high{-kFar, -kFar};
  for (const Stroke& stroke : strokes) {
    for (const Point& point : stroke) {
      low.x = std::min(low.x, point.x);
      low.y = std::min(low.y, point.y);
      high.x = std::max(high.x, point.x);
      high.y = std::max(high.y, point.y);
    }
  }
  const float extent = std::max(high.x - low.x, high.y - low.y);
  const float scale = extent > 0 ? kFill * kPadUnits / extent : 1;
  Strokes placed = strokes;
  for (Stroke& stroke : placed) {
    for (Point& point : stroke) {
      point.x = kPadUnits / 2 + (point.x - (low.x + high.x) / 2) * scale;
      point.y = kPadUnits / 2 + (point.y - (low.y + high.y) / 2) * scale;
      point.width *= digit.pen / kSyntheticPen;
    }
  }
  return placed;
}

}  // namespace

std::vector<Sample> synthetic_samples(int page) {
  assert(page >= 0 && page < kSyntheticPages);
  Rng rng(static_cast<std::uint64_t>(page) + 1);
  std::vector<Sample> samples;
  for (int digit = 0; digit < kSamplesShown; ++digit) {
    Sample sample{.label = digit};
    sample.sheet.strokes = on_pad(draw_synthetic(digit, rng));
    sample.image = render_normalised(sample.sheet.strokes);
    samples.push_back(std::move(sample));
  }
  return samples;
}

std::vector<Sample> test_samples(const Dataset& test, int page) {
  std::vector<Sample> samples;
  const int first = page * kSamplesShown;
  for (int i = first; i < std::min(first + kSamplesShown, test.size()); ++i)
    samples.push_back(test_sample(test, i));
  return samples;
}

Sample test_sample(const Dataset& test, int index) {
  Sample sample{.label = test.labels[static_cast<std::size_t>(index)]};
  std::ranges::copy(test.image(index), sample.image.begin());
  sample.sheet.picture = Picture{.image = sample.image, .index = index, .label = sample.label};
  return sample;
}

}  // namespace bottleneck
