#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/shown/missing.h"
#include "lab/shown/neighbours_words.h"
#include "texts/neighbours.h"
#include "ui/neighbours/cards.h"
#include "ui/neighbours/class_names.h"
#include "ui/paint/absence.h"
#include "ui/paint/guide.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kLeastCell = 24;  // a finger's
constexpr float kWidestCell = 52;
constexpr float kHighestCell = 33;  // so that all of it is seen at 1280 × 800
constexpr float kRecallWidth = 60;
constexpr float kLeastNames = 16;
constexpr float kMostNames = 92;
constexpr float kCellRadius = 4;
constexpr float kExportsWidth = 76;
constexpr float kMistakeRow = 28;
constexpr int kMistakesShown = 12;
constexpr float kEmptyMatrix = 200;

// Names on the left, cells, the share of each row on the right, where there is room for it.
struct MatrixLayout {
  float names = 0;
  float cell_width = 0;
  float cell_height = 0;
  bool has_recall = false;
};
bool fits_matrix(float width, int classes) {
  return classes <= kMostInMatrix && kLeastNames + kLeastCell * static_cast<float>(classes) <= width;
}
MatrixLayout lay_out_matrix(const ClassNames& names, float width, int classes) {
  const auto count = static_cast<float>(classes);
  MatrixLayout layout;
  layout.has_recall = kLeastNames + kLeastCell * count + kRecallWidth <= width;
  const float room = width - (layout.has_recall ? kRecallWidth : 0);
  layout.names =
      std::clamp(names.line_width() + kSpace2, kLeastNames, std::min(kMostNames, room - kLeastCell * count));
  layout.cell_width = std::min(kWidestCell, std::floor((room - layout.names) / count));
  layout.cell_height = std::clamp(std::floor(layout.cell_width * 0.85F), kLeastCell, kHighestCell);
  return layout;
}

int most_mistakes(const ConfusionMatrix& confusion) {
  int most = 1;
  for (int truth = 0; truth < confusion.classes; ++truth)
    for (int predicted = 0; predicted < confusion.classes; ++predicted)
      if (truth != predicted) most = std::max(most, confusion.at(truth, predicted));
  return most;
}

// How deep the shade of a mistake is, by its share of the most frequent one: in two steps, as on the shades
// between them neither light nor dark figures could be read.
struct Shade {
  float depth = 0;
  bool is_deep = false;
};
Shade shade_of(int images, int most) {
  constexpr float kDeepFrom = 0.6F;
  const float share = std::sqrt(static_cast<float>(images) / static_cast<float>(most));
  return share < kDeepFrom ? Shade{.depth = 0.06F + 0.7F * share}
                           : Shade{.depth = 0.68F + 0.45F * (share - kDeepFrom), .is_deep = true};
}

// Returns whether the pointer is at it.
bool draw_matrix_cell(const Panel& panel, const Rect& cell, const ConfusionCell& of, int images, int most) {
  const Palette& palette = panel.palette();
  const Rect tile{cell.x, cell.y, cell.width - 1, cell.height - 1};
  const bool is_mistake = !of.is_right() && images > 0;
  const Shade shade = is_mistake ? shade_of(images, most) : Shade{};
  if (is_mistake) {
    fill_rect(panel, tile, palette.code, kCellRadius, shade.depth);
  } else if (of.is_right()) {
    fill_rect(panel, tile, palette.soft, kCellRadius);
  }
  Hit hit;
  const std::string number = std::to_string(cell_number(of));
  const Use use("cell", number, "cell:" + number);
  if (images > 0) {
    hit = use_area(panel, use, cell);
    const std::string count = std::to_string(images);
    const bool is_tight = text_width(*panel.look, kFigure, count) > tile.width - 2;
    draw_text(panel, tile, is_tight ? kTinyFigure : kFigure, shade.is_deep ? palette.on_code : palette.ink,
              count, Align::centre);
  } else if (panel.list) {
    draw_text(panel, tile, kFigure, palette.muted, "·", Align::centre);
  }
  if (is_chosen(panel, use) || hit.is_hovered)
    outline_rect(panel, tile, is_chosen(panel, use) ? palette.ink : palette.muted, kCellRadius,
                 is_chosen(panel, use) ? 2 : 1);
  return hit.is_hovered;
}

// Returns the cell that the pointer is at.
std::optional<ConfusionCell> draw_matrix(const Panel& panel, Rect& area, const ConfusionMatrix& confusion) {
  const Palette& palette = panel.palette();
  const ClassNames names(panel, confusion.classes);
  const MatrixLayout layout = lay_out_matrix(names, area.width, confusion.classes);
  const auto column = [&](int label) {
    return area.x + layout.names + static_cast<float>(label) * layout.cell_width;
  };
  const Rect heads = cut_top(area, kLineHeight, kSpace1);
  for (int label = 0; label < confusion.classes; ++label)
    draw_text(panel, {column(label), heads.y, layout.cell_width, heads.height}, names.style(), palette.ink,
              names.within(label, names.style(), layout.cell_width - 2), Align::centre);
  const float end = column(confusion.classes);
  if (layout.has_recall)
    draw_text(panel, {end, heads.y, kRecallWidth, heads.height}, kSmallText, palette.muted,
              texts::kColumnRight, Align::right);
  const int most = most_mistakes(confusion);
  std::optional<ConfusionCell> read;
  for (int truth = 0; truth < confusion.classes; ++truth) {
    const Rect row = cut_top(area, layout.cell_height);
    draw_text(panel, {row.x, row.y, layout.names - kSpace1, row.height - 1}, names.line_style(), palette.ink,
              names.within(truth, names.line_style(), layout.names - kSpace1), Align::right);
    for (int predicted = 0; predicted < confusion.classes; ++predicted) {
      const ConfusionCell cell{.truth = truth, .predicted = predicted};
      if (draw_matrix_cell(panel, {column(predicted), row.y, layout.cell_width, row.height}, cell,
                           confusion.at(truth, predicted), most))
        read = cell;
    }
    if (layout.has_recall)
      draw_text(panel, {end, row.y, kRecallWidth, row.height - 1}, kFigure, palette.ink,
                recall_in_words(recall_of(confusion, truth)), Align::right);
  }
  return read;
}

