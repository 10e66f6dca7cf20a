// The map through its window: points, pictures, and what stands in its corners.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "texts/map.h"
#include "ui/map/cards.h"
#include "ui/map/map_window.h"
#include "ui/paint/offered.h"
#include "ui/paint/points.h"

namespace bottleneck {
namespace {

constexpr float kPaleShare = 0.22F;  // of the ink in points of other classes than the one alone
constexpr float kInsetTile = 44;
constexpr float kBesideHint = 48;  // room for the buttons
constexpr float kZoomButton = 28;

std::uint8_t mix(std::uint8_t from, std::uint8_t to, float share) {
  return static_cast<std::uint8_t>(static_cast<float>(from) +
                                   share * (static_cast<float>(to) - static_cast<float>(from)));
}
Colour mix(Colour from, Colour to, float share) {
  Colour mixed = from;
  mixed.r = mix(from.r, to.r, share);
  mixed.g = mix(from.g, to.g, share);
  mixed.b = mix(from.b, to.b, share);
  return mixed;
}

// The cloud of the map in the colours of the moment: it changes with the map, the theme and the class alone.
void make_cloud(MapLook& look, const std::shared_ptr<const LatentMap>& map, const Palette& palette,
                int label) {
  if (look.map == map && look.palette == &palette && look.label == label) return;
  look.map = map;
  look.palette = &palette;
  look.label = label;
  ++look.version;
  look.cloud.clear();
  look.cloud.reserve(map->points.size());
  const auto add = [&](std::uint32_t rank, Colour ink) {
    const MapPoint& point = map->points[rank];
    look.cloud.push_back({.x = point.x,
                          .y = point.y,
                          .r = ink.r,
                          .g = ink.g,
                          .b = ink.b,
                          .sign = class_sign(map->label_at(rank))});
  };
  // The class that is seen alone lies over the others, which are pale.
  const Colour pale = mix(palette.card, palette.muted, kPaleShare);
  for (std::uint32_t rank = 0; label >= 0 && rank < map->points.size(); ++rank) {
    if (map->label_at(rank) != label) add(rank, pale);
  }
  for (std::uint32_t rank = 0; rank < map->points.size(); ++rank) {
    const int own = map->label_at(rank);
    if (label < 0 || own == label) add(rank, class_colour(palette, own));
  }
}

// Larger where there are few, or few are seen: they do not cover each other.
float point_size(std::size_t count, float zoom) {
  const float crowd = std::pow(static_cast<float>(count) / 60'000, -0.25F);
  return std::clamp(1.5F * crowd * std::pow(std::max(zoom, 1.0F), 0.42F), 1.3F, 8.0F);
}

// --- what stands in the window's corners

void draw_plus(const Panel& panel, ImVec2 middle, ImU32 ink, bool is_plus) {
  panel.list->AddLine({middle.x - 5, middle.y}, {middle.x + 5, middle.y}, ink, 2);
  if (is_plus) panel.list->AddLine({middle.x, middle.y - 5}, {middle.x, middle.y + 5}, ink, 2);
}

// Down the right edge, from its lower end up. Returns the room they take.
Rect draw_zoom_buttons(const Panel& panel, const Rect& window) {
  const Palette& palette = panel.palette();
  const float all_width = button_width(panel, "map:all") - kSpace2;
  const Rect box{window.right() - kZoomButton, window.bottom() - 3 * kZoomButton - 2, kZoomButton,
                 3 * kZoomButton + 2};
  Rect column = box;
  for (const char* id : {"map:closer", "map:wider"}) {
    const Rect place = cut_top(column, kZoomButton, 1);
    fill_rect(panel, place, palette.card, kControlRadius);
    outline_rect(panel, place, palette.hairline, kControlRadius);
    const bool is_plus = std::string_view(id) == "map:closer";
    use_sign(panel, id, place, palette.soft,
             [&](ImVec2 middle, ImU32 ink) { draw_plus(panel, middle, ink, is_plus); });
  }
  const Rect all{window.right() - std::max(all_width, kZoomButton), column.y,
                 std::max(all_width, kZoomButton), kZoomButton};
  fill_rect(panel, all, palette.card, kControlRadius);
  use_button(panel, "map:all", all);
  return {all.x, box.y, all.width, box.height};
}

// Where no card beside the map shows them.
Rect draw_inset(const Panel& panel, const Rect& window) {
  const Palette& palette = panel.palette();
  const int first = panel.session.map.pointed.image ? 0 : 1;
  const Rect box{window.x, window.y,
                 static_cast<float>(kPointerTiles - first) * (kInsetTile + kSpace1) + kSpace1,
                 kInsetTile + 2 * kSpace1};
  fill_rect(panel, box, palette.card, kControlRadius, 0.9F);
  outline_rect(panel, box, palette.hairline, kControlRadius);
  Rect row = box.inset(kSpace1);
  for (int which = first; which < kPointerTiles; ++which)
    draw_pointer_tile(panel, cut_left(row, kInsetTile, kSpace1), which);
  return box;
}

// What is to be done next, while images are chosen. Returns the room that it takes.
Rect draw_choosing(const Panel& panel, const Rect& window) {
  const Palette& palette = panel.palette();
  const char* text = panel.session.map.first_chosen < 0 ? texts::kMapChooseFirst : texts::kMapChooseSecond;
  const float words = std::ceil(text_width(*panel.look, kSelectedText, text)) + 2 * kSpace3;
  const float width = std::min(window.width - 2 * kBesideHint, words);
  const auto write = [&](const Canvas& on, float y) {
    return draw_paragraph(on, {window.middle_x() - width / 2 + kSpace2, y, width - 2 * kSpace2, 0},
                          kSelectedText, palette.ink, text, Align::centre);
  };
  const float height = write(panel.measuring(), 0) + 2 * kSpace1;
  const Rect box{std::floor(window.middle_x() - width / 2), window.bottom() - height - kSpace1, width,
                 height};
  fill_rect(panel, box, palette.card, kControlRadius, 0.94F);
  outline_rect(panel, box, palette.code, kControlRadius, 2);
  write(panel, box.y + kSpace1);
  return box;
}

}  // namespace

Colour class_colour(const Palette& palette, int label) {
  return palette.classes[static_cast<std::size_t>(label) % palette.classes.size()];
}

Sign class_sign(int label) {
  return static_cast<Sign>((label + label / 10) % kSigns);
}

void draw_map_plot(const Panel& panel, const Rect& rect, bool is_told) {
  if (!panel.list) return;
  const MapState& state = panel.session.map;
  const MapChoices& choices = panel.session.choices.map;
  MapLook& look = panel.view.map;
  const MapWindow window{rect, map_scale(state.map->box, choices.part, rect.width, rect.height)};
  make_cloud(look, state.map, panel.palette(), choices.label);
  const ImVec2 origin = window.to_page({0, 0});
  draw_points(panel, rect,
              {.points = look.cloud.data(),
               .version = look.version,
               .count = static_cast<std::int32_t>(look.cloud.size()),
               .origin_x = origin.x,
               .origin_y = origin.y,
               .scale_x = window.scale.pixels,
               .scale_y = -window.scale.pixels,
               .size = point_size(look.cloud.size(), choices.part.zoom),
               .alpha = kPointAlpha});
  panel.list->PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
  draw_map_pictures(panel, rect, window.scale);
  draw_map_marks(panel, window);
  panel.list->PopClipRect();

  // What is used first is hit first: the buttons lie on the map.
  const ImVec2 ring = window.to_page(state.probe.place);
  std::vector<Rect> taken{draw_zoom_buttons(panel, rect),
                          {ring.x - kMapRing, ring.y - kMapRing, 2 * kMapRing, 2 * kMapRing}};
  if (!is_told) taken.push_back(draw_inset(panel, rect));
  if (state.is_choosing) taken.push_back(draw_choosing(panel, rect));
  draw_map_tags(panel, window, std::move(taken));
  use_map(panel, window);
}

}  // namespace bottleneck
