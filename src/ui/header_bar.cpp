#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <vector>

#include "lab/session/stations.h"
#include "texts/panels.h"
#include "texts/stations.h"
#include "ui/draw/cards.h"
#include "ui/paint/offered.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr const char* kMenuPopup = "menu-list";
constexpr float kMenuRowHeight = 40;
constexpr float kMenuPadding = 6;
constexpr float kWholeChooser = 160;  // of a model's name, whole
constexpr float kMostOfName = 128;    // of a name that has no shorter form
constexpr float kClosePadding = 6;    // of a station where they stand close
constexpr float kGroupGap = 16;       // between two groups of stations

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

// Two angle brackets: a program.
void draw_brackets(const Canvas& canvas, ImVec2 middle, ImU32 ink) {
  for (const float side : {-1.0F, 1.0F}) {
    canvas.list->PathLineTo({middle.x + side * 3, middle.y - 5});
    canvas.list->PathLineTo({middle.x + side * 7.5F, middle.y});
    canvas.list->PathLineTo({middle.x + side * 3, middle.y + 5});
    canvas.list->PathStroke(ink, 0, 1.6F);
  }
}

void draw_question_mark(const Canvas& canvas, ImVec2 middle, Colour ink) {
  draw_text(canvas, {middle.x - 8, middle.y - 10, 16, 20}, kSelectedText, ink, "?", Align::centre);
}

// The other one of light and dark.
Use theme_use(bool is_dark) {
  return {"theme", is_dark ? "light" : "dark"};
}

Use python_use(const Panel& panel) {
  return {"python", panel.session.choices.has_python ? "false" : "true"};
}

// On a wide page all stand in the bar.
constexpr float kHeaderSigns = 4;
void draw_signs(const Panel& panel, Rect& row, bool is_dark) {
  const auto sign = [&](const Use& use, const auto& draw) {
    use_sign(panel, use, cut_right(row, kControlHeight, kSpace1), panel.palette().soft, draw);
  };
  sign("help",
       [&](ImVec2 middle, ImU32 /*ink*/) { draw_question_mark(panel, middle, panel.palette().muted); });
  if (can_use(panel, python_use(panel)))
    sign(python_use(panel), [&](ImVec2 middle, ImU32 ink) { draw_brackets(panel, middle, ink); });
  sign("link", [&](ImVec2 middle, ImU32 ink) { draw_chain(panel, middle, ink); });
  sign(theme_use(is_dark), [&](ImVec2 middle, ImU32 ink) { draw_disc(panel, middle, ink); });
}

Use use_of(Station station) {
  const std::string word = row_of(station).called.word;
  return {"station", word, "station:" + word};
}

// What of the bar has room side by side; the rest unfolds.
struct Bar {
  std::vector<Use> stations{};
  std::vector<Use> folded{};      // stations in the menu
  std::set<std::string> heads{};  // names of those with which a group begins
  bool has_signs = true;
  float padding = kSpace3;  // of a station
};

float width_of(const Panel& panel, const Use& station, float padding) {
  return std::ceil(text_width(*panel.look, kSelectedText, label_of(panel, station))) + 2 * padding;
}

std::string station_label(const Panel& panel) {
  return label_of(panel, {"station", value_of(panel, "station")});
}

float menu_button_width(const Panel& panel, const std::string& label) {
  return std::ceil(text_width(*panel.look, kSelectedText, label)) + kSpace3 + kUnfoldMarkRoom;
}

// The whole of it where there is room, else the first group, else nothing: signs go before stations.
// chooser: the room that the model's name must have.
Bar plan_bar(const Panel& panel, float room, float chooser) {
  std::vector<Use> all;
  Bar bar;
  std::size_t first_group = 0;
  for (std::size_t i = 0; i < kStationRows.size(); ++i) {
    all.push_back(use_of(static_cast<Station>(i)));
    if (i > 0 && kStationRows[i].group != kStationRows[i - 1].group) bar.heads.insert(all.back().name());
    if (kStationRows[i].group == StationGroup::page) ++first_group;
  }
  // Takes so many of the stations into the bar where they have room.
  const auto fits = [&](std::size_t count, bool has_signs, float padding) {
    const bool is_whole = count == all.size();
    float width = (is_whole ? std::max(chooser, kWholeChooser) : chooser) +
                  (has_signs ? kHeaderSigns * (kControlHeight + kSpace1) : 0);
    for (std::size_t i = 0; i < count; ++i) width += width_of(panel, all[i], padding) + kSpace1;
    const bool is_folded = static_cast<std::size_t>(panel.session.choices.station) >= count;
    width += is_whole ? 2 * kGroupGap
                      : menu_button_width(panel, is_folded ? station_label(panel) : texts::kMoreStations) +
                            kSpace2;
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(count);
    bar.stations.assign(all.begin(), end);
    bar.folded.assign(end, all.end());
    bar.has_signs = has_signs;
    bar.padding = padding;
    return width <= room;
  };
  struct Try {
    std::size_t count;
    bool has_signs;
    float padding;
  };
  for (const Try& one :
       {Try{all.size(), true, kSpace3}, Try{all.size(), true, kClosePadding}, Try{first_group, true, kSpace3},
        Try{first_group, false, kSpace3}, Try{first_group, false, kClosePadding}, Try{0, false, kSpace3}}) {
    if (fits(one.count, one.has_signs, one.padding)) break;  // else the last: a menu stands everywhere
  }
  return bar;
}

