// The canvas by keyboard alone.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ui/keyboard.h"
#include "ui/keyboard_grids.h"
#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

bool press_key(UiFrame& frame, const Session& session, const char* key, bool is_shift = false) {
  const bool is_taken = take_key(frame.view, {.key = key, .code = "", .is_shift = is_shift});
  frame.draw(session);
  return is_taken;
}

// The actions that come of a key, until what it unfolds is seen.
std::vector<Action> actions_of_key(UiFrame& frame, const Session& session, const char* key) {
  EXPECT_TRUE(take_key(frame.view, {.key = key, .code = ""})) << key;
  std::vector<Action> all;
  for (int i = 0; i < 4; ++i) {
    for (const Action& action : frame.draw(session).actions) all.push_back(action);
    if (frame.view.field) frame.field = frame.view.field;
  }
  return all;
}

// What Tab comes by until it leaves. No frame is needed in between.
std::vector<std::string> tab_through(UiFrame& frame, bool is_back = false) {
  std::vector<std::string> names;
  while (take_key(frame.view, {.key = "Tab", .code = "", .is_shift = is_back}) && names.size() < 200)
    names.push_back(frame.view.keys.at);
  return names;
}

// What the arrows come by in the grid of a tile.
std::vector<std::string> tiles_around(UiFrame& frame, const std::string& tile) {
  Keyboard& keys = frame.view.keys;
  keys.at = tile;
  keys.is_shown = true;
  std::vector<std::string> names;
  for (const char* key = "Home"; take_key(frame.view, {.key = key, .code = ""}); key = "ArrowRight") {
    if (!names.empty() && keys.at == names.back()) break;
    names.push_back(keys.at);
  }
  return names;
}

bool is_before(const std::vector<std::string>& names, const char* a, const char* b) {
  return std::ranges::find(names, a) < std::ranges::find(names, b);
}

TEST(UiKeyboard, TabReachesAllThatCanBeUsedAndLeavesAfterTheLast) {
  for (const ScreenSize& size : {kDesk, kPhone, kSmallest}) {
    UiFrame frame(size);
    for (const NamedSession& one : drawn_sessions()) {
      SCOPED_TRACE(one.name);
      frame.view.keys = {};
      frame.draw(one.session);
      std::vector<std::string> names = tab_through(frame);
      EXPECT_FALSE(frame.view.keys.is_shown) << "it has left";
      for (const std::vector<std::string>& grid : frame.view.keys.grids) {
        const auto tile = std::ranges::find_first_of(names, grid);
        ASSERT_NE(tile, names.end()) << grid.front();
        const std::vector<std::string> tiles = tiles_around(frame, *tile);
        names.erase(tile);
        names.insert(names.end(), tiles.begin(), tiles.end());
      }
      const Offers offers = offers_of(one.session);
      for (const auto& [name, place] : frame.view.places) {
        const auto id = frame.view.offers.find(name);
        const bool is_enabled = id == frame.view.offers.end() || offers.find(id->second)->control.is_enabled;
        const bool is_pressed = name != "pad" && name != "loss-plot" && is_enabled;
        EXPECT_EQ(std::ranges::count(names, name), is_pressed ? 1 : 0) << name;
      }
    }
  }
}

TEST(UiKeyboard, TheOrderIsThatOfReading) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  frame.draw(session);
  const std::vector<std::string> names = tab_through(frame);
  EXPECT_EQ(names.front(), "station:draw");
  for (const auto& [a, b] :
       std::vector<std::pair<const char*, const char*>>{{"station:draw", "station:train"},
                                                        {"chooser", "theme"},
                                                        {"help", "undo"},
                                                        {"undo", "clear"},
                                                        {"clear", "tool:pen"},
                                                        {"tool:pen", "pen"},
                                                        {"pen", "code"},
                                                        {"view:reconstruction", "code"}})
    EXPECT_TRUE(is_before(names, a, b)) << a << " before " << b;
}

TEST(UiKeyboard, ShiftTabGoesBack) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  frame.draw(session);
  for (int i = 0; i < 3; ++i) press_key(frame, session, "Tab");
  const std::string third = frame.view.keys.at;
  press_key(frame, session, "Tab");
  EXPECT_TRUE(press_key(frame, session, "Tab", true));
  EXPECT_EQ(frame.view.keys.at, third);
  EXPECT_EQ(tab_through(frame, true).size(), 2U) << "and leaves before the first";
}

