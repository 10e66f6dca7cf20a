#include <algorithm>

#include "ui/compression/cards.h"
#include "ui/paint/guide.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr float kBytesWidth = 348;  // beside the plot
constexpr float kMostCost = 520;    // the height of the plot's card
constexpr float kCostBesideFrom = 820;

}  // namespace

float draw_compression_station(const Panel& panel, const PageFrame& frame) {
  const Panel measure = panel.measuring();
  const Rect& area = frame.area;
  const bool is_wide = area.width >= kCostBesideFrom;
  const float gap = is_wide ? kSpace4 : kSpace3;
  const float side = is_wide ? kBytesWidth : area.width;
  float y = area.y;
  const auto place = [&](auto draw) {
    const Rect card{area.x, y, side, draw(measure, Rect{area.x, y, side, 0})};
    if (card.height <= 0) return;
    draw(panel, card);
    y = card.bottom() + gap;
  };
  place(draw_guide);
  place(draw_bytes_card);
  Rect right{area.x, y, area.width, 0};
  if (is_wide) {
    right.x += side + kSpace5;
    right.width -= side + kSpace5;
    right.y = area.y;
  }
  const float table = draw_model_costs_card(measure, {right.x, 0, right.width, 0});
  const float window = frame.size.viewport_height - frame.gap;
  right.height =
      std::max(std::min(window - right.y - gap - table, kMostCost), draw_cost_card(measure, right));
  draw_cost_card(panel, right);
  const Rect below{right.x, right.bottom() + gap, right.width, table};
  draw_model_costs_card(panel, below);
  return std::max(below.bottom(), y - gap) + frame.gap;
}

}  // namespace bottleneck
