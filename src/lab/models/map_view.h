// What the reader has chosen of the latent map, and the arithmetic of looking at it: which part of it is
// seen, how large. No screen: places are CSS pixels from the middle of the window that the map is seen
// through, x to the right, y downwards; on the map itself y points upwards.
#pragma once

#include <cstdint>

namespace bottleneck {

// Two numbers of a code, or two shares of it.
struct MapPoint {
  float x = 0;
  float y = 0;

  bool operator==(const MapPoint&) const = default;
};

struct MapBox {
  MapPoint low{};
  MapPoint high{};

  float width() const { return high.x - low.x; }
  float height() const { return high.y - low.y; }
};

enum class MapAxes : std::uint8_t { components, units };

// What is seen. The middle is told by its place in the box of the whole map: 0.5, 0.5 is that box's middle.
struct MapPart {
  float x = 0.5F;
  float y = 0.5F;
  float zoom = 1;  // 1: the box fills the window

  bool operator==(const MapPart&) const = default;
};

struct MapChoices {
  MapAxes axes = MapAxes::components;
  int across = 1;  // which numbers of the code, counted from 1 as the reader does
  int up = 2;
  int label = -1;  // this class alone; -1: all
  MapPart part{};
  int from = -1;  // the images that the walk leads between; -1: two that the page finds
  int to = -1;

  bool operator==(const MapChoices&) const = default;
};

inline constexpr float kLeastZoom = 0.5F;
inline constexpr float kMostZoom = 400;
inline constexpr float kFarthestMiddle = 0.75F;  // of the part seen, from the middle of the box, in its sides

// How points come to the window: place = origin + point · scale, with scale.y < 0.
struct MapScale {
  MapPoint origin{};
  float pixels = 1;  // of one unit of the map, alike in both directions: distances are what they are

  MapPoint to_window(MapPoint point) const {
    return {origin.x + point.x * pixels, origin.y - point.y * pixels};
  }
  MapPoint to_map(MapPoint place) const {
    return {(place.x - origin.x) / pixels, (origin.y - place.y) / pixels};
  }
};
// width, height: of the window.
MapScale map_scale(const MapBox& box, const MapPart& part, float width, float height);

// The part that is seen once what is under the pointer has been dragged so far, and once it has been made so
// many times as large while what is at `fixed` stays there. Kept near the box, and within the zooms.
MapPart panned(const MapBox& box, const MapPart& part, float width, float height, MapPoint by);
MapPart zoomed(const MapBox& box, const MapPart& part, float width, float height, MapPoint fixed, float by);

}  // namespace bottleneck
