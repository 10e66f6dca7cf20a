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
constexpr float kFigures = 64;  // a column of the table

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
  const std::string what = compared_in_words(panel.session, by);
  draw_text(panel, cut_top(area, kLineHeight), kText, palette.ink, what);
  if (is_known)
    draw_text(panel, cut_top(area, kLineHeight), kSmallText, palette.muted, images_in_words(*result));
}

void draw_book_row(const Panel& panel, Rect row, const std::string& what, const std::string& book,
                   const std::string& here, Colour ink, Colour here_ink) {
  draw_text(panel, cut_right(row, kFigures), kFigure, here_ink, here, Align::right);
  draw_text(panel, cut_right(row, kFigures), kFigure, ink, book, Align::right);
  draw_text(panel, row, kSmallText, ink, what);
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
  draw_book_row(panel, cut_top(area, kBookRow), "", texts::kBookColumn, texts::kHereColumn, palette.muted,
                palette.muted);
  for (const NeighbourBookRow& row : rows)
    draw_book_row(panel, cut_top(area, kBookRow), row.what, row.book, row.here, palette.ink,
                  row.is_measured ? palette.ink : palette.muted);
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
