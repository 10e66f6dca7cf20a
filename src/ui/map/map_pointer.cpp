// What the pointer does on the map.
#include <cmath>
#include <optional>
#include <utility>

#include "lab/session/queries.h"
#include "ui/map/map_window.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kReach = 22;         // CSS pixels: an image nearer to the pointer is pointed at
constexpr float kGrip = 14;          // from the ring's middle, to take hold of it
constexpr float kClickSlack = 4;     // a press that moves less is a click
constexpr float kWheelPixels = 260;  // of a wheel, to zoom e times

void pan(const Panel& panel, const MapWindow& window, MapPoint by) {
  const MapPart& part = panel.session.choices.map.part;
  panel.act(MoveMap{panned(panel.session.map.map->box, part, window.rect.width, window.rect.height, by)});
}

void zoom(const Panel& panel, const MapWindow& window, MapPoint fixed, float by) {
  const MapPart& part = panel.session.choices.map.part;
  panel.act(
      MoveMap{zoomed(panel.session.map.map->box, part, window.rect.width, window.rect.height, fixed, by)});
}

std::optional<int> image_near(const Panel& panel, const MapWindow& window, ImVec2 place) {
  const LatentMap& map = *panel.session.map.map;
  const auto rank =
      nearest_point(map, window.to_map(place), kReach / window.scale.pixels, panel.session.choices.map.label);
  if (!rank) return std::nullopt;
  return static_cast<int>(map.images[*rank]);
}

void press_map(const Panel& panel, const MapWindow& window, ImVec2 place) {
  const auto image = image_near(panel, window, place);
  if (panel.session.map.is_choosing) {
    if (image) panel.act(ChooseWalk{.image = *image});
    return;
  }
  if (image) panel.act(PointAt{.image = *image});
  panel.act(ProbeMap{.place = window.to_map(place)});
}

// A press on the ring takes hold of it, one elsewhere of the map.
void drag_map(const Panel& panel, const MapWindow& window, const Hit& hit) {
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

void pinch(const Panel& panel, const MapWindow& window, const PinchStep& step) {
  const MapBox& box = panel.session.map.map->box;
  const Rect& rect = window.rect;
  const MapPart moved =
      panned(box, panel.session.choices.map.part, rect.width, rect.height, {step.across, step.down});
  panel.act(
      MoveMap{zoomed(box, moved, rect.width, rect.height, window.from_middle({step.x, step.y}), step.by)});
}

}  // namespace

void use_map(const Panel& panel, const MapWindow& window) {
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

}  // namespace bottleneck