TEST(UiKeyboard, FromBelowTheLastOneIsMetFirst) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  frame.draw(session);
  const std::vector<std::string> order = frame.view.keys.order;
  use_keyboard(frame.view, true, true);
  EXPECT_EQ(frame.view.keys.at, order.back());
  EXPECT_TRUE(press_key(frame, session, "Tab", true));
  EXPECT_EQ(frame.view.keys.at, order[order.size() - 2]);
  use_keyboard(frame.view, false, false);
  EXPECT_FALSE(frame.view.keys.is_shown);
}

TEST(UiKeyboard, ARingIsAroundWhatItIsAt) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  frame.draw(session);
  EXPECT_FALSE(frame.view.keys.ring);
  press_key(frame, session, "Tab");
  const PlaceOnPage place = frame.view.places.at(frame.view.keys.at);
  EXPECT_EQ(frame.view.keys.ring, (Rect{place.x, place.y, place.width, place.height}));
  frame.view.keys.is_shown = false;
  frame.draw(session);
  EXPECT_FALSE(frame.view.keys.ring);
}

TEST(UiKeyboard, EnterAndSpacePress) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  frame.draw(session);
  EXPECT_FALSE(press_key(frame, session, "Enter")) << "it is nowhere yet";
  press_key(frame, session, "Tab");
  for (const char* key : {"Enter", " "}) {
    frame.view.keys.at = "undo";
    const auto actions = actions_of_key(frame, session, key);
    ASSERT_EQ(actions.size(), 1U);
    EXPECT_TRUE(actions.front().as<Undo>());
  }
  frame.view.keys.at = "unit";
  actions_of_key(frame, session, "Enter");
  ASSERT_TRUE(frame.field);
  EXPECT_TRUE(frame.field->id.starts_with("unit:"));
}

TEST(UiKeyboard, ArrowsStepANumber) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  frame.draw(session);
  press_key(frame, session, "Tab");
  EXPECT_FALSE(press_key(frame, session, "ArrowDown")) << "the page scrolls";
  frame.view.keys.at = "pen";
  auto actions = actions_of_key(frame, session, "ArrowRight");
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_NEAR(std::stod(actions.front().as<Set>()->value), static_cast<double>(kDefaultPen) + 0.1, 1e-3);
  frame.view.keys.at = "k:more";
  actions = actions_of_key(frame, session, "ArrowDown");
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions.front().as<Set>()->value, std::to_string(kNeighbours - 1));

  frame.view.keys.at = "code";
  frame.view.unit = 0;
  EXPECT_TRUE(actions_of_key(frame, session, "ArrowRight").empty());
  EXPECT_EQ(frame.view.unit, 1);
  actions = actions_of_key(frame, session, "ArrowUp");
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions.front().as<SetUnit>()->unit, 1);
  EXPECT_GT(actions.front().as<SetUnit>()->value, session.inference.code[1]);
  for (int i = 0; i < 20; ++i) press_key(frame, session, "ArrowRight");
  EXPECT_EQ(frame.view.unit, kUnits - 1);
}

