#include <algorithm>
#include <cmath>

#include "ui/neighbours/cards.h"
#include "ui/paint/guide.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr float kRaceWidth = 320;  // of the race and of the figures
constexpr float kCellWidth = 334;  // of the images beside the matrix
constexpr float kThreeColumnsFrom = 1100;
constexpr float kMatrixBesideFrom = 820;
constexpr float kPairFrom = 540;  // race and figures stand side by side

using DrawCard = float (*)(const Panel& panel, const Rect& card);

// A card under what is there already; returns it.
Rect place(const Panel& panel, DrawCard draw, Rect& column, float gap, float least = 0) {
  Rect card{column.x, column.y, column.width, 0};
  const float wanted = draw(panel.measuring(), card);
  if (wanted <= 0) return card;
  card.height = std::max(least, wanted);
  draw(panel, card);
  column.y = card.bottom() + gap;
  return card;
}

// Race and figures on the left, the matrix in the middle, its images on the right or below it. The columns
// end on one line: the window's, or that of the longest one.
float draw_columns(const Panel& panel, const PageFrame& frame) {
  const Rect& area = frame.area;
  const bool has_cell = draw_cell_card(panel.measuring(), {0, 0, kCellWidth, 0}) > 0;
  const bool has_third = has_cell && area.width >= kThreeColumnsFrom;
  const float gap = kSpace4;
  const Rect left{area.x, area.y, kRaceWidth, 0};
  const float x = left.right() + gap;
  const Rect middle{x, area.y, area.right() - x - (has_third ? kCellWidth + gap : 0), 0};
  const Rect right{middle.right() + gap, area.y, kCellWidth, 0};
  // bottom: where the last card of each is to end.
  const auto draw_all = [&](const Panel& on, float bottom) {
    Rect first = left;
    Rect second = middle;
    Rect third = right;
    place(on, draw_race_card, first, gap);
    place(on, draw_accuracy_card, first, gap, bottom - first.y);
    place(on, draw_guide, second, gap);
    if (has_third || !has_cell) {
      place(on, draw_confusion_card, second, gap, bottom - second.y);
      if (has_third) place(on, draw_cell_card, third, gap, bottom - third.y);
    } else {
      place(on, draw_confusion_card, second, gap);
      place(on, draw_cell_card, second, gap, bottom - second.y);
    }
    return std::max({first.y, second.y, third.y}) - gap;
  };
  const float window = has_third ? frame.size.viewport_height - frame.gap : 0;
  const float bottom = std::max(window, draw_all(panel.measuring(), 0));
  draw_all(panel, bottom);
  return bottom + frame.gap;
}

float draw_one_column(const Panel& panel, const PageFrame& frame) {
  const float gap = kSpace3;
  Rect column = frame.area;
  if (column.width >= kPairFrom) {
    const float half = std::floor((column.width - gap) / 2);
    const Rect left{column.x, column.y, half, 0};
    const Rect right{column.right() - half, column.y, half, 0};
    const auto draw_pair = [&](const Panel& on, float bottom) {
      Rect first = left;
      Rect second = right;
      place(on, draw_race_card, first, gap, bottom - first.y);
      place(on, draw_guide, second, gap);
      place(on, draw_accuracy_card, second, gap, bottom - second.y);
      return std::max(first.y, second.y) - gap;
    };
    const float bottom = draw_pair(panel.measuring(), 0);
    draw_pair(panel, bottom);
    column.y = bottom + gap;
  } else {
    place(panel, draw_guide, column, gap);
    place(panel, draw_race_card, column, gap);
    place(panel, draw_accuracy_card, column, gap);
  }
  place(panel, draw_confusion_card, column, gap);
  place(panel, draw_cell_card, column, gap);
  return column.y - gap + frame.gap;
}

}  // namespace

float draw_neighbours_station(const Panel& panel, const PageFrame& frame) {
  return frame.area.width >= kMatrixBesideFrom ? draw_columns(panel, frame) : draw_one_column(panel, frame);
}

}  // namespace bottleneck
