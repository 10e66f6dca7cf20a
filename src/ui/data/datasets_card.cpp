#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "texts/data.h"
#include "ui/data/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kDatasetHeight = 48;
constexpr float kRowPadding = kSpace2;  // beside its words, out to the card's padding
constexpr float kFieldWidth = 96;
constexpr float kFieldsHeight = kControlHeight + kSpace2;

// What the synthetic digits are to be stands below them while they are looked at.
bool has_fields(const Panel& panel) {
  return browsed_dataset(panel.session).origin == Origin::synthetic && panel.offers.find("synthetic:count");
}

void draw_synthetic_fields(const Panel& panel, Rect row) {
  row.height = kControlHeight;
  for (const char* id : {"synthetic:count", "synthetic:seed"}) {
    const std::string label = label_of(panel, id);
    const float words = std::ceil(text_width(*panel.look, kSmallText, label));
    draw_text(panel, cut_left(row, words, kSpace2), kSmallText, panel.palette().muted, label);
    use_field(panel, id, cut_left(row, std::min(kFieldWidth, row.width), kSpace4));
  }
}

void draw_dataset_row(const Panel& panel, const Rect& row, const DatasetEntry& dataset) {
  const Palette& palette = panel.palette();
  const bool is_shown = &dataset == &browsed_dataset(panel.session);
  const Hit hit = use_area(panel, {"browse:dataset", dataset.name, "dataset:" + dataset.name}, row);
  Rect behind = row;
  if (is_shown && has_fields(panel)) behind.height += kFieldsHeight;
  if (hit.is_hovered || is_shown) fill_rect(panel, behind, palette.soft, kControlRadius);
  const float x = row.x + kRowPadding;
  const float width = row.width - 2 * kRowPadding;
  draw_text(panel, {x, row.y + 4, width, kLineHeight}, is_shown ? kSelectedText : kText, palette.ink,
            dataset.title);
  draw_text(panel, {x, row.y + 4 + kLineHeight, width, kLineHeight}, kSmallText,
            has_failed(panel.session, dataset) ? palette.alarm_text : palette.muted,
            dataset_in_words(panel.session, dataset));
}

}  // namespace

float draw_datasets_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:datasets");
  Rect area = card.inset(kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, panel.palette().ink, texts::kDatasetsTitle);
  area.x -= kRowPadding;
  area.width += 2 * kRowPadding;
  for (const DatasetEntry& dataset : panel.session.datasets.entries) {
    draw_dataset_row(panel, cut_top(area, kDatasetHeight), dataset);
    if (dataset.origin != Origin::synthetic || !has_fields(panel)) continue;
    Rect row = cut_top(area, kFieldsHeight);
    row.x += kRowPadding;
    row.width -= 2 * kRowPadding;
    draw_synthetic_fields(panel, row);
  }
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
