#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/map_words.h"
#include "lab/shown/missing.h"
#include "texts/map.h"
#include "ui/map/cards.h"
#include "ui/paint/absence.h"
#include "ui/paint/guide.h"
#include "ui/paint/offered.h"
#include "ui/paint/offered_lists.h"
#include "ui/paint/points.h"

namespace bottleneck {
namespace {

constexpr float kRoomyMapFrom = 480;  // of the card: all in one row above the map
constexpr float kRoomForUnits = 220;  // more where there are units to choose
constexpr float kAxesWidth = 190;
constexpr float kSignSize = 9;
constexpr float kEntryHeight = 24;
constexpr int kMostRows = 3;  // of a legend: of more classes one is chosen by steps

// --- above the map

float unit_stepper_width(const Panel& panel, const char* id, float height) {
  const std::string widest = label_of(panel, id) + " 888";
  return stepper_width(height, std::ceil(text_width(*panel.look, kFigure, widest)));
}

// From the row's right end.
void draw_units(const Panel& panel, Rect& row) {
  for (const char* id : {"map:up", "map:across"}) {
    const std::string label = label_of(panel, id);
    if (label.empty()) continue;
    const float width = unit_stepper_width(panel, id, row.height);
    use_stepper(panel, id, cut_right(row, width, kSpace2), label + " " + value_of(panel, id));
  }
}

void draw_map_head(const Panel& panel, Rect& area, const Rect& card) {
  const LatentMap& map = *panel.session.map.map;
  const Use axes("map:axes", "", "map-axes");
  const bool has_axes = panel.offers.find(axes.id);
  const bool has_units = panel.offers.find("map:up");
  const bool is_roomy = area.width >= kRoomyMapFrom + (has_units ? kRoomForUnits : 0);
  Rect row = cut_top(area, has_axes && is_roomy ? kControlHeight : kCardTitleHeight, kSpace2);
  draw_exports(panel, row, card);
  cut_right(row, 0, kSpace3);
  if (has_axes && is_roomy) {
    use_choice(panel, axes, cut_right(row, kAxesWidth, kSpace3));
    draw_units(panel, row);
  } else if (has_axes) {
    Rect second = cut_top(area, kControlHeight, kSpace2);
    use_choice(panel, axes, cut_left(second, std::min(kAxesWidth, second.width), kSpace2));
    // The units in a row of their own, where the second is too short for them.
    if (has_units && second.width < kRoomForUnits) second = cut_top(area, kControlHeight, kSpace2);
    draw_units(panel, second);
  }
  const std::string count = grouped(map.size());
  draw_text(panel, row, kTitle, panel.palette().ink,
            first_fitting(*panel.look, kTitle, row.width,
                          {map_title(panel.session.map),
                           fill(texts::kMapTitleMedium, {count, std::to_string(map.width)}),
                           fill(texts::kMapTitleShort, {count}), ""}));
}

// --- below it

Use map_class_use(int label) {
  const std::string option = label < 0 ? "all" : std::to_string(label);
  return {"map:class", option, "map:class:" + option};
}

struct LegendEntry {
  int label;
  std::string name;
  Rect place;
};

struct ClassLegend {
  std::vector<LegendEntry> entries;
  float height = 0;
  float free = 0;  // at the right end of the last row
  bool is_stepper = false;
};

ClassLegend lay_out_class_legend(const Panel& panel, const Rect& area) {
  const LatentMap& map = *panel.session.map.map;
  ClassLegend legend;
  Rect row{area.x, 0, area.width, kEntryHeight};
  float y = 0;
  for (std::size_t i = 0; i < map.centres.size(); ++i) {
    if (!map.centres[i]) continue;
    const int label = static_cast<int>(i);
    const std::string name = class_name(chosen_entry(panel.session), label);
    const float width =
        std::ceil(text_width(*panel.look, kSmallText, name)) + kSignSize + kSpace1 + 2 * kSpace2;
    if (width > row.width && row.width < area.width) {
      y += kEntryHeight;
      row = {area.x, 0, area.width, kEntryHeight};
    }
    Rect place = cut_left(row, std::max(std::min(width, area.width), kEntryHeight));
    place.y = y;
    legend.entries.push_back({label, name, place});
  }
  legend.height = y + kEntryHeight;
  legend.free = row.width;
  legend.is_stepper = legend.height > kMostRows * kEntryHeight;
  if (legend.is_stepper) legend.height = kControlHeight;
  return legend;
}

void draw_entry(const Panel& panel, const LegendEntry& entry, const Rect& place) {
  const Palette& palette = panel.palette();
  const int alone = panel.session.choices.map.label;
  const bool is_alone = alone == entry.label;
  // Pressed once more, all are seen again.
  const Use use =
      is_alone ? Use{"map:class", "all", map_class_use(entry.label).name()} : map_class_use(entry.label);
  const Hit hit = use_area(panel, use, place);
  if (hit.is_hovered || is_alone) fill_rect(panel, place, palette.soft, kEntryHeight / 2);
  const bool is_pale = alone >= 0 && !is_alone;
  draw_sign(panel, {place.x + kSpace2 + kSignSize / 2, place.middle_y()}, kSignSize, class_sign(entry.label),
            is_pale ? palette.hairline : class_colour(palette, entry.label));
  Rect words = place;
  cut_left(words, kSpace2 + kSignSize + kSpace1);
  words.width -= kSpace1;
  draw_text(panel, words, kSmallText, is_pale ? palette.muted : palette.ink, entry.name);
}

void draw_class_legend(const Panel& panel, const Rect& area, const ClassLegend& legend) {
  if (legend.is_stepper)
    return use_stepper(panel, {"map:class", "", "map-class"},
                       {area.x, area.y, std::min(area.width, 260.0F), area.height});
  for (const LegendEntry& entry : legend.entries) {
    Rect place = entry.place;
    place.y += area.y;
    draw_entry(panel, entry, place);
  }
  Rect rest{area.right() - legend.free + kSpace2, area.bottom() - kEntryHeight, legend.free - kSpace2,
            kEntryHeight};
  if (panel.session.choices.map.label >= 0) {
    use_word(panel, map_class_use(-1), rest, Align::left);
  } else {
    draw_text(panel, rest, kSmallText, panel.palette().muted,
              first_fitting(*panel.look, kSmallText, rest.width, {texts::kMapLegendHint, ""}));
  }
}

}  // namespace

void draw_map_card(const Panel& panel, const Rect& card, bool is_told) {
  draw_card(panel, card, "card:map");
  Rect area = card.inset(card_padding(card.width));
  const LibraryEntry* entry = chosen_entry(panel.session);
  if (const auto missing = missing_codes(panel.session, entry)) {
    draw_absence(panel, area, *missing, buttons_of("map"));
    return;
  }
  if (!panel.session.map.map || panel.session.map.codes != entry->codes) {
    draw_absence(panel, area, {.text = texts::kMapMaking}, buttons_of("map"));
    return;
  }
  draw_map_head(panel, area, card);
  const ClassLegend legend = lay_out_class_legend(panel, area);
  const Rect window = cut_top(area, area.height - legend.height - kSpace2, kSpace2);
  draw_map_plot(panel, window, is_told);
  draw_class_legend(panel, area, legend);
}

}  // namespace bottleneck
