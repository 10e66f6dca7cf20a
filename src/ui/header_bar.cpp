#include <algorithm>
#include <cmath>
#include <numbers>

#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/paint/offered.h"
#include "ui/paint/stations.h"

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

// The other one of light and dark.
Use theme_use(bool is_dark) {
  return {"theme", is_dark ? "light" : "dark"};
}

// On a wide page all stand in the bar.
void draw_signs(const Panel& panel, Rect& row, bool is_dark) {
  const auto sign = [&](const Use& use, const auto& draw) {
    use_sign(panel, use, cut_right(row, kControlHeight, kSpace1), panel.palette().soft, draw);
  };
  sign("help",
       [&](ImVec2 middle, ImU32 /*ink*/) { draw_question_mark(panel, middle, panel.palette().muted); });
  sign("link", [&](ImVec2 middle, ImU32 ink) { draw_chain(panel, middle, ink); });
  sign(theme_use(is_dark), [&](ImVec2 middle, ImU32 ink) { draw_disc(panel, middle, ink); });
}

std::vector<Use> station_uses(const Panel& panel) {
  std::vector<Use> uses;
  for (const Control::Option& option : panel.offers.find("station")->control.options)
    uses.emplace_back("station", option.id, "station:" + option.id);
  return uses;
}

// Side by side, where there is room.
void draw_stations(const Panel& panel, Rect& row) {
  const Palette& palette = panel.palette();
  for (const Use& station : station_uses(panel)) {
    const std::string label = label_of(panel, station);
    const float width = std::ceil(text_width(*panel.look, kSelectedText, label)) + 2 * kSpace3;
    const Rect box = cut_left(row, width, kSpace1);
    const Hit hit = use_area(panel, station, box);
    const bool is_lit = is_chosen(panel, station) || hit.is_hovered;
    if (is_lit) fill_rect(panel, box, palette.soft, kControlRadius);
    draw_text(panel, box, is_chosen(panel, station) ? kSelectedText : kText,
              is_lit ? palette.ink : palette.muted, label, Align::centre);
  }
}

// A theme is called by what its choice is about.
std::string label_in_menu(const Panel& panel, const Use& entry) {
  return label_of(panel, entry.id == "theme" ? Use("theme") : entry);
}

// On a narrow page all of it is a menu, which says where the page is.
void draw_menu_list(const Panel& panel, Rect area, const std::vector<Use>& entries) {
  const Palette& palette = panel.palette();
  for (const Use& entry : entries) {
    if (entry.id == "theme") {
      const Rect gap = cut_top(area, kSpace3);
      fill_rect(panel, {gap.x, std::floor(gap.middle_y()), gap.width, 1}, palette.hairline);
    }
    const Rect box = cut_top(area, kMenuRowHeight);
    const Hit hit = use_area(panel, entry, box);
    panel.view.keys.labels[entry.name()] = label_in_menu(panel, entry);
    if (hit.is_hovered || is_chosen(panel, entry)) fill_rect(panel, box, palette.soft, kControlRadius);
    draw_text(panel, box.inset(kSpace3, 0), is_chosen(panel, entry) ? kSelectedText : kText, palette.ink,
              label_in_menu(panel, entry));
    if (hit.is_clicked) ImGui::CloseCurrentPopup();
  }
}

// The button, at the left end of `row`, and what it unfolds.
void draw_menu(const Panel& panel, Rect& row, bool is_dark) {
  const std::string here = label_of(panel, {"station", value_of(panel, "station")});
  const float width = std::ceil(text_width(*panel.look, kSelectedText, here)) + kSpace3 + kUnfoldMarkRoom;
  const Rect place = cut_left(row, width, kSpace2);
  if (unfold_field(panel, "menu", place, here, ImGui::IsPopupOpen(kMenuPopup), kSelectedText))
    ImGui::OpenPopup(kMenuPopup);
  if (!ImGui::IsPopupOpen(kMenuPopup)) return;

  std::vector<Use> entries = station_uses(panel);
  for (const Use& entry : {theme_use(is_dark), Use("link"), Use("help")}) entries.push_back(entry);
  float list_width = 0;
  for (const Use& entry : entries)
    list_width = std::max(list_width, text_width(*panel.look, kSelectedText, label_in_menu(panel, entry)));
  list_width = std::ceil(list_width) + 2 * (kMenuPadding + kSpace3);
  const float rows = static_cast<float>(entries.size()) * kMenuRowHeight;
  const Rect list{place.x, place.bottom() + kSpace1, list_width, 2 * kMenuPadding + rows + kSpace3};
  draw_popup(panel, kMenuPopup, list,
             [&](const Panel& inner) { draw_menu_list(inner, list.inset(kMenuPadding), entries); });
}

}  // namespace

void draw_header_bar(const Panel& panel, const PageFrame& frame, bool is_dark) {
  const Palette& palette = panel.palette();
  fill_rect(panel, frame.header, palette.card);
  fill_rect(panel, {0, frame.header.bottom() - 1, frame.header.width, 1}, palette.hairline);

  Rect row = frame.header_content;
  row.y = std::floor(row.middle_y() - kControlHeight / 2);
  row.height = kControlHeight;
  const bool is_narrow = frame.shape == Shape::narrow;
  const float wordmark = std::ceil(text_width(*panel.look, kWordmark, texts::kWordmark));
  draw_text(panel, cut_left(row, wordmark, is_narrow ? kSpace2 : kSpace5), kWordmark, palette.ink,
            texts::kWordmark);
  if (is_narrow) {
    draw_menu(panel, row, is_dark);
  } else {
    draw_stations(panel, row);
    draw_signs(panel, row, is_dark);
    cut_right(row, kSpace1);
  }
  if (panel.session.choices.station == Station::draw && !panel.session.choices.is_hidden(Part::models))
    draw_model_chooser(panel, row);
}

}  // namespace bottleneck
