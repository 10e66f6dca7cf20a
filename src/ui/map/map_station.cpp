#include <algorithm>
#include <cmath>

#include "lab/session/queries.h"
#include "lab/shown/missing.h"
#include "ui/map/cards.h"
#include "ui/paint/guide.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr float kSideColumn = 364;  // of the cards beside the map
constexpr float kLeastMap = 480;    // its height beside them
constexpr float kMostMap = 1000;
constexpr float kLeastNarrowMap = 300;
constexpr float kNarrowMapShare = 1.25F;  // of its width: higher ones leave nothing else to be seen
constexpr float kAbsentMap = 260;

using DrawCard = float (*)(const Panel& panel, const Rect& card);
constexpr DrawCard kBesideMap[] = {draw_pointer_card, draw_drawing_card, draw_walk_card};
constexpr DrawCard kBelowMap[] = {draw_guide, draw_seen_card};
constexpr DrawCard kMapCards[] = {draw_pointer_card, draw_drawing_card, draw_walk_card, draw_seen_card};

// Under each other; returns where the next one would begin.
float draw_column(const Panel& panel, const Rect& column, float gap, std::span<const DrawCard> cards) {
  float y = column.y;
  for (const DrawCard draw : cards) {
    Rect card{column.x, y, column.width, 0};
    card.height = draw(panel.measuring(), card);
    if (card.height <= 0) continue;
    draw(panel, card);
    y = card.bottom() + gap;
  }
  return y;
}

bool has_map(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  return !missing_codes(session, entry) && session.map.map && session.map.codes == entry->codes;
}

}  // namespace

float draw_map_station(const Panel& panel, const PageFrame& frame) {
  const Rect& area = frame.area;
  const bool is_wide = frame.shape == Shape::wide;
  const float gap = is_wide ? kSpace4 : kSpace3;
  const float window = frame.size.viewport_height - frame.gap - area.y;
  const bool is_there = has_map(panel.session);
  if (is_wide) {
    // All of it is seen at once, where the window is not low: the map, and below it what it is.
    const float side = is_there ? kSideColumn + gap : 0;
    Rect guide{area.x, 0, area.width - side, 0};
    guide.height = draw_guide(panel.measuring(), guide);
    const Rect map{area.x, area.y, guide.width,
                   std::clamp(window - guide.height - (guide.height > 0 ? gap : 0), kLeastMap, kMostMap)};
    draw_map_card(panel, map, true);
    const Rect below{area.x, map.bottom() + gap, map.width, 0};
    float bottom =
        draw_column(panel, below, gap, is_there ? std::span(kBelowMap) : std::span(kBelowMap).first(1));
    if (is_there)
      bottom =
          std::max(bottom, draw_column(panel, {map.right() + gap, area.y, kSideColumn, 0}, gap, kBesideMap));
    return bottom - gap + frame.gap;
  }
  const float height =
      is_there ? std::clamp(window, kLeastNarrowMap, area.width * kNarrowMapShare) : kAbsentMap;
  draw_map_card(panel, {area.x, area.y, area.width, std::max(height, kLeastNarrowMap)}, false);
  Rect rest{area.x, area.y + std::max(height, kLeastNarrowMap) + gap, area.width, 0};
  if (frame.shape == Shape::narrow || !is_there) {
    if (is_there) rest.y = draw_column(panel, rest, gap, kMapCards);
    return draw_column(panel, rest, gap, std::array<DrawCard, 1>{draw_guide}) - gap + frame.gap;
  }
  const float half = std::floor((rest.width - gap) / 2);
  const float left = draw_column(panel, {rest.x, rest.y, half, 0}, gap,
                                 std::array<DrawCard, 2>{draw_pointer_card, draw_seen_card});
  const float right = draw_column(panel, {rest.x + half + gap, rest.y, half, 0}, gap,
                                  std::array<DrawCard, 3>{draw_drawing_card, draw_walk_card, draw_guide});
  return std::max(left, right) - gap + frame.gap;
}

}  // namespace bottleneck
