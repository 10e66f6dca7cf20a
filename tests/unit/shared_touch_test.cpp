// A finger on a bar or a slider: does it drag, or does it scroll the page?
#include "lab/drawing/shared_touch.h"

#include <string>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

struct Timed {
  PointerSample::Kind kind;
  float x;
  float y;
  double ms;
};

// What the page is told of a finger: "down 1,2 move 3,4".
std::string told_of_finger(SharedTouch& touch, std::initializer_list<Timed> samples, bool is_shared = true) {
  static constexpr const char* kNames[] = {"down", "move", "up", "cancel"};
  std::string text;
  for (const Timed& one : samples) {
    const PointerSample sample{
        .kind = one.kind, .device = PointerSample::Device::touch, .x = one.x, .y = one.y};
    for (const PointerSample& passed : touch.take(sample, is_shared, one.ms)) {
      text += (text.empty() ? "" : " ") + std::string(kNames[static_cast<std::size_t>(passed.kind)]) + ' ' +
              std::to_string(static_cast<int>(passed.x)) + ',' + std::to_string(static_cast<int>(passed.y));
    }
  }
  return text;
}
std::string told_of_finger(std::initializer_list<Timed> samples, bool is_shared = true) {
  SharedTouch touch;
  return told_of_finger(touch, samples, is_shared);
}

TEST(SharedTouch, ASwipeUpOrDownIsThePages) {
  using enum PointerSample::Kind;
  SharedTouch touch;
  EXPECT_EQ(told_of_finger(touch, {{down, 10, 50, 0}, {move, 11, 42, 20}}), "");
  EXPECT_FALSE(touch.holds());
  EXPECT_EQ(told_of_finger(touch, {{move, 60, 40, 400}, {cancel, 60, 40, 410}}), "")
      << "it stays so, whatever comes";
  EXPECT_EQ(told_of_finger({{down, 10, 50, 0}, {move, 10, 20, 20}, {up, 10, 20, 40}}), "");
}

TEST(SharedTouch, AMovementAcrossTakesHold) {
  using enum PointerSample::Kind;
  SharedTouch touch;
  EXPECT_EQ(told_of_finger(touch, {{down, 10, 50, 0}, {move, 18, 48, 20}}), "down 10,50 move 18,48");
  EXPECT_TRUE(touch.holds());
  EXPECT_EQ(told_of_finger(touch, {{move, 19, 10, 40}, {up, 19, 10, 60}}), "move 19,10 up 19,10");
  EXPECT_FALSE(touch.holds());
}

TEST(SharedTouch, ARestTakesHold) {
  using enum PointerSample::Kind;
  EXPECT_EQ(told_of_finger({{down, 10, 50, 0}, {move, 11, 51, kHoldMs / 2}, {move, 10, 30, kHoldMs}}),
            "down 10,50 move 10,30");
}

TEST(SharedTouch, ATapIsTold) {
  using enum PointerSample::Kind;
  EXPECT_EQ(told_of_finger({{down, 10, 50, 0}, {move, 12, 51, 20}, {up, 12, 51, 60}}), "down 10,50 up 12,51");
}

TEST(SharedTouch, WhereNothingIsSharedAllIsTold) {
  using enum PointerSample::Kind;
  EXPECT_EQ(told_of_finger({{down, 1, 2, 0}, {move, 1, 40, 5}, {cancel, 1, 40, 9}}, false),
            "down 1,2 move 1,40 cancel 1,40");
}

TEST(SharedTouch, MiceAndPensAreNotAsked) {
  using enum PointerSample::Kind;
  SharedTouch touch;
  const PointerSample mouse{.kind = down, .device = PointerSample::Device::mouse};
  EXPECT_EQ(touch.take(mouse, true, 0).size(), 1U);
}

}  // namespace
}  // namespace bottleneck
