#include <algorithm>
#include <cmath>
#include <string_view>

#include "lab/base/figures.h"
#include "lab/models/model_title.h"
#include "lab/session/queries.h"
#include "texts/library.h"
#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/paint/offered.h"
#include "ui/paint/offered_lists.h"

namespace bottleneck {
namespace {

constexpr const char* kPopup = "models";
constexpr float kHeadHeight = 28;
constexpr int kFewestOwn = 3;  // of the reader's models that are shown at once, however little room there is

// "MNIST" of "MNIST · 784→16": models of one dataset stand together.
std::string_view dataset_of(const LibraryEntry& entry) {
  const std::string_view title = entry.title;
  return title.substr(0, title.find(" · "));
}

bool starts_group(const std::vector<LibraryEntry>& entries, std::size_t i) {
  return i > 0 && dataset_of(entries[i]) != dataset_of(entries[i - 1]);
}

std::string closed_title(const Session& session) {
  const LibraryEntry* chosen = chosen_entry(session);
  const bool is_waiting = !session.library.is_settled() || !session.library.entries.empty();
  return chosen ? chosen->title : is_waiting ? "…" : texts::kNoModels;
}

float closed_width(const Panel& panel, const std::string& title) {
  return std::ceil(text_width(*panel.look, kText, title)) + kSpace3 + kUnfoldMarkRoom + kSpace1;
}

Rect draw_closed(const Panel& panel, const Rect& row) {
  const std::string whole = closed_title(panel.session);
  const float room = row.width - closed_width(panel, "");
  const std::string title = first_fitting(
      *panel.look, kText, room, {whole, title_with_short_dataset(whole), title_without_dataset(whole)});
  const float width = std::min(row.width, closed_width(panel, title));
  const Rect box{row.right() - width, row.y, width, row.height};

  if (!panel.offers.find("model")) {
    draw_text(panel, box, kText, panel.palette().muted, title, Align::right);
  } else if (use_unfold_field(panel, {"model", "", "chooser"}, box, title, ImGui::IsPopupOpen(kPopup))) {
    ImGui::OpenPopup(kPopup);
  }
  return box;
}

// A row of the list: a model, the head of a group, or something else that can be done.
struct ModelRow {
  enum class Kind : std::uint8_t { model, head, more, open };

  Kind kind = Kind::model;
  std::string title{};
  std::string name{};    // of the model
  std::string detail{};  // to the right of the title, in small letters
  bool starts_group = false;
  int next = 0;  // of "more": with which of the reader's models the list goes on

