#include "lab/drawing/pinch.h"

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

PointerEvent finger(PointerEvent::Kind kind, int id, float x, float y) {
  return {.kind = kind, .id = id, .at = {.device = PointerSample::Device::touch, .x = x, .y = y}};
}

// The pinch, and whether it took an event; what it ended.
struct Pinching {
  Pinch pinch{};
  std::optional<PointerEvent> ended{};

  bool take(const PointerEvent& event, bool is_place = true) { return pinch.take(event, is_place, ended); }
};

TEST(Pinch, MagnifiesAndMoves) {
  using enum PointerEvent::Kind;
  Pinching two;
  EXPECT_FALSE(two.take(finger(down, 1, 100, 100))) << "one finger may be about to scroll or drag";
  EXPECT_FALSE(two.take(finger(move, 1, 101, 100)));
  EXPECT_TRUE(two.take(finger(down, 2, 201, 100)));
  ASSERT_TRUE(two.ended);
  EXPECT_EQ(two.ended->id, 1);
  EXPECT_EQ(two.ended->kind, cancel);
  EXPECT_TRUE(two.pinch.is_under_way());
  EXPECT_TRUE(two.take(finger(move, 2, 301, 120)));
  EXPECT_TRUE(two.take(finger(move, 1, 101, 120)));
  const PinchStep step = two.pinch.take_step();
  EXPECT_FLOAT_EQ(step.x, 201);
  EXPECT_FLOAT_EQ(step.y, 120);
  EXPECT_FLOAT_EQ(step.across, 50);
  EXPECT_FLOAT_EQ(step.down, 20);
  EXPECT_NEAR(step.by, 2, 1e-5);
  EXPECT_TRUE(two.pinch.take_step().is_none());
}

TEST(Pinch, GoesOnUntilAllFingersAreUp) {
  using enum PointerEvent::Kind;
  Pinching two;
  two.take(finger(down, 1, 100, 100));
  two.take(finger(down, 2, 200, 100));
  EXPECT_TRUE(two.take(finger(up, 2, 200, 100)));
  EXPECT_TRUE(two.take(finger(move, 1, 150, 150))) << "what is left of a pinch drags nothing";
  EXPECT_TRUE(two.pinch.take_step().is_none());
  EXPECT_TRUE(two.take(finger(up, 1, 150, 150)));
  EXPECT_FALSE(two.pinch.is_under_way());
  EXPECT_FALSE(two.take(finger(down, 3, 100, 100)));
}

TEST(Pinch, LeavesOthersAlone) {
  using enum PointerEvent::Kind;
  Pinching two;
  EXPECT_FALSE(two.take(finger(down, 1, 100, 100), false));
  EXPECT_FALSE(two.take(finger(down, 2, 200, 100)));
  EXPECT_FALSE(two.take(finger(move, 1, 90, 100)));
  EXPECT_FALSE(two.take({.kind = down, .id = 9}));
  EXPECT_FALSE(two.ended);
  // The browser took it for scrolling.
  two.take(finger(cancel, 2, 200, 100));
  EXPECT_FALSE(two.take(finger(down, 4, 200, 100)));
}

}  // namespace
}  // namespace bottleneck
