#include "lab/models/map_view.h"

#include <algorithm>

namespace bottleneck {
namespace {

// The part whose middle is that point of the map.
MapPart part_at(const MapBox& box, MapPoint middle, float zoom) {
  const auto share = [](float value, float low, float side) {
    return std::clamp((value - low) / side, 0.5F - kFarthestMiddle, 0.5F + kFarthestMiddle);
  };
  return {.x = share(middle.x, box.low.x, box.width()),
          .y = share(middle.y, box.low.y, box.height()),
          .zoom = std::clamp(zoom, kLeastZoom, kMostZoom)};
}

}  // namespace

MapScale map_scale(const MapBox& box, const MapPart& part, float width, float height) {
  const float pixels = part.zoom * std::min(width / box.width(), height / box.height());
  const MapPoint middle{box.low.x + part.x * box.width(), box.low.y + part.y * box.height()};
  return {.origin = {-middle.x * pixels, middle.y * pixels}, .pixels = pixels};
}

MapPart panned(const MapBox& box, const MapPart& part, float width, float height, MapPoint by) {
  const MapScale scale = map_scale(box, part, width, height);
  return part_at(box, scale.to_map({-by.x, -by.y}), part.zoom);
}

MapPart zoomed(const MapBox& box, const MapPart& part, float width, float height, MapPoint fixed, float by) {
  const MapPoint stays = map_scale(box, part, width, height).to_map(fixed);
  MapPart next = part;
  next.zoom = std::clamp(part.zoom * by, kLeastZoom, kMostZoom);
  const float pixels = map_scale(box, next, width, height).pixels;
  return part_at(box, {stays.x - fixed.x / pixels, stays.y + fixed.y / pixels}, next.zoom);
}

}  // namespace bottleneck