TEST(UiKeyboard, AGridOfTilesIsOneStopInWhichArrowsMove) {
  UiFrame frame(kDesk);
  const Session session = wide_weights_session(WeightScale::shared, true);
  frame.draw(session);
  Keyboard& keys = frame.view.keys;
  const auto is_tile = [](const std::string& name) { return name.starts_with("neuron:"); };
  EXPECT_EQ(std::ranges::count_if(tab_through(frame), is_tile), 1);
  ASSERT_EQ(keys.grids.size(), 1U);
  const std::vector<std::string> tiles = keys.grids.front();
  EXPECT_EQ(tiles.size(), 300U);
  const auto place_of = [&] { return frame.view.places.at(keys.at); };

  while (take_key(frame.view, {.key = "Tab", .code = ""}) && !is_tile(keys.at)) {
  }
  EXPECT_EQ(keys.at, tiles.front());
  const PlaceOnPage first = place_of();
  const auto go = [&](const char* key) {
    EXPECT_TRUE(take_key(frame.view, {.key = key, .code = ""})) << key;
    return keys.at;
  };
  EXPECT_EQ(go("ArrowLeft"), tiles.front()) << "there is none before";
  EXPECT_FALSE(take_key(frame.view, {.key = "ArrowUp", .code = ""})) << "and none above: the page scrolls";
  EXPECT_EQ(keys.at, tiles.front());
  EXPECT_EQ(go("ArrowRight"), tiles[1]);
  EXPECT_EQ(place_of().y, first.y);
  const float x = place_of().x;
  EXPECT_GT(x, first.x);
  keys.has_moved = false;
  go("ArrowDown");
  EXPECT_TRUE(keys.has_moved) << "the page follows";
  EXPECT_EQ(place_of().x, x);
  EXPECT_GT(place_of().y, first.y);
  EXPECT_LT(place_of().y, first.y + 3 * first.height) << "the next row";
  const std::string below = keys.at;
  EXPECT_EQ(go("ArrowUp"), tiles[1]);
  EXPECT_EQ(go("End"), tiles.back());
  EXPECT_EQ(go("ArrowRight"), tiles.back());
  EXPECT_FALSE(take_key(frame.view, {.key = "ArrowDown", .code = ""})) << "the page scrolls";
  EXPECT_EQ(keys.at, tiles.back());
  EXPECT_EQ(go("Home"), tiles.front());
  EXPECT_FALSE(take_key(frame.view, {.key = "PageDown", .code = ""})) << "the page scrolls";

  // Tab goes past them, and comes back to where it was.
  go("ArrowRight");
  EXPECT_EQ(go("ArrowDown"), below);
  EXPECT_FALSE(is_tile(go("Tab")));
  frame.draw(session);
  EXPECT_TRUE(take_key(frame.view, {.key = "Tab", .code = "", .is_shift = true}));
  EXPECT_EQ(keys.at, below);
  EXPECT_TRUE(take_key(frame.view, {.key = "Tab", .code = "", .is_shift = true}));
  EXPECT_FALSE(is_tile(keys.at));
  EXPECT_EQ(go("Tab"), below);
  const auto actions = actions_of_key(frame, session, "Enter");
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ("neuron:" + actions.front().as<Set>()->value, below);
}

// Of a matrix only the cells that count something can be pressed: rows have gaps.
TEST(UiKeyboard, TheNextRowIsEnteredAtTheNearestTile) {
  View view;
  Keyboard& keys = view.keys;
  std::vector<std::string> drawn;
  const auto draw = [&](int row, int column) {
    drawn.push_back("cell:" + std::to_string(10 * row + column));
    view.places[drawn.back()] = {.x = 20.0F * static_cast<float>(column),
                                 .y = 20.0F * static_cast<float>(row),
                                 .width = 20,
                                 .height = 20};
  };
  for (int column = 0; column < 10; ++column) draw(0, column);
  for (const int column : {2, 9}) draw(1, column);
  draw(3, 5);
  drawn.insert(drawn.begin(), "before");
  drawn.emplace_back("cell:after");
  for (const char* name : {"before", "cell:after"}) view.places[name] = {};
  view.places["cell:after"].y = 200;
  keys.grids = grids_among(view, drawn);
  keys.order = tab_order(view, drawn);
  EXPECT_EQ(keys.order, (std::vector<std::string>{"before", "cell:0", "cell:after"}));
  keys.is_shown = true;
  keys.at = "cell:5";
  for (const auto& [key, to] : std::vector<std::pair<const char*, const char*>>{{"ArrowDown", "cell:12"},
                                                                                {"ArrowDown", "cell:35"},
                                                                                {"ArrowLeft", "cell:19"},
                                                                                {"ArrowUp", "cell:9"},
                                                                                {"ArrowRight", "cell:12"}}) {
    EXPECT_TRUE(take_key(view, {.key = key, .code = ""}));
    EXPECT_EQ(keys.at, to) << key;
  }
}

