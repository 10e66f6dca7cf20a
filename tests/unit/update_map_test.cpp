#include "lab/session/update_map.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/shown/controls.h"
#include "lab/shown/map_words.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

// One piece at each call: a clock that has run out whenever it is asked.
double hurried_time() {
  static double now = 0;
  return now += 1000;
}

void perform_on_map(Session& session, const Action& action) {
  perform(session, action);
  update_map(session, no_time);
}

TEST(UpdateMap, MakesAMapAtItsStationAlone) {
  Session session = map_session();
  ASSERT_TRUE(session.map.map);
  EXPECT_EQ(session.map.map->codes, session.library.entries.front().codes);
  EXPECT_FALSE(update_map(session, no_time)) << "nothing has changed";
  const auto map = session.map.map;
  session.choices.station = Station::draw;
  session.choices.model = "second";
  EXPECT_FALSE(update_map(session, no_time));
  EXPECT_EQ(session.map.map, map);
  session.choices.station = Station::map;
  EXPECT_TRUE(update_map(session, no_time));
  EXPECT_EQ(session.map.map->codes, session.library.entries.back().codes);
}

TEST(UpdateMap, LeavesTheFrameItsTime) {
  Session session = map_session();
  const LatentMap whole = *session.map.map;
  LibraryEntry& entry = session.library.entries.front();
  auto codes = std::make_shared<CodeLibrary>(*entry.codes);
  for (int i = 0; i < 7; ++i) {
    const auto before = codes->codes;
    codes->codes.insert(codes->codes.end(), before.begin(), before.end());
    const auto labels = codes->labels;
    codes->labels.insert(codes->labels.end(), labels.begin(), labels.end());
  }
  codes->references = prepare_codes(codes->codes, kUnits);
  entry.codes = codes;  // 3,840
  EXPECT_TRUE(update_map(session, hurried_time)) << "more is to come";
  EXPECT_FALSE(session.map.map);
  EXPECT_TRUE(update_map(session, hurried_time));
  ASSERT_TRUE(session.map.map);
  // The same codes again and again have the same components.
  for (std::size_t unit = 0; unit < kUnits; ++unit)
    EXPECT_NEAR(session.map.map->directions[0][unit], whole.directions[0][unit], 1e-3);
}

TEST(UpdateMap, NeverShowsOneModelsMapAsAnothers) {
  Session session = map_session();
  session.library.entries.front().codes.reset();
  update_map(session, no_time);
  EXPECT_FALSE(session.map.map);
  EXPECT_EQ(map_json(session), nlohmann::ordered_json());
}

TEST(UpdateMap, PointsAtImages) {
  Session session = map_session();
  EXPECT_EQ(session.map.pointed.index, session.map.walk.from) << "something to begin with";
  EXPECT_FALSE(session.map.pointed.image);
  perform_on_map(session, PointAt{7});
  EXPECT_EQ(session.map.pointed.index, 7);
  for (const int image : {-1, 30}) {
    perform_on_map(session, PointAt{image});
    EXPECT_EQ(session.map.pointed.index, 7);
  }
  // The images come in; those of another number are not the codes' images.
  mnist(session).train.images = make_images(29);
  update_map(session, no_time);
  EXPECT_FALSE(session.map.pointed.image);
  mnist(session).train.images = make_images(30);
  EXPECT_TRUE(update_map(session, no_time));
  EXPECT_TRUE(session.map.pointed.image);
}

TEST(UpdateMap, DecodesAPlace) {
  Session session = map_session();
  const std::vector<float> mean = session.map.components->mean;
  for (std::size_t unit = 0; unit < kUnits; ++unit)
    EXPECT_NEAR(session.map.probe.code[unit], mean[unit], 1e-5);
  perform_on_map(session, ProbeMap{{-100, 3}});
  EXPECT_EQ(session.map.probe.place, (MapPoint{-100, 3}));
  EXPECT_GE(*std::ranges::min_element(session.map.probe.code), 0);
  // Along other axes it is not that place any more.
  perform_on_map(session, Set{"axes", "units"});
  EXPECT_NEAR(session.map.probe.place.x, mean[0], 1e-5);
}

