// What lies on the points of the map: the walk, the ring, the drawing, the names of the classes.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "lab/session/queries.h"
#include "texts/map.h"
#include "ui/map/cards.h"
#include "ui/map/map_window.h"

namespace bottleneck {
namespace {

constexpr float kChipHeight = 20;
// Where the name of a class may stand, from its middle, in its width and height.
constexpr ImVec2 kTagShifts[] = {{0, 0},     {0, -0.6F}, {0, 0.6F}, {0, -1.2F},    {0, 1.2F},    {1.1F, 0},
                                 {-1.1F, 0}, {0, -1.8F}, {0, 1.8F}, {1.1F, -0.8F}, {-1.1F, 0.8F}};

void draw_dashes(const Panel& panel, ImVec2 from, ImVec2 to) {
  constexpr float kDash = 5;
  constexpr float kStep = 8;
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  const auto at = [&](float way) {
    const float share = std::min(way / length, 1.0F);
    return ImVec2{from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
  };
  // Far out of the window nobody sees them.
  const float last = std::min(length, 6000.0F);
  for (float way = 0; way < last; way += kStep)
    panel.list->AddLine(at(way), at(way + kDash), colour(panel.palette().ink), 1.25F);
}

void draw_ring(const Panel& panel, ImVec2 middle, float radius, Colour fill, Colour line, float width = 2) {
  panel.list->AddCircleFilled(middle, radius, colour(fill));
  panel.list->AddCircle(middle, radius, colour(line), 0, width);
}

void draw_walk_line(const Panel& panel, const MapWindow& window) {
  const LatentMap& map = *panel.session.map.map;
  const MapWalk& walk = panel.session.map.walk;
  const ImVec2 from = window.to_page(place_of_image(map, walk.from));
  const ImVec2 to = window.to_page(place_of_image(map, walk.to));
  draw_dashes(panel, from, to);
  for (const ImVec2 end : {from, to}) draw_ring(panel, end, 5.5F, panel.palette().card, panel.palette().ink);
}

// Where the decoder is asked: a ring with a cross in it.
void draw_probe(const Panel& panel, const MapWindow& window) {
  const Palette& palette = panel.palette();
  const ImVec2 middle = window.to_page(panel.session.map.probe.place);
  panel.list->AddCircle(middle, kMapRing, colour(palette.card), 0, 5);
  panel.list->AddCircle(middle, kMapRing, colour(palette.reconstruction), 0, 2.5F);
  for (const ImVec2 arm : {ImVec2{kMapRing + 5, 0}, ImVec2{0, kMapRing + 5}})
    for (const float side : {-1.0F, 1.0F})
      panel.list->AddLine({middle.x + side * arm.x * 0.6F, middle.y + side * arm.y * 0.6F},
                          {middle.x + side * arm.x, middle.y + side * arm.y}, colour(palette.reconstruction),
                          2.5F);
}

// Words on the map, on a ground of their own.
void draw_tag(const Panel& panel, const Rect& rect, Colour line, const TextStyle& style,
              std::string_view text) {
  const Palette& palette = panel.palette();
  fill_rect(panel, rect, palette.card, rect.height / 2, 0.88F);
  outline_rect(panel, rect, line, rect.height / 2, 2);
  draw_text(panel, rect, style, palette.ink, text, Align::centre);
}

struct Tag {
  Rect rect;
  int label;
};

bool tags_overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() + 1 && b.x < a.right() + 1 && a.y < b.bottom() + 1 && b.y < a.bottom() + 1;
}

// The names of the classes at their middles, each moved a little where another is in its way; one
// that finds no room is in the legend.
std::vector<Tag> lay_out_tags(const Panel& panel, const MapWindow& window, std::vector<Rect> taken) {
  const LatentMap& map = *panel.session.map.map;
  const int alone = panel.session.choices.map.label;
  std::vector<Tag> tags;
  for (std::size_t i = 0; i < map.centres.size(); ++i) {
    const int label = static_cast<int>(i);
    if (!map.centres[i] || (alone >= 0 && label != alone)) continue;
    const ImVec2 middle = window.to_page(*map.centres[i]);
    const std::string name = class_name(chosen_entry(panel.session), label);
    const float width = std::max(kChipHeight, std::ceil(text_width(*panel.look, kTitle, name)) + 14);
    for (const ImVec2 shift : kTagShifts) {
      const Rect rect{std::round(middle.x - width / 2 + shift.x * width),
                      std::round(middle.y - kChipHeight / 2 + shift.y * kChipHeight), width, kChipHeight};
      const bool is_inside = rect.x > window.rect.x && rect.right() < window.rect.right() &&
                             rect.y > window.rect.y && rect.bottom() < window.rect.bottom();
      const auto is_in_the_way = [&](const Rect& other) { return tags_overlap(rect, other); };
      if (!is_inside || std::ranges::any_of(taken, is_in_the_way)) continue;
      taken.push_back(rect);
      tags.push_back({rect, label});
      break;
    }
  }
  return tags;
}

void draw_drawing(const Panel& panel, const MapWindow& window, std::vector<Rect>& taken) {
  const auto& place = panel.session.map.drawing;
  if (!place) return;
  const ImVec2 middle = window.to_page(*place);
  if (!window.contains(middle)) return;
  draw_ring(panel, middle, 6, panel.palette().code, panel.palette().card);
  const float width = std::ceil(text_width(*panel.look, kSmallText, texts::kMapDrawing)) + 16;
  const bool is_left = middle.x + 12 + width > window.rect.right() - 4;
  const Rect tag{is_left ? middle.x - 12 - width : middle.x + 12, middle.y - 10, width, kChipHeight};
  if (tag.y < window.rect.y || tag.bottom() > window.rect.bottom() || tag.x < window.rect.x ||
      std::ranges::any_of(taken, [&](const Rect& other) { return tags_overlap(tag, other); }))
    return;
  draw_tag(panel, tag, panel.palette().code, kSmallText, texts::kMapDrawing);
  taken.push_back(tag);
}

void draw_pointed_ring(const Panel& panel, const MapWindow& window) {
  const ImVec2 middle =
      window.to_page(place_of_image(*panel.session.map.map, panel.session.map.pointed.index));
  panel.list->AddCircle(middle, 7, colour(panel.palette().card), 0, 4);
  panel.list->AddCircle(middle, 7, colour(panel.palette().image), 0, 2);
}

}  // namespace

void draw_map_marks(const Panel& panel, const MapWindow& window) {
  draw_walk_line(panel, window);
  draw_pointed_ring(panel, window);
  draw_probe(panel, window);
}

void draw_map_tags(const Panel& panel, const MapWindow& window, std::vector<Rect> taken) {
  draw_drawing(panel, window, taken);
  for (const Tag& tag : lay_out_tags(panel, window, std::move(taken)))
    draw_tag(panel, tag.rect, class_colour(panel.palette(), tag.label), kTitle,
             class_name(chosen_entry(panel.session), tag.label));
}

}  // namespace bottleneck
