#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/shown/neighbours_words.h"
#include "texts/neighbours.h"
#include "ui/neighbours/cards.h"
#include "ui/paint/paint.h"

namespace bottleneck {
namespace {

constexpr float kShareHeight = 32;
constexpr float kBookRow = 22;

void draw_share(const Panel& panel, const Rect& place, NeighboursBy by) {
  const Palette& palette = panel.palette();
  const NeighbourResult* result = neighbour_result(panel.session, by);
  const bool is_known = result && result->done() > 0;
  Rect area = place;
  draw_text(panel, cut_top(area, kShareHeight), kHeading,
            !is_known                   ? palette.muted
            : by == NeighboursBy::codes ? palette.code_text
                                        : palette.image_text,
            is_known ? accuracy_in_words(*result) : texts::kNothingYet);
  const std::string what = space_in_words(panel.session, by);
  draw_text(panel, cut_top(area, kLineHeight), kText, palette.ink, what);
  if (is_known)
    draw_text(panel, cut_top(area, kLineHeight), kSmallText, palette.muted, images_in_words(*result));
}

// What the book printed beside what was measured here.
void draw_book(const Panel& panel, Rect& area, const std::vector<NeighbourBookRow>& rows) {
  const Palette& palette = panel.palette();
  const auto width_of = [&](const char* head, std::string NeighbourBookRow::* cell) {
    float width = text_width(*panel.look, kSmallText, head);
    for (const NeighbourBookRow& row : rows)
      width = std::max(width, text_width(*panel.look, kFigure, row.*cell));
    return std::ceil(width) + 1;
  };
  const float here = width_of(texts::kHereColumn, &NeighbourBookRow::here);
  const float book = width_of(texts::kBookColumn, &NeighbourBookRow::book);
  Rect head = cut_top(area, kBookRow);
  draw_text(panel, cut_right(head, here, kSpace2), kSmallText, palette.muted, texts::kHereColumn,
            Align::right);
  draw_text(panel, cut_right(head, book, kSpace1), kSmallText, palette.muted, texts::kBookColumn,
            Align::right);
  for (const NeighbourBookRow& row : rows) {
    Rect line = cut_top(area, kBookRow);
    draw_text(panel, cut_right(line, here, kSpace2), kFigure, row.is_measured ? palette.ink : palette.muted,
              row.here, Align::right);
    draw_text(panel, cut_right(line, book, kSpace1), kFigure, palette.ink, row.book, Align::right);
    draw_text(panel, line, kSmallText, palette.ink, row.what);
  }
}

}  // namespace

float draw_accuracy_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card);
  Rect area = card.inset(kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace1), kTitle, palette.ink, texts::kRightTitle);
  Rect shares = cut_top(area, kShareHeight + 2 * kLineHeight);
  draw_share(panel, cut_left(shares, std::floor(shares.width / 2)), NeighboursBy::codes);
  draw_share(panel, shares, NeighboursBy::pixels);
  const std::vector<NeighbourBookRow> rows = neighbour_book_rows(panel.session);
  if (rows.empty()) return area.y + kCardPadding - card.y;
  cut_top(area, kSpace2);
  fill_rect(panel, {area.x, area.y, area.width, panel.look->pixel}, palette.hairline);
  cut_top(area, kSpace2);
  draw_book(panel, area, rows);
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
