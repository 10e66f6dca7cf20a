#include "ui/model_list.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "texts.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

constexpr const char* kPopup = "models";
constexpr float kRowHeight = 34;
constexpr float kListPadding = 6;
constexpr float kMarkRoom = 24;  // for the mark that something unfolds

// "MNIST" of "MNIST · 16 numbers": models of one dataset stand together.
std::string_view dataset_of(const LibraryEntry& entry) {
  const std::string_view title = entry.title;
  return title.substr(0, title.find(" · "));
}

bool starts_group(const std::vector<LibraryEntry>& entries, std::size_t i) {
  return i > 0 && dataset_of(entries[i]) != dataset_of(entries[i - 1]);
}

// "MNIST · 16 numbers" → "MNIST · 16": on a small screen the shape of the title tells.
std::string without_unit(const std::string& title) {
  const std::size_t unit = title.find(texts::kTitleUnit);
  return unit == std::string::npos
             ? title
             : std::string(title).erase(unit, std::string_view(texts::kTitleUnit).size());
}

Rect draw_closed(const Session& session, View& view, const Canvas& canvas, const Rect& row) {
  const Palette& palette = canvas.palette();
  const LibraryEntry* chosen = chosen_entry(session);
  const bool is_waiting = session.library.index_file.is_busy();
  const std::string full = chosen ? chosen->title : is_waiting ? "…" : texts::kNoModels;
  const float room = row.width - kSpace3 - kMarkRoom - kSpace1;
  const std::string title = first_fitting(*canvas.look, kText, room, {full, without_unit(full)});
  const float wanted = std::ceil(text_width(*canvas.look, kText, title)) + kSpace3 + kMarkRoom + kSpace1;
  const float width = std::min(row.width, wanted);
  const Rect box{row.right() - width, row.y, width, row.height};

  const Hit hit = hit_area(view, "chooser", box);
  if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hit.is_clicked && !session.library.entries.empty()) ImGui::OpenPopup(kPopup);
  const bool is_live = hit.is_hovered || ImGui::IsPopupOpen(kPopup);
  fill_rect(canvas, box, is_live ? palette.soft : palette.card, kControlRadius);
  outline_rect(canvas, box, palette.hairline, kControlRadius);
  draw_text(canvas, {box.x + kSpace3, box.y, box.width - kSpace3 - kMarkRoom, box.height}, kText, palette.ink,
            title);
  draw_unfold_mark(canvas, box.right() - kMarkRoom / 2 - 1, box.middle_y(), palette.ink);
  return box;
}

// A row of the list: a name to show, and the model it stands for.
struct Row {
  std::string title;
  std::string name;
  bool starts_group;
};

std::vector<Row> rows_of(const Session& session, ListFor purpose) {
  std::vector<Row> rows;
  const auto& entries = session.library.entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (purpose == ListFor::compared && entries[i].name == session.choices.model) continue;
    rows.push_back({entries[i].title, entries[i].name, !rows.empty() && starts_group(entries, i)});
  }
  return rows;
}

void draw_row(const Session& session, View& view, const Canvas& canvas, const Rect& box, const Row& row,
              ListFor purpose, std::vector<Action>& actions) {
  const bool is_for_chosen = purpose == ListFor::chosen;
  const bool is_chosen = row.name == (is_for_chosen ? session.choices.model : session.choices.other);
  const Hit hit = hit_area(view, (is_for_chosen ? "model:" : "other:") + row.name, box);
  if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hit.is_hovered || is_chosen) fill_rect(canvas, box, canvas.palette().soft, kControlRadius);
  draw_text(canvas, {box.x + kSpace3, box.y, box.width - 2 * kSpace3, box.height},
            is_chosen ? kSelectedText : kText, canvas.palette().ink, row.title);
  if (!hit.is_clicked) return;
  actions.push_back(is_for_chosen ? Action(ChooseModel{row.name}) : Action(ChooseOther{row.name}));
  ImGui::CloseCurrentPopup();
}

// As wide as the longest title, right under the anchor, inside the page.
Rect place_list(const std::vector<Row>& rows, const Look& look, const Rect& anchor) {
  float width = 0;
  float height = 2 * kListPadding;
  for (const Row& row : rows) {
    const float title = text_width(look, kSelectedText, row.title);
    width = std::max(width, std::ceil(title) + 2 * kSpace3 + 2 * kListPadding);
    height += kRowHeight + (row.starts_group ? kSpace3 : 0);
  }
  width = std::min(width, ImGui::GetIO().DisplaySize.x - 2 * kSpace2);
  return {std::max(kSpace2, anchor.right() - width), anchor.bottom() + kSpace1, width, height};
}

}  // namespace

void draw_model_list(const Session& session, View& view, const char* popup, const Rect& anchor,
                     ListFor purpose, std::vector<Action>& actions) {
  if (!ImGui::IsPopupOpen(popup)) return;
  const std::vector<Row> rows = rows_of(session, purpose);
  const Rect list = place_list(rows, view.look, anchor);
  ImGui::SetNextWindowPos({list.x, list.y});
  ImGui::SetNextWindowSize({list.width, list.height});
  if (!ImGui::BeginPopup(popup, kPopupFlags)) return;
  if (view.close_popups) ImGui::CloseCurrentPopup();
  const auto places_before = view.places;
  const Canvas canvas = window_canvas(view.look);
  Rect area = list.inset(kListPadding);
  for (const Row& row : rows) {
    if (row.starts_group) {
      const Rect gap = cut_top(area, kSpace3);
      fill_rect(canvas, {gap.x, std::floor(gap.middle_y()), gap.width, 1}, canvas.palette().hairline);
    }
    draw_row(session, view, canvas, cut_top(area, kRowHeight), row, purpose, actions);
  }
  // Dear ImGui does not show a window in its first frame; what is not seen cannot be used either.
  if (ImGui::IsWindowAppearing()) view.places = places_before;
  ImGui::EndPopup();
}

void draw_model_chooser(const Session& session, View& view, const Canvas& canvas, const Rect& row,
                        std::vector<Action>& actions) {
  const Rect box = draw_closed(session, view, canvas, row);
  draw_model_list(session, view, kPopup, box, ListFor::chosen, actions);
}

}  // namespace bottleneck
