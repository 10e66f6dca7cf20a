#include <algorithm>
#include <cmath>

#include "ui/neighbours/cards.h"
#include "ui/paint/guide.h"
#include "ui/paint/stations.h"

namespace bottleneck {
namespace {

constexpr float kRaceWidth = 300;  // of the race and of the figures
constexpr float kCellWidth = 334;  // of the images beside the matrix
constexpr float kThreeColumnsFrom = 1100;
constexpr float kMatrixBesideFrom = 820;
constexpr float kPairFrom = 540;  // race and figures stand side by side

using DrawCard = float (*)(const Panel& panel, const Rect& card);

// A card under what is there already; returns it.
Rect place(const Panel& panel, DrawCard draw, Rect& column, float gap, float least = 0) {
  const float height = std::max(least, draw(panel.measuring(), {column.x, column.y, column.width, 0}));
  const Rect card{column.x, column.y, column.width, height};
  draw(panel, card);
  column.y = card.bottom() + gap;
  return card;
}

// Race and figures on the left, the matrix in the middle, its images on the right; each ends on the window's
// line, if it is not longer.
float draw_columns(const Panel& panel, const PageFrame& frame, bool has_third) {
  const Rect& area = frame.area;
  const float gap = kSpace4;
  const float window = frame.size.viewport_height - frame.gap;
  Rect left{area.x, area.y, kRaceWidth, 0};
  const float x = left.right() + gap;
  Rect middle{x, area.y, area.right() - x - (has_third ? kCellWidth + gap : 0), 0};
  Rect right{middle.right() + gap, area.y, kCellWidth, 0};
  place(panel, draw_race_card, left, gap);
  place(panel, draw_accuracy_card, left, gap, has_third ? window - left.y : 0);
  place(panel, draw_guide, middle, gap);
  place(panel, draw_confusion_card, middle, gap, has_third ? window - middle.y : 0);
  if (has_third) {
    place(panel, draw_cell_card, right, gap, window - right.y);
  } else {
    place(panel, draw_cell_card, middle, gap);
  }
  return std::max({left.y, middle.y, right.y}) - gap + frame.gap;
}

float draw_one_column(const Panel& panel, const PageFrame& frame) {
  const float gap = kSpace3;
  Rect column = frame.area;
  place(panel, draw_guide, column, gap);
  if (column.width >= kPairFrom) {
    const float half = std::floor((column.width - gap) / 2);
    Rect first{column.x, column.y, half, 0};
    Rect second{column.right() - half, column.y, half, 0};
    const float height =
        std::max(draw_race_card(panel.measuring(), first), draw_accuracy_card(panel.measuring(), second));
    place(panel, draw_race_card, first, gap, height);
    place(panel, draw_accuracy_card, second, gap, height);
    column.y = first.y;
  } else {
    place(panel, draw_race_card, column, gap);
    place(panel, draw_accuracy_card, column, gap);
  }
  place(panel, draw_confusion_card, column, gap);
  place(panel, draw_cell_card, column, gap);
  return column.y - gap + frame.gap;
}

}  // namespace

float draw_neighbours_station(const Panel& panel, const PageFrame& frame) {
  const float width = frame.area.width;
  return width >= kMatrixBesideFrom ? draw_columns(panel, frame, width >= kThreeColumnsFrom)
                                    : draw_one_column(panel, frame);
}

}  // namespace bottleneck