  float height() const { return kind == Kind::head ? kHeadHeight : kListRowHeight; }
  float gap() const { return starts_group ? kSpace3 : 0; }
};

float height_of(const std::vector<ModelRow>& rows) {
  float height = 0;
  for (const ModelRow& row : rows) height += row.height() + row.gap();
  return height;
}

// Of the reader's models so many as there is room for, beginning with the one that `view` says.
void add_own_rows(std::vector<ModelRow>& rows, std::vector<ModelRow> own, const View& view, float room) {
  if (own.empty()) return;
  rows.push_back({.kind = ModelRow::Kind::head, .title = texts::kLibraryOwn, .starts_group = true});
  const float left = room - height_of(rows);
  const int count = static_cast<int>(own.size());
  if (static_cast<float>(count) * kListRowHeight > left) {
    const int shown = std::max(kFewestOwn, static_cast<int>(left / kListRowHeight) - 1);
    if (shown < count) {
      const int first = view.first_own < count ? view.first_own : 0;
      const int last = std::min(count, first + shown);
      own = {own.begin() + first, own.begin() + last};
      own.push_back({.kind = ModelRow::Kind::more,
                     .title = fill(texts::kLibraryMore,
                                   {std::to_string(first + 1), std::to_string(last), std::to_string(count)}),
                     .next = last < count ? last : 0});
    }
  }
  std::ranges::move(own, std::back_inserter(rows));
}

// How well it does; of one of the reader's, when it was made, too.
std::string detail_of(const LibraryEntry& entry) {
  const std::optional<double> mse = test_mse(entry);
  std::string detail = mse ? fill(texts::kTestMse, {fixed(*mse, kLossDigits)}) : "";
  if (!entry.is_own || entry.card->date.empty()) return detail;
  return detail.empty() ? entry.card->date : detail + " · " + entry.card->date;
}

std::vector<ModelRow> rows_of(const Panel& panel, ListFor purpose, float room) {
  const Session& session = panel.session;
  std::vector<ModelRow> rows;
  std::vector<ModelRow> own;
  const auto& entries = session.library.entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const LibraryEntry& entry = entries[i];
    if (purpose == ListFor::compared && entry.name == session.choices.model) continue;
    if (entry.is_own) {
      own.push_back({.title = entry.title, .name = entry.name, .detail = detail_of(entry)});
    } else {
      rows.push_back({.title = entry.title,
                      .name = entry.name,
                      .detail = detail_of(entry),
                      .starts_group = !rows.empty() && starts_group(entries, i)});
    }
  }
  std::ranges::reverse(own);  // the newest first
  const bool can_open = purpose == ListFor::chosen && can_use(panel, "model:open");
  add_own_rows(rows, std::move(own), panel.view, room - (can_open ? kListRowHeight + kSpace3 : 0));
  if (can_open)
    rows.push_back(
        {.kind = ModelRow::Kind::open, .title = label_of(panel, "model:open"), .starts_group = true});
  return rows;
}

void draw_head(const Canvas& canvas, const Rect& box, const ModelRow& row) {
  draw_text(canvas, box.inset(kSpace3, 0), kSmallText, canvas.palette().muted, row.title);
}

// A row that does something else than to choose a model.
void draw_other_row(const Panel& panel, const Rect& box, const Hit& hit, const ModelRow& row) {
  if (hit.is_hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    fill_rect(panel, box, panel.palette().soft, kControlRadius);
  }
  draw_text(panel, box.inset(kSpace3, 0), kText, panel.palette().muted, row.title);
}

void draw_model_row(const Panel& panel, const Rect& box, const ModelRow& row, ListFor purpose) {
  const std::string choice = purpose == ListFor::chosen ? "model" : "other";
  const Use use(choice, row.name, choice + ":" + row.name);
  const bool is_current = is_chosen(panel, use);
  const Hit hit = use_area(panel, use, box);
  if (hit.is_hovered || is_current) fill_rect(panel, box, panel.palette().soft, kControlRadius);
  const float detail = row.detail.empty() ? 0 : text_width(*panel.look, kSmallText, row.detail) + kSpace3;
  draw_text(panel, {box.x + kSpace3, box.y, box.width - 2 * kSpace3 - detail, box.height},
            is_current ? kSelectedText : kText, panel.palette().ink, row.title);
  draw_text(panel, box.inset(kSpace3, 0), kSmallText, panel.palette().muted, row.detail, Align::right);
  if (hit.is_clicked) ImGui::CloseCurrentPopup();
}

void draw_row(const Panel& panel, const Rect& box, const ModelRow& row, ListFor purpose) {
  switch (row.kind) {
    case ModelRow::Kind::model:
      draw_model_row(panel, box, row, purpose);
      break;
    case ModelRow::Kind::head:
      draw_head(panel, box, row);
      break;
    case ModelRow::Kind::more: {
      const Hit hit = hit_area(panel, "more-models", box);
      draw_other_row(panel, box, hit, row);
      if (hit.is_clicked) panel.view.first_own = row.next;
      break;
    }
    case ModelRow::Kind::open: {
      const Hit hit = use_area(panel, {"model:open", "", "open-model"}, box);
      draw_other_row(panel, box, hit, row);
      if (hit.is_clicked) ImGui::CloseCurrentPopup();
      break;
    }
  }
}

// As wide as the longest title, right under the anchor, inside the page.
Rect place_list(const std::vector<ModelRow>& rows, const Look& look, const Rect& anchor) {
  float width = 0;
  const float height = 2 * kListPadding + height_of(rows);
  for (const ModelRow& row : rows) {
    float title = text_width(look, kSelectedText, row.title);
    if (!row.detail.empty()) title += kSpace3 + text_width(look, kSmallText, row.detail);
    width = std::max(width, std::ceil(title) + 2 * kSpace3 + 2 * kListPadding);
  }
  width = std::min(width, ImGui::GetIO().DisplaySize.x - 2 * kSpace2);
  return {std::max(kSpace2, anchor.right() - width), anchor.bottom() + kSpace1, width, height};
}

}  // namespace

void draw_model_list(const Panel& panel, const char* popup, const Rect& anchor, ListFor purpose) {
  if (!ImGui::IsPopupOpen(popup)) return;
  const float height = std::min(ImGui::GetIO().DisplaySize.y, panel.view.viewport_height);
  const float room = height - anchor.bottom() - 2 * kSpace1 - 2 * kListPadding;
  const std::vector<ModelRow> rows = rows_of(panel, purpose, room);
  const Rect list = place_list(rows, *panel.look, anchor);
  draw_popup(panel, popup, list, [&](const Panel& inner) {
    Rect area = list.inset(kListPadding);
    for (const ModelRow& row : rows) {
      if (row.starts_group) {
        const Rect gap = cut_top(area, kSpace3);
        fill_rect(inner, {gap.x, std::floor(gap.middle_y()), gap.width, 1}, inner.palette().hairline);
      }
      draw_row(inner, cut_top(area, row.height()), row, purpose);
    }
  });
}

float least_chooser_width(const Panel& panel) {
  return closed_width(panel, title_without_dataset(closed_title(panel.session)));
}

void draw_model_chooser(const Panel& panel, const Rect& row) {
  const Rect box = draw_closed(panel, row);
  draw_model_list(panel, kPopup, box, ListFor::chosen);
}

}  // namespace bottleneck
