// The latent map used through Dear ImGui's own input, and what is painted of it.
#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "lab/session/update.h"
#include "lab/session/update_map.h"
#include "lab/shown/numbers.h"
#include "ui/keyboard.h"
#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

// The map at a desk, drawn until it has come to rest.
struct MapAtDesk {
  Session session = map_session();
  UiFrame frame{kDesk};

  MapAtDesk() { settle(); }

  void settle() {
    for (int i = 0; i < 3; ++i) perform_all(frame.draw(session).actions);
  }
  void perform_all(const std::vector<Action>& actions) {
    for (const Action& action : actions) perform(session, action);
    update_map(session, no_time);
  }
  void step() { perform_all(frame.draw(session).actions); }
  Rect window() const { return frame.view.map.window; }
  // On the page.
  ImVec2 place_of_point(MapPoint point) const {
    const Rect rect = window();
    const MapScale scale = map_scale(session.map.map->box, session.choices.map.part, rect.width, rect.height);
    const MapPoint place = scale.to_window(point);
    return {rect.middle_x() + place.x, rect.middle_y() + place.y};
  }
  void point(ImVec2 place) {
    ImGui::GetIO().AddMousePosEvent(place.x, place.y);
    step();
  }
  void hold(bool is_down) {
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, is_down);
    step();
    step();
  }
};

// By steps past those without images, of which an address may have named one.
TEST(UiMap, ManyClassesAreGoneThrough) {
  MapAtDesk map;
  LatentMap many = *map.session.map.map;
  many.centres.assign(200, std::nullopt);
  for (std::size_t i = 0; i < many.centres.size(); i += 2) many.centres[i] = MapPoint{};
  map.session.map.map = std::make_shared<const LatentMap>(many);
  int& alone = map.session.choices.map.label;
  const auto step = [&](const char* end) {
    map.perform_all(map.frame.press(map.session, end));
    return alone;
  };
  EXPECT_EQ(step("map-class:less"), -1) << "all of them: the first";
  for (const int next : {0, 2, 4}) EXPECT_EQ(step("map-class:more"), next);
  EXPECT_EQ(step("map-class:less"), 2);
  alone = 7;
  EXPECT_EQ(step("map-class:more"), 8);
  alone = 230;
  EXPECT_EQ(step("map-class:more"), 230) << "the last of them";
  EXPECT_EQ(step("map-class:less"), 198);
}

TEST(UiMap, IsOneCloudOnTheGraphicsCard) {
  MapAtDesk map;
  ASSERT_EQ(map.frame.painted.clouds.size(), 1U);
  const PointCloud first = map.frame.painted.clouds[0];
  EXPECT_EQ(first.count, 30);
  EXPECT_GT(first.version, 0U);
  EXPECT_LT(first.scale_y, 0);
  // What is moved stays on the card, what has other colours does not.
  map.perform_all({MoveMap{{.x = 0.3F, .y = 0.6F, .zoom = 2}}});
  map.settle();
  const PointCloud moved = map.frame.painted.clouds[0];
  EXPECT_EQ(moved.version, first.version);
  EXPECT_NEAR(moved.scale_x, 2 * first.scale_x, 1e-3);
  map.perform_all({Set{"only", "2"}});
  map.settle();
  EXPECT_NE(map.frame.painted.clouds[0].version, first.version);
  EXPECT_EQ(map.frame.painted.clouds[0].count, 30) << "the others are pale";
  map.frame.is_dark = true;
  const auto before = map.frame.painted.clouds[0].version;
  map.settle();
  EXPECT_NE(map.frame.painted.clouds[0].version, before);
}

TEST(UiMap, TellsTheImageUnderThePointer) {
  MapAtDesk map;
  for (const int image : {3, 17, 29}) {
    map.point(map.place_of_point(place_of_image(*map.session.map.map, image)));
    map.settle();
    EXPECT_EQ(place_of_image(*map.session.map.map, map.session.map.pointed.index),
              place_of_image(*map.session.map.map, image))
        << image;
  }
}

TEST(UiMap, IsDraggedAndNothingIsDecodedThen) {
  MapAtDesk map;
  const Rect window = map.window();
  const MapPoint probe = map.session.map.probe.place;
  const MapPoint held{1, 1};
  const ImVec2 from = map.place_of_point(held);
  map.point({window.x + 60, window.y + 60});
  map.hold(true);
  for (int i = 1; i <= 5; ++i)
    map.point({window.x + 60 + 10 * static_cast<float>(i), window.y + 60 + 6 * static_cast<float>(i)});
  map.hold(false);
  const ImVec2 to = map.place_of_point(held);
  EXPECT_NEAR(to.x - from.x, 50, 0.6);
  EXPECT_NEAR(to.y - from.y, 30, 0.6);
  EXPECT_EQ(map.session.map.probe.place, probe);
}

