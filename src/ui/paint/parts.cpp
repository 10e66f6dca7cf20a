#include "ui/paint/parts.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace bottleneck {
namespace {

Rect rect_of(const PlaceOnPage& place) {
  return {place.x, place.y, place.width, place.height};
}

// Where the reader points; nothing: nowhere.
std::optional<ImVec2> pointed_place(const View& view) {
  if (view.keys.is_shown && view.keys.ring)
    return ImVec2{view.keys.ring->middle_x(), view.keys.ring->middle_y()};
  if (!ImGui::IsMousePosValid()) return std::nullopt;
  return ImGui::GetMousePos();
}

}  // namespace

void mark_part(const Panel& panel, const std::string& name, const Rect& rect) {
  if (panel.list) panel.view.parts[name] = {rect.x, rect.y, rect.width, rect.height};
}

void draw_card(const Panel& panel, const Rect& rect, const std::string& name) {
  mark_part(panel, name, rect);
  draw_card(panel, rect);
}

std::optional<Rect> find_part(const View& view, std::string_view name) {
  for (const auto* places : {&view.parts, &view.places}) {
    const auto found = places->find(std::string(name));
    if (found != places->end()) return rect_of(found->second);
  }
  return std::nullopt;
}

void frame_lit_part(const Panel& panel) {
  const auto part = find_part(panel.view, panel.view.lit);
  if (!part || panel.view.is_popup_open) return;
  const Canvas over{ImGui::GetForegroundDrawList(), panel.look};
  constexpr float kAround = 3;
  outline_rect(over, part->inset(-kAround), panel.palette().reconstruction, kControlRadius + kAround, 3);
}

std::string parts_pointed_at(const Panel& panel) {
  const View& view = panel.view;
  const auto place = pointed_place(view);
  if (!place) return view.has_fingers ? view.pointed : "";
  std::vector<std::pair<float, const std::string*>> found;
  for (const auto* places : {&view.places, &view.parts}) {
    for (const auto& [name, at] : *places) {
      if (rect_of(at).contains(place->x, place->y)) found.emplace_back(at.width * at.height, &name);
    }
  }
  std::ranges::sort(found);
  std::string names;
  for (const auto& [area, name] : found) names += (names.empty() ? "" : "\n") + *name;
  return names;
}

}  // namespace bottleneck
