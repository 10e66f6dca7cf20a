#include "lab/models/map_view.h"

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

constexpr MapBox kMapBox{{-10, -4}, {30, 6}};
constexpr float kWindowWidth = 800;
constexpr float kWindowHeight = 600;

MapScale scale_of(const MapPart& part) {
  return map_scale(kMapBox, part, kWindowWidth, kWindowHeight);
}

TEST(MapView, ShowsTheWholeBoxAtFirst) {
  const MapScale scale = scale_of({});
  EXPECT_FLOAT_EQ(scale.pixels, 20) << "the width is what is scarce";
  const MapPoint left = scale.to_window({-10, 1});
  EXPECT_FLOAT_EQ(left.x, -400);
  EXPECT_FLOAT_EQ(left.y, 0);
  EXPECT_FLOAT_EQ(scale.to_window({10, 6}).y, -100) << "upwards on the map is upwards on the screen";
}

TEST(MapView, GoesToTheWindowAndBack) {
  const MapScale scale = scale_of({.x = 0.2F, .y = 0.9F, .zoom = 7});
  const MapPoint point{3.25F, -1.5F};
  const MapPoint again = scale.to_map(scale.to_window(point));
  EXPECT_NEAR(again.x, point.x, 1e-4);
  EXPECT_NEAR(again.y, point.y, 1e-4);
}

TEST(MapView, FollowsAPointThatIsDragged) {
  const MapPart before{.x = 0.4F, .y = 0.6F, .zoom = 3};
  const MapPoint point{5, 2};
  const MapPoint from = scale_of(before).to_window(point);
  const MapPoint to =
      scale_of(panned(kMapBox, before, kWindowWidth, kWindowHeight, {30, -12})).to_window(point);
  EXPECT_NEAR(to.x - from.x, 30, 0.01);
  EXPECT_NEAR(to.y - from.y, -12, 0.01);
}

TEST(MapView, KeepsWhatIsUnderThePointer) {
  const MapPart before{.x = 0.45F, .y = 0.55F, .zoom = 2};
  const MapPoint fixed{123, -87};
  const MapPoint stays = scale_of(before).to_map(fixed);
  for (const float by : {1.5F, 0.5F, 20.0F}) {
    const MapPart after = zoomed(kMapBox, before, kWindowWidth, kWindowHeight, fixed, by);
    EXPECT_FLOAT_EQ(after.zoom, 2 * by);
    EXPECT_NEAR(scale_of(after).to_window(stays).x, fixed.x, 0.1);
    EXPECT_NEAR(scale_of(after).to_window(stays).y, fixed.y, 0.1);
  }
}

TEST(MapView, StaysNearTheBoxAndWithinItsZooms) {
  const MapPart far = panned(kMapBox, {}, kWindowWidth, kWindowHeight, {-1e6F, 1e6F});
  EXPECT_FLOAT_EQ(far.x, 0.5F + kFarthestMiddle);
  EXPECT_FLOAT_EQ(far.y, 0.5F + kFarthestMiddle);
  EXPECT_EQ(zoomed(kMapBox, {}, kWindowWidth, kWindowHeight, {}, 1e6F).zoom, kMostZoom);
  EXPECT_EQ(zoomed(kMapBox, {}, kWindowWidth, kWindowHeight, {}, 1e-6F).zoom, kLeastZoom);
  // At the end of the zooms nothing moves any more.
  const MapPart most{.x = 0.3F, .y = 0.3F, .zoom = kMostZoom};
  const MapPart same = zoomed(kMapBox, most, kWindowWidth, kWindowHeight, {200, 100}, 2);
  EXPECT_NEAR(same.x, most.x, 1e-5);
  EXPECT_NEAR(same.y, most.y, 1e-5);
}

}  // namespace
}  // namespace bottleneck
