// The window that the map is seen through, and its parts: what lies on the points, what the pointer does
// there.
#pragma once

#include <vector>

#include <imgui.h>

#include "lab/models/map_view.h"
#include "ui/paint/panel.h"

namespace bottleneck {

inline constexpr float kMapRing = 8;  // where the decoder is asked: its radius

struct MapWindow {
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

// The walk's line, the image that is pointed at, and the ring: cut to the window.
void draw_map_marks(const Panel& panel, const MapWindow& window);

// The reader's drawing, and the names of the classes at their middles, where nothing is in their way. taken:
// what is.
void draw_map_tags(const Panel& panel, const MapWindow& window, std::vector<Rect> taken);

// Drags, presses, wheel, fingers and arrows.
void use_map(const Panel& panel, const MapWindow& window);

}  // namespace bottleneck
