#include <algorithm>

#include "ui/paint/card_stack.h"
#include "ui/paint/guide.h"
#include "ui/paint/page_panels.h"
#include "ui/reconstructions/cards.h"

namespace bottleneck {
namespace {

constexpr float kModelsWidth = 320;

}  // namespace

float draw_reconstructions_station(const Panel& panel, const PageFrame& frame) {
  const Rect& area = frame.area;
  const bool has_left = panel.offers.find("guide") || panel.offers.find("rows");
  const bool is_wide = frame.shape == Shape::wide && has_left;
  CardStack left{panel, area, is_wide ? kSpace4 : kSpace3};
  if (is_wide) left.place.width = kModelsWidth;
  left.add(draw_guide);
  if (!is_wide) {
    left.add(draw_rows_card);
    left.add(draw_models_card);
    return left.bottom() + frame.gap;
  }
  left.add(draw_models_card);
  const float x = area.x + kModelsWidth + kSpace5;
  CardStack right{panel, {x, area.y, area.right() - x, 0}, kSpace4};
  right.add(draw_rows_card);
  return std::max(left.bottom(), right.bottom()) + frame.gap;
}

}  // namespace bottleneck