TEST(UpdateMap, WalksBetweenChosenImages) {
  Session session = map_session();
  EXPECT_EQ(session.map.walk.steps.size(), static_cast<std::size_t>(kWalkSteps));
  perform_on_map(session, ChooseWalk{});
  EXPECT_TRUE(session.map.is_choosing);
  perform_on_map(session, ChooseWalk{.image = 4});
  EXPECT_TRUE(session.map.is_choosing);
  perform_on_map(session, ChooseWalk{.image = 11});
  EXPECT_FALSE(session.map.is_choosing);
  EXPECT_EQ(session.map.walk.from, 4);
  EXPECT_EQ(session.map.walk.to, 11);
  perform_on_map(session, ChooseWalk{});
  perform_on_map(session, ChooseWalk{.image = 9});
  perform_on_map(session, ChooseWalk{});
  EXPECT_FALSE(session.map.is_choosing) << "no more";
  EXPECT_EQ(session.map.walk.from, 4);
  // A link may name images that these codes do not have.
  session.choices.map.to = 5000;
  update_map(session, no_time);
  EXPECT_EQ(session.map.walk.to, session.map.usual_walk[1]);
}

TEST(UpdateMap, ShowsWhereTheDrawingLies) {
  Session session = map_session();
  ASSERT_TRUE(session.map.drawing);
  EXPECT_EQ(*session.map.drawing, place_of(*session.map.map, session.inference.code));
  session.inference.code.clear();
  EXPECT_TRUE(update_map(session, no_time));
  EXPECT_FALSE(session.map.drawing);
}

TEST(UpdateMap, IsInTheLink) {
  Session session = map_session();
  perform_on_map(session, MoveMap{{.x = 0.25F, .y = 0.75F, .zoom = 4}});
  perform_on_map(session, Set{"only", "3"});
  perform_on_map(session, Set{"walk", "12"});
  const std::string address = write_address(session.choices, {}, "", {});
  for (const char* part : {"mapx=0.25", "mapy=0.75", "mapzoom=4", "only=3", "walk=12"})
    EXPECT_NE(address.find(part), std::string::npos) << address;
  EXPECT_EQ(read_address(address).choices.map, session.choices.map);
  // Another model has another map.
  perform_on_map(session, Set{"model", "second"});
  EXPECT_EQ(session.choices.map.part, MapPart{});
}

TEST(UpdateMap, IsMovedByPresses) {
  Session session = map_session();
  perform_on_map(session, MoveMap{{.zoom = 4}});
  const auto press = [&](const char* id) {
    std::string problem;
    const auto action = action_of(session, id, "", problem);
    if (action) perform_on_map(session, *action);
    return action.has_value();
  };
  const MapPart& part = session.choices.map.part;
  ASSERT_TRUE(press("map:left"));
  EXPECT_LT(part.x, 0.5F);
  EXPECT_EQ(part.y, 0.5F);
  ASSERT_TRUE(press("map:right"));
  EXPECT_NEAR(part.x, 0.5F, 1e-6F);
  ASSERT_TRUE(press("map:above"));
  EXPECT_GT(part.y, 0.5F) << "up, as the map's numbers count";
  ASSERT_TRUE(press("map:below"));
  EXPECT_NEAR(part.y, 0.5F, 1e-6F);
  EXPECT_EQ(part.zoom, 4);
  int presses = 0;
  while (presses < 100 && press("map:right")) ++presses;
  EXPECT_LT(presses, 100) << "there is an end";
  EXPECT_GT(presses, 2);
}

TEST(UpdateMap, HandsOutAllPlaces) {
  const Session session = map_session();
  const Numbers numbers = numbers_of_map(session);
  EXPECT_EQ(numbers.rows.size(), 31U);
  EXPECT_EQ(numbers.rows[0], (std::vector<std::string>{"index", "label", "x", "y"}));
  EXPECT_EQ(numbers.rows[8][0], "7");
  EXPECT_EQ(numbers.rows[8][1], "class 7");
  EXPECT_NEAR(std::stod(numbers.rows[8][2]), place_of_image(*session.map.map, 7).x, 1e-5);
}

}  // namespace
}  // namespace bottleneck
