#include <algorithm>
#include <cmath>
#include <string>

#include "core/error_histogram.h"
#include "lab/base/figures.h"
#include "texts/panels.h"
#include "ui/draw/cards.h"

namespace bottleneck {
namespace {

constexpr float kFaint = 0.4F;  // of the bars: the mark stands out

// "7 of 10"; near the ends, where tens would round to all or none, "98 of 100", "999 of 1,000".
std::string share_in_words(double share, const char* pattern) {
  int whole = 10;
  while (whole < 1000 && (share * whole < 0.5 || share * whole > whole - 0.5)) whole *= 10;
  const auto part = static_cast<std::int64_t>(std::lround(share * whole));
  return fill(pattern, {grouped(part), grouped(whole)});
}

}  // namespace

void draw_error_strip(const Canvas& canvas, const Rect& histogram, const Rect& caption, const ModelCard& card,
                      double relative_error, Align align) {
  if (!card.error_histogram) return;
  const ErrorHistogram& errors = *card.error_histogram;
  const Palette& palette = canvas.palette();
  const auto bins = static_cast<float>(errors.counts.size());
  const auto most = static_cast<float>(*std::ranges::max_element(errors.counts));
  const float pitch = histogram.width / bins;
  const double place = std::min(relative_error / errors.bin_width, static_cast<double>(bins) - 0.5);
  for (std::size_t i = 0; i < errors.counts.size(); ++i) {
    const float height = std::round(histogram.height * static_cast<float>(errors.counts[i]) / most);
    const bool is_below = static_cast<double>(i) + 0.5 < place;
    const float left = snap(*canvas.look, histogram.x + pitch * static_cast<float>(i));
    const float right = snap(*canvas.look, histogram.x + pitch * static_cast<float>(i + 1));
    fill_rect(canvas, {left, histogram.bottom() - height, right - left - canvas.look->pixel, height},
              is_below ? palette.reconstruction : palette.muted, 0, kFaint);
  }
  fill_rect(canvas, {histogram.x, histogram.bottom(), histogram.width, 1}, palette.hairline);
  const float x = snap(*canvas.look, histogram.x + histogram.width * static_cast<float>(place) / bins);
  fill_rect(canvas, {x - 1, histogram.y, 2, histogram.height + 1}, palette.reconstruction);
  const double share = share_below(errors, relative_error);
  draw_text(
      canvas, caption, kSmallText, palette.muted,
      first_fitting(*canvas.look, kSmallText, caption.width,
                    {share_in_words(share, texts::kErrLess), share_in_words(share, texts::kErrLessShort)}),
      align);
}

}  // namespace bottleneck