TEST(UiMap, DecodesWhereItIsPressedAndWhereTheRingIsDragged) {
  MapAtDesk map;
  const Rect window = map.window();
  map.point({window.x + 80, window.y + 50});
  map.hold(true);
  map.hold(false);
  const ImVec2 ring = map.place_of_point(map.session.map.probe.place);
  EXPECT_NEAR(ring.x, window.x + 80, 0.5);
  EXPECT_NEAR(ring.y, window.y + 50, 0.5);
  const MapPart part = map.session.choices.map.part;
  map.hold(true);
  map.point({window.x + 140, window.y + 90});
  map.hold(false);
  EXPECT_NEAR(map.place_of_point(map.session.map.probe.place).x, window.x + 140, 0.5);
  EXPECT_EQ(map.session.choices.map.part, part) << "the map itself stays";
}

TEST(UiMap, ZoomsWithWheelAndFingersAroundThem) {
  MapAtDesk map;
  const Rect window = map.window();
  const ImVec2 pointer{window.x + 200, window.y + 150};
  map.point(pointer);
  const auto under = [&](ImVec2 place) {
    const MapScale scale =
        map_scale(map.session.map.map->box, map.session.choices.map.part, window.width, window.height);
    return scale.to_map({place.x - window.middle_x(), place.y - window.middle_y()});
  };
  const MapPoint before = under(pointer);
  map.frame.view.wheel = -300;
  map.step();
  EXPECT_GT(map.session.choices.map.part.zoom, 2);
  EXPECT_NEAR(under(pointer).x, before.x, 1e-3);
  EXPECT_NEAR(under(pointer).y, before.y, 1e-3);
  // Two fingers that go by 20 and spread to twice their distance.
  const float zoom = map.session.choices.map.part.zoom;
  const MapPoint held = under({pointer.x - 20, pointer.y});
  map.frame.view.pinch = {.x = pointer.x, .y = pointer.y, .across = 20, .by = 2};
  map.step();
  EXPECT_NEAR(map.session.choices.map.part.zoom, 2 * zoom, 1e-3);
  EXPECT_NEAR(under(pointer).x, held.x, 1e-3);
  map.settle();
  EXPECT_NEAR(map.session.choices.map.part.zoom, 2 * zoom, 1e-3) << "once";
}

TEST(UiMap, IsMovedByTheArrows) {
  MapAtDesk map;
  Keyboard& keys = map.frame.view.keys;
  keys.is_shown = true;
  keys.at = "map";
  const MapPart before = map.session.choices.map.part;
  EXPECT_TRUE(take_key(map.frame.view, {.key = "ArrowRight", .code = ""}));
  EXPECT_TRUE(take_key(map.frame.view, {.key = "ArrowUp", .code = ""}));
  map.step();
  EXPECT_GT(map.session.choices.map.part.x, before.x);
  EXPECT_GT(map.session.choices.map.part.y, before.y);
}

TEST(UiMap, ShowsPicturesWhereThereIsRoom) {
  MapAtDesk map;
  // Of 30 points all are pictures at once, where they do not cover each other; only some of them are new a
  // frame.
  const std::size_t others = 3 + kWalkSteps;  // beside the map
  EXPECT_GT(map.frame.painted.images.size(), others);
  for (const Rect& a : map.frame.painted.images) {
    for (const Rect& b : map.frame.painted.images) {
      const bool is_same = &a == &b;
      const bool overlap = a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
      EXPECT_TRUE(is_same || !overlap);
    }
  }
}

TEST(UiMap, TakesTwoImagesForAWalk) {
  MapAtDesk map;
  map.perform_all({ChooseWalk{}});
  map.settle();
  const MapPoint probe = map.session.map.probe.place;
  for (const int image : {5, 22}) {
    map.point(map.place_of_point(place_of_image(*map.session.map.map, image)));
    map.hold(true);
    map.hold(false);
  }
  const LatentMap& latent = *map.session.map.map;
  EXPECT_FALSE(map.session.map.is_choosing);
  EXPECT_EQ(place_of_image(latent, map.session.map.walk.from), place_of_image(latent, 5));
  EXPECT_EQ(place_of_image(latent, map.session.map.walk.to), place_of_image(latent, 22));
  EXPECT_EQ(map.session.map.probe.place, probe) << "nothing else was decoded";
}

TEST(UiMap, HandsOutTheWalkAlone) {
  MapAtDesk map;
  map.perform_all(map.frame.press(map.session, "map:walk-picture"));
  ASSERT_EQ(map.session.wants_picture, PicturePart::walk);
  EXPECT_EQ(picture_name(map.session, PicturePart::walk), "bottleneck-map-first-walk.png");
  map.settle();
  const auto& pictures = map.frame.view.pictures;
  ASSERT_TRUE(pictures.contains(PicturePart::walk) && pictures.contains(PicturePart::station));
  const Rect walk = pictures.at(PicturePart::walk);
  const auto is_inside = [&](const Rect& image) {
    return image.x >= walk.x && image.right() <= walk.right() && image.y >= walk.y &&
           image.bottom() <= walk.bottom();
  };
  EXPECT_EQ(std::ranges::count_if(map.frame.painted.images, is_inside), kWalkSteps);
}

TEST(UiMap, DrawsAtItsOwnPad) {
  const MapAtDesk map;
  ASSERT_TRUE(map.frame.view.places.contains("pad"));
}

}  // namespace
}  // namespace bottleneck
