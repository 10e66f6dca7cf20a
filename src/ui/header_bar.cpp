#include "ui/header_bar.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lab/session/stations.h"
#include "texts/panels.h"
#include "ui/draw/model_list.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr const char* kMenuPopup = "menu-list";
constexpr float kMenuRowHeight = 40;
constexpr float kMenuPadding = 6;

// A disc, half of it filled: light and dark.
void draw_disc(const Canvas& canvas, ImVec2 middle, ImU32 ink) {
  constexpr float kRadius = 6;
  constexpr float kQuarterTurn = std::numbers::pi_v<float> / 2;
  canvas.list->PathArcTo(middle, kRadius, -kQuarterTurn, kQuarterTurn);
  canvas.list->PathFillConvex(ink);
  canvas.list->AddCircle(middle, kRadius, ink, 0, 1.5F);
}

// Two links of a chain, as far as a line can say it.
void draw_chain(const Canvas& canvas, ImVec2 middle, ImU32 ink) {
  const auto oval = [&](float x) {
    canvas.list->AddRect({x - 5, middle.y - 3.5F}, {x + 5, middle.y + 3.5F}, ink, 3.5F, 0, 1.5F);
  };
  oval(middle.x - 3);
  oval(middle.x + 3);
}

void draw_question_mark(const Canvas& canvas, ImVec2 middle, Colour ink) {
  draw_text(canvas, {middle.x - 8, middle.y - 10, 16, 20}, kSelectedText, ink, "?", Align::centre);
}

Action switched_theme(bool is_dark) {
  return Set{"theme", is_dark ? "light" : "dark"};
}

// On a wide page all stand in the bar.
void draw_signs(View& view, const Canvas& canvas, Rect& row, bool is_dark, std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  const auto next = [&] { return cut_right(row, kControlHeight, kSpace1); };
  if (sign_button(view, canvas, "help", next(), palette.soft, [&](ImVec2 middle, ImU32 /*ink*/) {
        draw_question_mark(canvas, middle, canvas.palette().muted);
      }))
    actions.push_back(ShowDialog{Dialog::help});
  if (sign_button(view, canvas, "link", next(), palette.soft,
                  [&](ImVec2 middle, ImU32 ink) { draw_chain(canvas, middle, ink); }))
    actions.push_back(ShowDialog{Dialog::link});
  if (sign_button(view, canvas, "theme", next(), palette.soft,
                  [&](ImVec2 middle, ImU32 ink) { draw_disc(canvas, middle, ink); }))
    actions.push_back(switched_theme(is_dark));
}

const SettingOption& station_here(const Session& session) {
  return kStations[static_cast<std::size_t>(session.choices.station)];
}

// Side by side, where there is room.
void draw_stations(const Session& session, View& view, const Canvas& canvas, Rect& row,
                   std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  for (const SettingOption& station : kStations) {
    const float width = std::ceil(text_width(*canvas.look, kSelectedText, station.label)) + 2 * kSpace3;
    const Rect box = cut_left(row, width, kSpace1);
    const Hit hit = hit_area(view, std::string("station:") + station.word, box);
    const bool is_here = &station == &station_here(session);
    if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (is_here || hit.is_hovered) fill_rect(canvas, box, palette.soft, kControlRadius);
    draw_text(canvas, box, is_here ? kSelectedText : kText,
              is_here || hit.is_hovered ? palette.ink : palette.muted, station.label, Align::centre);
    if (hit.is_clicked) actions.push_back(Set{"station", station.word});
  }
}

// On a narrow page all of it is a menu, which says where the page is.
struct MenuEntry {
  std::string name;
  const char* label;
  Action action;
  bool is_here = false;
  bool starts_group = false;
};