void draw_stations(const Panel& panel, Rect& row, const Bar& bar) {
  const Palette& palette = panel.palette();
  for (const Use& station : bar.stations) {
    if (bar.heads.contains(station.name())) {
      const Rect gap = cut_left(row, kGroupGap);
      fill_rect(panel,
                {std::floor(gap.middle_x()) - kSpace1 / 2, gap.y + kSpace2, 1, gap.height - 2 * kSpace2},
                palette.hairline);
    }
    const Rect box = cut_left(row, width_of(panel, station, bar.padding), kSpace1);
    const Hit hit = use_area(panel, station, box);
    const bool is_lit = is_chosen(panel, station) || hit.is_hovered;
    if (is_lit) fill_rect(panel, box, palette.soft, kControlRadius);
    draw_text(panel, box, is_chosen(panel, station) ? kSelectedText : kText,
              is_lit ? palette.ink : palette.muted, label_of(panel, station), Align::centre);
  }
}

// A theme is called by what its choice is about.
std::string label_in_menu(const Panel& panel, const Use& entry) {
  return label_of(panel, entry.id == "theme" ? Use("theme") : entry);
}

// What does not stand in the bar is a menu, which says where the page is.
void draw_menu_list(const Panel& panel, Rect area, const std::vector<Use>& entries,
                    const std::set<std::string>& heads) {
  const Palette& palette = panel.palette();
  for (const Use& entry : entries) {
    if (heads.contains(entry.name())) {
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
void draw_menu(const Panel& panel, Rect& row, const Bar& bar, bool is_dark) {
  const auto chosen =
      std::ranges::find_if(bar.folded, [&](const Use& station) { return is_chosen(panel, station); });
  const std::string here =
      chosen != bar.folded.end() ? label_of(panel, *chosen) : std::string(texts::kMoreStations);
  const Rect place = cut_left(row, menu_button_width(panel, here), kSpace2);
  if (unfold_field(panel, "menu", place, here, ImGui::IsPopupOpen(kMenuPopup), true, kSelectedText))
    ImGui::OpenPopup(kMenuPopup);
  if (!ImGui::IsPopupOpen(kMenuPopup)) return;

  std::vector<Use> entries = bar.folded;
  std::set<std::string> heads = bar.heads;
  heads.erase(entries.front().name());
  if (!bar.has_signs) {
    for (const Use& entry : {theme_use(is_dark), Use("link"), python_use(panel), Use("help")}) {
      if (can_use(panel, entry)) entries.push_back(entry);
    }
    heads.insert(theme_use(is_dark).name());
  }
  float list_width = 0;
  float height = 2 * kMenuPadding;
  for (const Use& entry : entries) {
    list_width = std::max(list_width, text_width(*panel.look, kSelectedText, label_in_menu(panel, entry)));
    height += kMenuRowHeight + (heads.contains(entry.name()) ? kSpace3 : 0);
  }
  list_width = std::ceil(list_width) + 2 * (kMenuPadding + kSpace3);
  const Rect list{place.x, place.bottom() + kSpace1, list_width, height};
  draw_popup(panel, kMenuPopup, list,
             [&](const Panel& inner) { draw_menu_list(inner, list.inset(kMenuPadding), entries, heads); });
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
  const bool has_model =
      row_of(panel.session.choices.station).has_model && !panel.session.choices.is_hidden(Part::models);
  const float chooser = has_model ? std::min(least_chooser_width(panel), kMostOfName) : 0;
  const float menu = menu_button_width(panel, station_label(panel)) + kSpace2;
  // On phones a long station's name leaves it no room beside the model's.
  if (!is_narrow || wordmark + kSpace2 + menu + chooser <= row.width)
    draw_text(panel, cut_left(row, wordmark, is_narrow ? kSpace2 : kSpace5), kWordmark, palette.ink,
              texts::kWordmark);
  const Bar bar = plan_bar(panel, is_narrow ? 0 : row.width, chooser);
  draw_stations(panel, row, bar);
  if (!bar.folded.empty()) draw_menu(panel, row, bar, is_dark);
  if (bar.has_signs) draw_signs(panel, row, is_dark);
  cut_right(row, is_narrow ? 0 : kSpace1);
  if (has_model) draw_model_chooser(panel, row);
}

}  // namespace bottleneck
