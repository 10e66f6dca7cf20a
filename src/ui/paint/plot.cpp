#include "ui/paint/plot.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/tokens.h"

namespace bottleneck {
namespace {

constexpr float kBottom = 20;  // for the ticks' labels

}  // namespace

ImVec2 Plot::place(double step, double loss) const {
  const double down = std::clamp(1 - y.share_of(loss), -0.02, 1.02);
  return {box.x + box.width * static_cast<float>(x.share_of(step)),
          box.y + box.height * static_cast<float>(down)};
}

Plot draw_axes(const Canvas& canvas, const Rect& rect, const Axis& x, const Axis& y,
               const std::function<std::vector<Tick>(float width)>& x_ticks, float right) {
  const Palette& palette = canvas.palette();
  const std::vector<double> ticks =
      round_ticks(y, std::max(2, static_cast<int>((rect.height - kBottom) / 44) + 1));
  const double step = ticks.size() < 2 ? y.high - y.low : y.is_log ? ticks.front() : ticks[1] - ticks[0];
  float gutter = 0;
  for (const double tick : ticks)
    gutter = std::max(gutter, text_width(*canvas.look, kFigure, tick_label(tick, step)));
  Plot plot{.box = rect, .x = x, .y = y};
  cut_left(plot.box, std::ceil(gutter), kSpace3);
  cut_right(plot.box, right);
  plot.box.height -= kBottom;
  plot.box = {plot.box.x, plot.box.y + kSpace2, plot.box.width, plot.box.height - kSpace2};
  for (const double tick : ticks) {
    const float at = snap(*canvas.look, plot.place(x.low, tick).y);
    fill_rect(canvas, {plot.box.x, at, plot.box.width, canvas.look->pixel}, palette.hairline);
    draw_text(canvas, {rect.x, at - 8, gutter + 1, 16}, kFigure, palette.muted, tick_label(tick, step),
              Align::right);
  }
  for (const Tick& tick : x_ticks(plot.box.width)) {
    const float wide = std::ceil(text_width(*canvas.look, kFigure, tick.label));
    const float at = plot.place(tick.value, y.low).x;
    const float left = std::min(at - wide / 2, rect.right() - wide);
    draw_text(canvas, {left, rect.bottom() - 16, wide + 1, 16}, kFigure, palette.muted, tick.label);
  }
  return plot;
}

void draw_solid(const Canvas& canvas, std::span<const ImVec2> places, ImU32 ink, float width) {
  if (places.size() == 1) canvas.list->AddCircleFilled(places[0], width, ink);
  canvas.list->AddPolyline(places.data(), static_cast<int>(places.size()), ink, 0, width);
}

void draw_dashed(const Canvas& canvas, std::span<const ImVec2> places, ImU32 ink, float width) {
  constexpr float kDash = 5;
  constexpr float kPause = 3;
  if (places.size() == 1) canvas.list->AddCircleFilled(places[0], width, ink);
  float left = kDash;  // of the present dash, or of the pause
  bool is_dash = true;
  for (std::size_t i = 1; i < places.size(); ++i) {
    ImVec2 from = places[i - 1];
    const ImVec2 to = places[i];
    float rest = std::hypot(to.x - from.x, to.y - from.y);
    while (rest > 0) {
      const float go = std::min(left, rest);
      const ImVec2 next{from.x + (to.x - from.x) * go / rest, from.y + (to.y - from.y) * go / rest};
      if (is_dash) canvas.list->AddLine(from, next, ink, width);
      from = next;
      rest -= go;
      left -= go;
      if (left > 0) continue;
      is_dash = !is_dash;
      left = is_dash ? kDash : kPause;
    }
  }
}

}  // namespace bottleneck