std::vector<MenuEntry> menu_entries(const Session& session, bool is_dark) {
  std::vector<MenuEntry> entries;
  for (const SettingOption& station : kStations)
    entries.push_back({.name = std::string("station:") + station.word,
                       .label = station.label,
                       .action = Set{"station", station.word},
                       .is_here = &station == &station_here(session)});
  entries.push_back(
      {.name = "theme", .label = texts::kTheme, .action = switched_theme(is_dark), .starts_group = true});
  entries.push_back({.name = "link", .label = texts::kLink, .action = ShowDialog{Dialog::link}});
  entries.push_back({.name = "help", .label = texts::kHelp, .action = ShowDialog{Dialog::help}});
  return entries;
}

void draw_menu_list(View& view, const Canvas& canvas, Rect area, const std::vector<MenuEntry>& entries,
                    std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  for (const MenuEntry& entry : entries) {
    if (entry.starts_group) {
      const Rect gap = cut_top(area, kSpace3);
      fill_rect(canvas, {gap.x, std::floor(gap.middle_y()), gap.width, 1}, palette.hairline);
    }
    const Rect box = cut_top(area, kMenuRowHeight);
    const Hit hit = hit_area(view, entry.name, box);
    if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (hit.is_hovered || entry.is_here) fill_rect(canvas, box, palette.soft, kControlRadius);
    draw_text(canvas, {box.x + kSpace3, box.y, box.width - 2 * kSpace3, box.height},
              entry.is_here ? kSelectedText : kText, palette.ink, entry.label);
    if (!hit.is_clicked) continue;
    actions.push_back(entry.action);
    ImGui::CloseCurrentPopup();
  }
}

// The button, at the left end of `row`, and what it unfolds.
void draw_menu(const Session& session, View& view, const Canvas& canvas, Rect& row, bool is_dark,
               std::vector<Action>& actions) {
  const char* here = station_here(session).label;
  const float width = std::ceil(text_width(*canvas.look, kSelectedText, here)) + kSpace3 + kUnfoldMarkRoom;
  const Rect place = cut_left(row, width, kSpace2);
  if (unfold_field(view, canvas, "menu", place, here, ImGui::IsPopupOpen(kMenuPopup), kSelectedText))
    ImGui::OpenPopup(kMenuPopup);
  if (!ImGui::IsPopupOpen(kMenuPopup)) return;

  const std::vector<MenuEntry> entries = menu_entries(session, is_dark);
  float list_width = 0;
  float list_height = 2 * kMenuPadding;
  for (const MenuEntry& entry : entries) {
    list_width = std::max(list_width, text_width(*canvas.look, kSelectedText, entry.label));
    list_height += kMenuRowHeight + (entry.starts_group ? kSpace3 : 0);
  }
  list_width = std::ceil(list_width) + 2 * (kMenuPadding + kSpace3);
  const Rect list{place.x, place.bottom() + kSpace1, list_width, list_height};
  draw_popup(view, kMenuPopup, list, [&](const Canvas& inner) {
    draw_menu_list(view, inner, list.inset(kMenuPadding), entries, actions);
  });
}

}  // namespace

void draw_header_bar(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                     bool is_dark, std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  fill_rect(canvas, frame.header, palette.card);
  fill_rect(canvas, {0, frame.header.bottom() - 1, frame.header.width, 1}, palette.hairline);

  Rect row = frame.header_content;
  row.y = std::floor(row.middle_y() - kControlHeight / 2);
  row.height = kControlHeight;
  const bool is_narrow = frame.shape == Shape::narrow;
  const float wordmark = std::ceil(text_width(*canvas.look, kWordmark, texts::kWordmark));
  draw_text(canvas, cut_left(row, wordmark, is_narrow ? kSpace2 : kSpace5), kWordmark, palette.ink,
            texts::kWordmark);
  if (is_narrow) {
    draw_menu(session, view, canvas, row, is_dark, actions);
  } else {
    draw_stations(session, view, canvas, row, actions);
    draw_signs(view, canvas, row, is_dark, actions);
    cut_right(row, kSpace1);
  }
  if (session.choices.station == Station::draw && !session.choices.is_hidden(Part::models))
    draw_model_chooser(session, view, canvas, row, actions);
}

}  // namespace bottleneck
