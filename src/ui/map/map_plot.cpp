// The map through its window: points, pictures, classes, and what the pointer does there.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "texts/map.h"
#include "ui/map/cards.h"
#include "ui/paint/offered.h"
#include "ui/paint/points.h"

namespace bottleneck {
namespace {

constexpr float kReach = 22;         // CSS pixels: an image nearer to the pointer is pointed at
constexpr float kGrip = 14;          // from the ring's middle, to take hold of it
constexpr float kClickSlack = 4;     // a press that moves less is a click
constexpr float kWheelPixels = 260;  // of a wheel, to zoom e times
constexpr float kRing = 8;
constexpr float kChipHeight = 20;
constexpr float kPaleShare = 0.22F;  // of the ink in points of other classes than the one alone
constexpr float kInsetTile = 44;
constexpr float kBesideHint = 48;  // room for the buttons
constexpr float kZoomButton = 28;
// Where the name of a class may stand, from its middle, in its width and height.
constexpr ImVec2 kTagShifts[] = {{0, 0},     {0, -0.6F}, {0, 0.6F}, {0, -1.2F},    {0, 1.2F},    {1.1F, 0},
                                 {-1.1F, 0}, {0, -1.8F}, {0, 1.8F}, {1.1F, -0.8F}, {-1.1F, 0.8F}};

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

struct Window {
  Rect rect;
  MapScale scale;