// Of many images a few rows are seen at once.
TEST(UiKeyboard, AGridScrollsBeyondItsLastRow) {
  UiFrame frame(kDesk);
  Session session = browsing_session("mnist", 0);
  mnist(session).test.images = make_images(1000);
  session.browsed.dataset = mnist(session).test.images;
  session.browsed.images = images_of_class(*mnist(session).test.images, -1);
  session.choices.browsing.picked = -1;
  Keyboard& keys = frame.view.keys;
  const auto draw = [&] {
    for (int i = 0; i < 2; ++i) {
      for (const Action& action : frame.draw(session).actions) perform(session, action);
    }
  };
  draw();
  ASSERT_TRUE(frame.view.grid.can_go_down);
  keys.is_shown = true;
  const std::vector<std::string> tiles = keys.grids.front();
  keys.at = tiles.back();
  const PlaceOnPage place = frame.view.places.at(keys.at);
  ASSERT_TRUE(take_key(frame.view, {.key = "ArrowDown", .code = ""}));
  draw();
  const auto number = [](const std::string& name) { return std::stoi(name.substr(name.find(':') + 1)); };
  const int columns = number(keys.at) - number(tiles.back());
  EXPECT_GT(columns, 0) << "the image below";
  EXPECT_EQ(number(keys.grids.front().front()), columns) << "one row on";
  EXPECT_EQ(frame.view.places.at(keys.at).x, place.x);
  EXPECT_EQ(frame.view.places.at(keys.at).y, place.y);
  keys.at = keys.grids.front().front();
  ASSERT_TRUE(take_key(frame.view, {.key = "ArrowUp", .code = ""}));
  draw();
  EXPECT_EQ(keys.at, "image:0");
  EXPECT_FALSE(take_key(frame.view, {.key = "ArrowUp", .code = ""})) << "there is no more";
}

TEST(UiKeyboard, AFewTilesAreReachedOneByOne) {
  View view;
  std::vector<std::string> drawn;
  for (int i = 0; i < 12; ++i) view.places[drawn.emplace_back("sample:" + std::to_string(i))] = {};
  EXPECT_TRUE(grids_among(view, drawn).empty());
  view.places[drawn.emplace_back("sample:12")] = {};
  EXPECT_EQ(grids_among(view, drawn).size(), 1U);
}

// However it was opened, an open list takes all keys that would move the page behind it.
TEST(UiKeyboard, AnOpenListTakesItsKeys) {
  UiFrame frame(kPhone);
  const Session session = busy_session();
  frame.press(session, "menu");
  ASSERT_TRUE(frame.view.is_popup_open);
  const auto line_after = [&](const char* key) {
    EXPECT_TRUE(press_key(frame, session, key)) << key;
    return frame.view.keys.line;
  };
  EXPECT_EQ(line_after("ArrowDown"), "station:draw");
  EXPECT_EQ(line_after("ArrowDown"), "station:train");
  EXPECT_EQ(line_after("ArrowUp"), "station:draw");
  EXPECT_EQ(line_after("ArrowUp"), "station:draw") << "the first one";
  EXPECT_EQ(line_after("End"), "help");
  EXPECT_EQ(line_after("Home"), "station:draw");
  EXPECT_EQ(line_after("l"), "theme") << "Light or dark";
  EXPECT_EQ(line_after("x"), "theme") << "there is none";
  EXPECT_EQ(line_after("d"), "station:draw");
  EXPECT_EQ(line_after("D"), "station:data") << "the next one";
  EXPECT_EQ(line_after("d"), "station:draw") << "and round";
  EXPECT_EQ(line_after("PageDown"), "help");
  EXPECT_TRUE(press_key(frame, session, "ArrowLeft"));
  line_after("Home");
  line_after("ArrowDown");
  const auto actions = actions_of_key(frame, session, "Enter");
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions.front().as<Set>()->value, "train");
  EXPECT_FALSE(frame.view.is_popup_open);
}

TEST(UiKeyboard, AListOpenedByKeyBeginsWithWhatHolds) {
  UiFrame frame(kDesk);
  Session session = busy_session();
  session.choices.model = "second";
  session.choices.other.clear();
  frame.draw(session);
  press_key(frame, session, "Tab");
  frame.view.keys.at = "chooser";
  actions_of_key(frame, session, "Enter");
  ASSERT_TRUE(frame.view.is_popup_open);
  EXPECT_EQ(frame.view.keys.line, "model:second");
  EXPECT_TRUE(press_key(frame, session, "Tab"));
  frame.draw(session);
  frame.draw(session);
  EXPECT_FALSE(frame.view.is_popup_open);
  EXPECT_EQ(frame.view.keys.at, "chooser") << "back at what unfolded it";
}

}  // namespace
}  // namespace bottleneck
