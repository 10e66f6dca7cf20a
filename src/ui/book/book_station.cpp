#include <algorithm>

#include "ui/book/cards.h"
#include "ui/paint/guide.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr float kBookSideWidth = 280;  // beside the table
constexpr float kTwoBesideFrom = 500;  // the two small cards

using DrawCard = float (*)(const Panel& panel, const Rect& card);

}  // namespace

float draw_book_station(const Panel& panel, const PageFrame& frame) {
  const Panel measure = panel.measuring();
  const Rect& area = frame.area;
  const auto place = [&](DrawCard draw, float x, float y, float width, float height) {
    draw(panel, {x, y, width, height});
    return y + height;
  };
  if (frame.shape == Shape::wide) {
    const float x = area.right() - kBookSideWidth;
    const float left = x - kSpace4 - area.x;
    const float table = draw_book_table_card(measure, {0, 0, left, 0});
    const float run = draw_book_run_card(measure, {0, 0, kBookSideWidth, 0});
    const float guide = draw_guide(measure, {0, 0, kBookSideWidth, 0});
    place(draw_book_table_card, area.x, area.y, left, table);
    const float y = place(draw_book_run_card, x, area.y, kBookSideWidth, run) + kSpace4;
    return std::max(area.y + table, place(draw_guide, x, y, kBookSideWidth, guide)) + frame.gap;
  }
  float y = area.y;
  const bool is_beside = area.width >= kTwoBesideFrom && panel.session.choices.has_guide &&
                         !panel.session.choices.is_hidden(Part::guide);
  if (is_beside) {
    const float width = (area.width - kSpace3) / 2;
    const float height =
        std::max(draw_guide(measure, {0, 0, width, 0}), draw_book_run_card(measure, {0, 0, width, 0}));
    place(draw_guide, area.x, y, width, height);
    y = place(draw_book_run_card, area.x + width + kSpace3, y, width, height) + kSpace3;
  } else {
    for (const DrawCard draw : {draw_guide, draw_book_run_card}) {
      const float height = draw(measure, {0, 0, area.width, 0});
      if (height > 0) y = place(draw, area.x, y, area.width, height) + kSpace3;
    }
  }
  return place(draw_book_table_card, area.x, y, area.width,
               draw_book_table_card(measure, {0, 0, area.width, 0})) +
         frame.gap;
}

}  // namespace bottleneck