  ImVec2 to_page(MapPoint point) const {
    const MapPoint place = scale.to_window(point);
    return {rect.middle_x() + place.x, rect.middle_y() + place.y};
  }
  // Of a place on the page, from the window's middle.
  MapPoint from_middle(ImVec2 place) const { return {place.x - rect.middle_x(), place.y - rect.middle_y()}; }
  MapPoint to_map(ImVec2 place) const { return scale.to_map(from_middle(place)); }
  bool contains(ImVec2 place) const { return rect.contains(place.x, place.y); }
};

// --- what lies on the points

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

void draw_walk_line(const Panel& panel, const Window& window) {
  const LatentMap& map = *panel.session.map.map;
  const MapWalk& walk = panel.session.map.walk;
  const ImVec2 from = window.to_page(place_of_image(map, walk.from));
  const ImVec2 to = window.to_page(place_of_image(map, walk.to));
  draw_dashes(panel, from, to);
  for (const ImVec2 end : {from, to}) draw_ring(panel, end, 5.5F, panel.palette().card, panel.palette().ink);
}

// Where the decoder is asked: a ring with a cross in it.
void draw_probe(const Panel& panel, const Window& window) {
  const Palette& palette = panel.palette();
  const ImVec2 middle = window.to_page(panel.session.map.probe.place);
  panel.list->AddCircle(middle, kRing, colour(palette.card), 0, 5);
  panel.list->AddCircle(middle, kRing, colour(palette.reconstruction), 0, 2.5F);
  for (const ImVec2 arm : {ImVec2{kRing + 5, 0}, ImVec2{0, kRing + 5}})
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
std::vector<Tag> lay_out_tags(const Panel& panel, const Window& window, std::vector<Rect> taken) {
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

void draw_drawing(const Panel& panel, const Window& window, std::vector<Rect>& taken) {
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

void draw_pointed_ring(const Panel& panel, const Window& window) {
  const ImVec2 middle =
      window.to_page(place_of_image(*panel.session.map.map, panel.session.map.pointed.index));
  panel.list->AddCircle(middle, 7, colour(panel.palette().card), 0, 4);
  panel.list->AddCircle(middle, 7, colour(panel.palette().image), 0, 2);
}

// --- what the pointer does

void pan(const Panel& panel, const Window& window, MapPoint by) {
  const MapPart& part = panel.session.choices.map.part;
  panel.act(MoveMap{panned(panel.session.map.map->box, part, window.rect.width, window.rect.height, by)});
}

void zoom(const Panel& panel, const Window& window, MapPoint fixed, float by) {
  const MapPart& part = panel.session.choices.map.part;
  panel.act(
      MoveMap{zoomed(panel.session.map.map->box, part, window.rect.width, window.rect.height, fixed, by)});
}

std::optional<int> image_near(const Panel& panel, const Window& window, ImVec2 place) {
  const LatentMap& map = *panel.session.map.map;
  const auto rank =
      nearest_point(map, window.to_map(place), kReach / window.scale.pixels, panel.session.choices.map.label);
  if (!rank) return std::nullopt;
  return static_cast<int>(map.images[*rank]);
}

void press_map(const Panel& panel, const Window& window, ImVec2 place) {
  const auto image = image_near(panel, window, place);
  if (panel.session.map.is_choosing) {
    if (image) panel.act(ChooseWalk{.image = *image});
    return;
  }
  if (image) panel.act(PointAt{.image = *image});
  panel.act(ProbeMap{.place = window.to_map(place)});
}

// A press on the ring takes hold of it, one elsewhere of the map.
void drag_map(const Panel& panel, const Window& window, const Hit& hit) {
  using Drag = MapLook::Drag;
  Drag& drag = panel.view.map.drag;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ImVec2 ring = window.to_page(panel.session.map.probe.place);
  const bool is_at_ring =
      !panel.session.map.is_choosing && std::hypot(mouse.x - ring.x, mouse.y - ring.y) <= kGrip;
  if (hit.is_hovered && (is_at_ring || drag == Drag::ring)) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!hit.is_held) {
    // By the keyboard it is the middle that is pressed.
    if (hit.is_clicked && drag == Drag::none)
      press_map(panel, window,
                hit.is_hovered ? mouse : ImVec2{window.rect.middle_x(), window.rect.middle_y()});
    drag = Drag::none;
    return;
  }
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) drag = is_at_ring ? Drag::ring : Drag::none;
  const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, drag == Drag::all ? 0 : kClickSlack);
  if (moved.x == 0 && moved.y == 0) return;
  if (drag == Drag::ring) {
    panel.act(ProbeMap{.place = window.to_map(mouse)});
    return;
  }
  drag = Drag::all;
  ImGui::ResetMouseDragDelta(ImGuiMouseButton_Left);
  pan(panel, window, {moved.x, moved.y});
}

void pinch(const Panel& panel, const Window& window, const PinchStep& step) {
  const MapBox& box = panel.session.map.map->box;
  const Rect& rect = window.rect;
  const MapPart moved =
      panned(box, panel.session.choices.map.part, rect.width, rect.height, {step.across, step.down});
  panel.act(
      MoveMap{zoomed(box, moved, rect.width, rect.height, window.from_middle({step.x, step.y}), step.by)});
}

void use_map(const Panel& panel, const Window& window) {
  View& view = panel.view;
  const Hit hit = hit_area(panel, "map", window.rect);
  view.map.window = window.rect;
  drag_map(panel, window, hit);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (hit.is_hovered && view.map.drag == MapLook::Drag::none) {
    const auto image = image_near(panel, window, mouse);
    if (image && *image != panel.session.map.pointed.index) panel.act(PointAt{.image = *image});
  }
  const float turned = std::exchange(view.wheel, 0.0F);
  if (turned != 0) zoom(panel, window, window.from_middle(mouse), std::exp(-turned / kWheelPixels));
  const PinchStep fingers = std::exchange(view.pinch, {});
  if (!fingers.is_none()) pinch(panel, window, fingers);
  const MapPoint keys{std::exchange(view.map.pan_x, 0.0F), std::exchange(view.map.pan_y, 0.0F)};
  if (keys != MapPoint{}) pan(panel, window, keys);
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
  const Window window{rect, map_scale(state.map->box, choices.part, rect.width, rect.height)};
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
               .alpha = 0.8F});
  panel.list->PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
  draw_map_pictures(panel, rect, window.scale);
  draw_walk_line(panel, window);
  draw_pointed_ring(panel, window);
  draw_probe(panel, window);
  panel.list->PopClipRect();

  // What is used first is hit first: the buttons lie on the map.
  const ImVec2 ring = window.to_page(state.probe.place);
  std::vector<Rect> taken{draw_zoom_buttons(panel, rect),
                          {ring.x - kRing, ring.y - kRing, 2 * kRing, 2 * kRing}};
  if (!is_told) taken.push_back(draw_inset(panel, rect));
  if (state.is_choosing) taken.push_back(draw_choosing(panel, rect));
  draw_drawing(panel, window, taken);
  for (const Tag& tag : lay_out_tags(panel, window, taken))
    draw_tag(panel, tag.rect, class_colour(panel.palette(), tag.label), kTitle,
             class_name(chosen_entry(panel.session), tag.label));
  use_map(panel, window);
}

}  // namespace bottleneck
