#include <algorithm>
#include <array>
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

constexpr float kShareHeight = 30;
constexpr float kBookRow = 20;
constexpr float kPairGap = 4;  // between a share and its time

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

// What the book printed beside what was measured here: of each the share and the time.
void draw_book(const Panel& panel, Rect& area, const std::vector<NeighbourBookRow>& rows) {
  const Palette& palette = panel.palette();
  using Cell = std::string NeighbourBookRow::*;
  const auto width_of = [&](const TextStyle& style, Cell cell) {
    float width = 0;
    for (const NeighbourBookRow& row : rows)
      width = std::max(width, text_width(*panel.look, style, row.*cell));
    return std::ceil(width) + 1;
  };
  // What is measured here has as much room before it is there: nothing moves when it comes.
  const auto widths_of = [&](const TextStyle& style) {
    const float right = width_of(style, &NeighbourBookRow::book_right);
    const float time = width_of(style, &NeighbourBookRow::book_time);
    return std::array{right, time, std::max(right, width_of(style, &NeighbourBookRow::here_right)),
                      std::max(time, width_of(style, &NeighbourBookRow::here_time))};
  };
  const auto all = [](const auto& widths) {
    return widths[0] + widths[1] + widths[2] + widths[3] + 2 * kPairGap + 2 * kSpace2;
  };
  const float names = width_of(kSmallText, &NeighbourBookRow::what);
  const TextStyle style = names + all(widths_of(kFigure)) <= area.width ? kFigure : kTinyFigure;
  const auto widths = widths_of(style);
  const auto [book_right, book_time, here_right, here_time] = widths;
  const float apart = std::clamp((area.width - names - all(widths)) / 2 + kSpace2, kSpace2, kSpace4);
  const auto draw_row = [&](Rect row, const auto& left, const auto& right) {
    right(cut_right(row, here_right + kPairGap + here_time, apart));
    left(cut_right(row, book_right + kPairGap + book_time, apart));
    return row;
  };
  const auto head = [&](const char* words) {
    return [&, words](const Rect& box) { draw_text(panel, box, kSmallText, palette.muted, words); };
  };
  draw_row(cut_top(area, kBookRow), head(texts::kBookColumn), head(texts::kHereColumn));
  for (const NeighbourBookRow& row : rows) {
    const Colour here = row.here_time.empty() ? palette.muted : palette.ink;
    const auto pair = [&](const std::string& share, const std::string& time, Colour ink) {
      return [&, ink](const Rect& box) {
        draw_text(panel, box, style, ink, share);
        draw_text(panel, box, style, ink, time, Align::right);
      };
    };
    const Rect name = draw_row(cut_top(area, kBookRow), pair(row.book_right, row.book_time, palette.ink),
                               pair(row.here_right, row.here_time, here));
    draw_text(panel, name, kSmallText, palette.ink, row.what);
  }
}

}  // namespace

float draw_accuracy_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:accuracy");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
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
