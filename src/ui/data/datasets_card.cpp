#include "ui/data/datasets_card.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/browsed.h"
#include "lab/shown/data_words.h"
#include "texts/data.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kDatasetHeight = 48;
constexpr float kRowPadding = kSpace2;  // beside its words, out to the card's padding
constexpr float kFieldWidth = 96;
constexpr float kFieldsHeight = kControlHeight + kSpace2;

// What the synthetic digits are to be stands below them while they are looked at.
bool has_fields(const Session& session) {
  return browsed_dataset(session).origin == Origin::synthetic;
}

void draw_fields(const Session& session, View& view, const Canvas& canvas, Rect row) {
  const SyntheticPlan& plan = session.choices.synthetic;
  row.height = kControlHeight;
  const auto field = [&](const char* id, const char* label, std::string value) {
    const float words = std::ceil(text_width(*canvas.look, kSmallText, label));
    draw_text(canvas, cut_left(row, words, kSpace2), kSmallText, canvas.palette().muted, label);
    const float width = std::min(kFieldWidth, row.width);
    value_field(view, canvas, id, label, value, cut_left(row, width, kSpace4));
  };
  field("synthetic:count", texts::kSyntheticCount, std::to_string(plan.count));
  field("synthetic:seed", texts::kSyntheticSeed, std::to_string(plan.seed));
}

void draw_row(const Session& session, View& view, const Canvas& canvas, const Rect& row,
              const DatasetEntry& dataset, std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  const bool is_shown = &dataset == &browsed_dataset(session);
  const Hit hit = hit_area(view, "dataset:" + dataset.name, row);
  if (hit.is_hovered && !is_shown) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  Rect behind = row;
  if (is_shown && has_fields(session)) behind.height += kFieldsHeight;
  if (hit.is_hovered || is_shown) fill_rect(canvas, behind, palette.soft, kControlRadius);
  const float x = row.x + kRowPadding;
  const float width = row.width - 2 * kRowPadding;
  draw_text(canvas, {x, row.y + 4, width, kLineHeight}, is_shown ? kSelectedText : kText, palette.ink,
            dataset.title);
  draw_text(canvas, {x, row.y + 4 + kLineHeight, width, kLineHeight}, kSmallText,
            has_failed(session, dataset) ? palette.alarm_text : palette.muted,
            dataset_in_words(session, dataset));
  if (!hit.is_clicked || is_shown) return;
  actions.push_back(Set{"see", dataset.name});
}

}  // namespace

float datasets_card_height(const Session& session) {
  const auto rows = static_cast<float>(session.datasets.entries.size());
  const float fields = has_fields(session) ? kFieldsHeight : 0;
  return 2 * kCardPadding + kLineHeight + kSpace2 + rows * kDatasetHeight + fields;
}

void draw_datasets_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& actions) {
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  draw_text(canvas, cut_top(area, kLineHeight, kSpace2), kTitle, canvas.palette().ink, texts::kDatasetsTitle);
  area.x -= kRowPadding;
  area.width += 2 * kRowPadding;
  for (const DatasetEntry& dataset : session.datasets.entries) {
    draw_row(session, view, canvas, cut_top(area, kDatasetHeight), dataset, actions);
    if (dataset.origin != Origin::synthetic || !has_fields(session)) continue;
    Rect row = cut_top(area, kFieldsHeight);
    row.x += kRowPadding;
    row.width -= 2 * kRowPadding;
    draw_fields(session, view, canvas, row);
  }
}

}  // namespace bottleneck
