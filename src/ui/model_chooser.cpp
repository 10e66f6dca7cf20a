#include "ui/model_chooser.h"

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

void draw_entry(const Session& session, View& view, const Canvas& canvas, const Rect& row,
                const LibraryEntry& entry, std::vector<Action>& actions) {
  const bool is_chosen = entry.name == session.choices.model;
  const Hit hit = hit_area(view, "model:" + entry.name, row);
  if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hit.is_hovered || is_chosen) fill_rect(canvas, row, canvas.palette().soft, kControlRadius);
  draw_text(canvas, {row.x + kSpace3, row.y, row.width - 2 * kSpace3, row.height},
            is_chosen ? kSelectedText : kText, canvas.palette().ink, entry.title);
  if (hit.is_clicked) {
    actions.push_back(ChooseModel{entry.name});
    ImGui::CloseCurrentPopup();
  }
}

void draw_list(const Session& session, View& view, const Rect& list, std::vector<Action>& actions) {
  const Canvas canvas = window_canvas(view.look);
  const auto& entries = session.library.entries;
  Rect rows = list.inset(kListPadding);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (starts_group(entries, i)) {
      const Rect gap = cut_top(rows, kSpace3);
      fill_rect(canvas, {gap.x, std::floor(gap.middle_y()), gap.width, 1}, canvas.palette().hairline);
    }
    draw_entry(session, view, canvas, cut_top(rows, kRowHeight), entries[i], actions);
  }
}

// As wide as the longest title, right under the button, inside the page.
Rect place_list(const Session& session, const Look& look, const Rect& button_box) {
  const auto& entries = session.library.entries;
  float width = button_box.width;
  float height = 2 * kListPadding;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const float title = text_width(look, kSelectedText, entries[i].title);
    width = std::max(width, std::ceil(title) + 2 * kSpace3 + 2 * kListPadding);
    height += kRowHeight + (starts_group(entries, i) ? kSpace3 : 0);
  }
  width = std::min(width, ImGui::GetIO().DisplaySize.x - 2 * kSpace2);
  return {std::max(kSpace2, button_box.right() - width), button_box.bottom() + kSpace1, width, height};
}

}  // namespace

void draw_model_chooser(const Session& session, View& view, const Canvas& canvas, const Rect& row,
                        std::vector<Action>& actions) {
  const Rect box = draw_closed(session, view, canvas, row);
  const Rect list = place_list(session, view.look, box);
  ImGui::SetNextWindowPos({list.x, list.y});
  ImGui::SetNextWindowSize({list.width, list.height});
  view.is_chooser_open = ImGui::BeginPopup(
      kPopup, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  if (!view.is_chooser_open) return;
  if (view.close_chooser) ImGui::CloseCurrentPopup();
  const auto places_before = view.places;
  draw_list(session, view, list, actions);
  // Dear ImGui does not show a window in its first frame; what is not seen cannot be used either.
  if (ImGui::IsWindowAppearing()) view.places = places_before;
  ImGui::EndPopup();
}

}  // namespace bottleneck