// Of many classes: the most frequent mistakes, each with a bar.
void draw_mistakes(const Panel& panel, Rect& area, const ConfusionMatrix& confusion) {
  const Palette& palette = panel.palette();
  const std::vector<CellCount> cells = mistakes_of(confusion);
  if (cells.empty()) cut_top(area, draw_paragraph(panel, area, kText, palette.muted, texts::kNoMistakes));
  const auto shown = std::min(cells.size(), static_cast<std::size_t>(kMistakesShown));
  for (const CellCount& one : std::span(cells).first(shown)) {
    Rect row = cut_top(area, kMistakeRow);
    const std::string number = std::to_string(cell_number(one.cell));
    const Use use("cell", number, "cell:" + number);
    const Hit hit = use_area(panel, use, row);
    if (hit.is_hovered || is_chosen(panel, use)) fill_rect(panel, row, palette.soft, kCellRadius);
    const Rect count = cut_right(row, 48, kSpace2);
    const float share = static_cast<float>(one.images) / static_cast<float>(cells.front().images);
    fill_rect(panel, {row.x, row.bottom() - 4, std::max(2.0F, row.width * share), 3}, palette.code, 1.5F,
              0.5F);
    draw_text(panel, count, kFigure, palette.ink, grouped(one.images), Align::right);
    draw_text(panel, {row.x, row.y, row.width, row.height - 4}, kSmallText, palette.ink,
              fill(texts::kMistakeRow, {class_in_words(panel.session, one.cell.truth),
                                        class_in_words(panel.session, one.cell.predicted)}));
  }
  if (cells.size() > shown)
    draw_text(panel, cut_top(area, kLineHeight), kSmallText, palette.muted,
              fill(texts::kMistakesMore, {grouped(static_cast<std::int64_t>(cells.size() - shown))}));
}

// Of whose matrix it is, and how it is taken along.
void draw_foot(const Panel& panel, Rect& area, const Rect& card, bool has_matrix) {
  if (!panel.offers.find("matrix")) return;
  Rect row = cut_top(area, kControlHeight);
  const float width = std::min(row.width, segments_width(panel, "matrix"));
  use_segments(panel, "matrix", cut_left(row, width, kSpace3));
  if (!has_matrix) return;
  if (row.width < kExportsWidth) {
    cut_top(area, kSpace2);
    row = cut_top(area, kLineHeight);
  }
  draw_exports(panel, row, card);
}

// Beside the title, or below it where it has no room there. Returns whether it has.
bool draw_axes_beside(const Panel& panel, const Rect& title, const std::string& words, Colour ink) {
  const float room = title.width - text_width(*panel.look, kTitle, texts::kMatrixTitle) - kSpace4;
  const std::string said = first_fitting(*panel.look, kSmallText, room, {words, ""});
  if (said.empty()) return false;
  draw_text(panel, title, kSmallText, ink, said, Align::right);
  return true;
}

}  // namespace

float draw_confusion_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:confusion");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace1);
  const NeighbourResult* result = matrix_result(panel.session);
  draw_text(panel, title, kTitle, palette.ink, texts::kMatrixTitle);
  if (!result) {
    if (const auto missing = missing_to_measure(panel.session)) {
      const Rect body = cut_top(area, std::max(kEmptyMatrix, card.bottom() - kCardPadding - area.y));
      draw_absence(panel, body, *missing, buttons_of("confusion"));
    } else {
      cut_top(area, draw_paragraph(panel, area, kText, palette.muted, texts::kMatrixEmpty), kSpace3);
      draw_foot(panel, area, card, false);
    }
    return area.y + kCardPadding - card.y;
  }
  const ConfusionMatrix& confusion = result->confusion;
  const bool is_matrix = fits_matrix(area.width, confusion.classes);
  if (is_matrix) {
    // What the axes are stands where there is room, and the cell that the pointer is at in its place.
    const bool is_beside = draw_axes_beside(panel.measuring(), title, texts::kMatrixAxes, palette.muted);
    const Rect axes = is_beside ? title : cut_top(area, kLineHeight, kSpace1);
    const auto read = draw_matrix(panel, area, confusion);
    const std::string words =
        read ? cell_in_words(panel.session, confusion, *read) : std::string(texts::kMatrixAxes);
    const Colour ink = read ? palette.ink : palette.muted;
    if (!is_beside) {
      draw_text(panel, axes, kSmallText, ink, words);
    } else {
      draw_axes_beside(panel, title, words, ink);
    }
  } else {
    draw_mistakes(panel, area, confusion);
  }
  cut_top(area, kSpace3);
  cut_top(area,
          draw_paragraph(panel, area, kSmallText, palette.muted,
                         is_matrix ? matrix_note(panel.session)
                                   : fill(texts::kMistakesNote, {std::to_string(confusion.classes)})),
          kSpace3);
  draw_foot(panel, area, card, true);
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
