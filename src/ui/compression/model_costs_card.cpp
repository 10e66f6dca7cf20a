#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/models/model_title.h"
#include "lab/session/queries.h"
#include "lab/shown/compression_words.h"
#include "lab/shown/words.h"
#include "texts/compression.h"
#include "ui/compression/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kRowHeight = 28;
constexpr float kCostFigureWidth = 68;
constexpr float kLeastName = 120;

// From the one that is left out last to the first.
struct Column {
  const char* title;
  std::string (*cell)(const CompressionRow& row);
};
std::string error_cell(const std::optional<double>& error) {
  return error ? fixed(*error, kLossDigits) : "–";
}
constexpr std::array kCostColumns{
    Column{texts::kColumnRatio, [](const CompressionRow& row) { return times_in_words(row.sizes.ratio()); }},
    Column{texts::kColumnMse, [](const CompressionRow& row) { return error_cell(row.mse); }},
    Column{texts::kColumnBce, [](const CompressionRow& row) { return error_cell(row.bce); }},
    Column{texts::kColumnHonest,
           [](const CompressionRow& row) { return times_in_words(row.sizes.honest_ratio()); }},
    Column{texts::kColumnHere, [](const CompressionRow& row) {
             return std::string(row.is_measured_here ? texts::kHere : texts::kByCard);
           }}};

float width_of_column(const Panel& panel, const Column& column) {
  return std::max(kCostFigureWidth, text_width(*panel.look, kSmallText, column.title) + kSpace4);
}

}  // namespace

float draw_model_costs_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  const std::vector<CompressionRow> rows = compression_rows(panel.session);
  draw_card(panel, card, "card:model-costs");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  use_word(panel, "measure-models", title, Align::right);
  const LibraryEntry* chosen = chosen_entry(panel.session);
  const std::string dataset = chosen && chosen->card ? dataset_title(panel.session, *chosen) : "";
  draw_text(panel, title, kTitle, palette.ink,
            dataset.empty() ? texts::kModelsTitle : fill(texts::kModelsTitleOf, {dataset}));
  if (rows.empty())
    return area.y + draw_paragraph(panel, area, kText, palette.muted, texts::kPlotEmpty) + kCardPadding -
           card.y;

  std::size_t columns = 0;
  float left = area.width - kLeastName;
  while (columns < kCostColumns.size() && left >= width_of_column(panel, kCostColumns[columns]))
    left -= width_of_column(panel, kCostColumns[columns++]);
  const auto draw_row = [&](Rect box, const TextStyle& style, Colour ink, const std::string& name,
                            const auto& cell) {
    for (std::size_t i = columns; i-- > 0;)
      draw_text(panel, cut_right(box, width_of_column(panel, kCostColumns[i])), style, ink,
                cell(kCostColumns[i]), Align::right);
    draw_text(panel, {box.x, box.y, box.width - kSpace2, box.height},
              style.face == Face::mono ? kText : style, ink, name);
  };
  draw_row(cut_top(area, kLineHeight, kSpace1), kSmallText, palette.muted, texts::kColumnModel,
           [](const Column& column) { return std::string(column.title); });
  for (const CompressionRow& row : rows) {
    const Rect box = cut_top(area, kRowHeight);
    const Use use("model", row.entry->name, "cost:" + row.entry->name);
    const Hit hit = use_area(panel, use, {box.x - kSpace2, box.y, box.width + 2 * kSpace2, box.height});
    const bool is_lit = hit.is_hovered || is_chosen(panel, use);
    if (is_lit)
      fill_rect(panel, {box.x - kSpace2, box.y, box.width + 2 * kSpace2, box.height}, palette.soft,
                kControlRadius);
    draw_row(box, kFigure, row.is_measured_here ? palette.ink : palette.muted,
             title_without_dataset(row.entry->title), [&](const Column& column) { return column.cell(row); });
  }
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
