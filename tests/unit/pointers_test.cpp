// Mouse buttons pressed together, pens with a hand beside them, many fingers: one gesture at a time.
#include "lab/drawing/pointers.h"

#include <string>
#include <tuple>

#include <gtest/gtest.h>

namespace bottleneck {
namespace pointers_test {  // to itself: what happens to a pointer has short names, which others have too
namespace {

using enum PointerEvent::Kind;
using Device = PointerSample::Device;

constexpr unsigned int kLeft = 1;
constexpr unsigned int kRight = 2;

PointerEvent mouse(PointerEvent::Kind kind, float x, int button, unsigned int buttons) {
  return {
      .kind = kind, .id = 1, .button = button, .buttons = buttons, .at = {.device = Device::mouse, .x = x}};
}

// A pen or finger that touches (or, as a pen, only hovers).
PointerEvent contact(Device device, int id, PointerEvent::Kind kind, float x, bool is_primary = true) {
  const bool is_change = kind == down || kind == up;
  return {.kind = kind,
          .id = id,
          .is_primary = is_primary,
          .button = is_change ? 0 : -1,
          .buttons = kind == down || kind == move ? kLeft : 0,
          .at = {.device = device, .x = x}};
}
PointerEvent pen(PointerEvent::Kind kind, float x) {
  return contact(Device::pen, 2, kind, x);
}
PointerEvent finger(int id, PointerEvent::Kind kind, float x, bool is_primary = true) {
  return contact(Device::touch, id, kind, x, is_primary);
}
PointerEvent hovering_pen(float x) {
  PointerEvent event = pen(move, x);
  event.buttons = 0;
  return event;
}

// What comes of the events: "down 1, move 2, up 3".
std::string told(Pointers& pointers, std::initializer_list<PointerEvent> events) {
  static constexpr const char* kNames[] = {"down", "move", "up", "cancel"};
  std::string text;
  for (const PointerEvent& event : events) {
    for (const PointerSample& sample : pointers.take(event)) {
      if (!text.empty()) text += ", ";
      text += kNames[static_cast<std::size_t>(sample.kind)];
      text += ' ' + std::to_string(static_cast<int>(sample.x));
    }
  }
  return text;
}

std::string told(std::initializer_list<PointerEvent> events) {
  Pointers pointers;
  return told(pointers, events);
}

TEST(Pointers, FollowAMouse) {
  EXPECT_EQ(told({mouse(move, 1, -1, 0), mouse(down, 2, 0, kLeft), mouse(move, 3, -1, kLeft),
                  mouse(up, 4, 0, 0), mouse(move, 5, -1, 0), mouse(leave, 6, -1, 0)}),
            "move 1, down 2, move 3, up 4, move 5, move -10000");
}

TEST(Pointers, EndWithTheLeftButtonWhateverTheRightOneDoes) {
  // The browser tells of a second button, and of any release but the last, as of movements.
  EXPECT_EQ(told({mouse(down, 1, 0, kLeft), mouse(move, 2, 2, kLeft | kRight),
                  mouse(move, 3, -1, kLeft | kRight), mouse(move, 4, 0, kRight), mouse(move, 5, -1, kRight),
                  mouse(up, 6, 2, 0), mouse(move, 7, -1, 0)}),
            "down 1, move 2, move 3, up 4, move 5, move 7");
  EXPECT_EQ(told({mouse(down, 1, 0, kLeft), mouse(move, 2, 2, kLeft | kRight), mouse(move, 3, 2, kLeft),
                  mouse(move, 4, -1, kLeft), mouse(up, 5, 0, 0)}),
            "down 1, move 2, move 3, move 4, up 5")
      << "the right one is up first";
  EXPECT_EQ(told({mouse(down, 1, 2, kRight), mouse(move, 2, -1, kRight), mouse(move, 3, 0, kLeft | kRight),
                  mouse(move, 4, 0, kRight), mouse(up, 5, 2, 0)}),
            "move 2, down 3, up 4")
      << "the right one is down first";
  EXPECT_EQ(told({mouse(down, 1, 1, 4), mouse(up, 2, 1, 0)}), "") << "the middle one is the browser's";
}

TEST(Pointers, EndAtTheLastPlaceWhereTheReleaseWasNotTold) {
  EXPECT_EQ(told({mouse(down, 1, 0, kLeft), mouse(move, 2, -1, kLeft), mouse(move, 90, -1, 0),
                  mouse(move, 91, -1, 0)}),
            "down 1, move 2, up 2, move 91");
  EXPECT_EQ(told({finger(5, down, 1), finger(5, move, 2), finger(6, down, 90), finger(6, up, 91)}),
            "down 1, move 2, up 2, down 90, up 91");
}

TEST(Pointers, TakeNoButtonThatWasPressedElsewhere) {
  EXPECT_EQ(told({mouse(move, 1, -1, kLeft), mouse(up, 2, 0, 0)}), "move 1");
}

TEST(Pointers, FollowOneFinger) {
  EXPECT_EQ(
      told({finger(5, down, 1), finger(6, down, 50, false), finger(6, move, 51, false), finger(5, move, 2),
            finger(6, up, 52, false), finger(5, up, 3), finger(6, move, 53, false), finger(5, leave, 4)}),
      "down 1, move 2, up 3");
  EXPECT_EQ(told({finger(5, down, 1), finger(5, cancel, 2), finger(5, leave, 2), finger(7, down, 3)}),
            "down 1, cancel 2, down 3");
}

TEST(Pointers, LeaveAPenAloneWithItsHand) {
  EXPECT_EQ(told({hovering_pen(1), pen(down, 2), finger(5, down, 50), pen(move, 3), finger(5, move, 51),
                  pen(up, 4), finger(5, move, 52), finger(5, up, 53)}),
            "move 1, down 2, move 3, up 4")
      << "the hand comes second";
  EXPECT_EQ(told({finger(5, down, 50), finger(5, move, 51), pen(down, 2), finger(5, move, 52), pen(move, 3),
                  finger(5, up, 53), pen(up, 4)}),
            "down 50, move 51, cancel 51, down 2, move 3, up 4")
      << "the hand comes first, and its dot is taken back";
  EXPECT_EQ(told({finger(5, down, 50), hovering_pen(1), finger(5, move, 52), finger(6, down, 54)}),
            "down 50, cancel 50, move 1")
      << "a pen that is only near";
  EXPECT_EQ(told({hovering_pen(1), pen(leave, 2), finger(5, down, 50), finger(5, up, 51)}),
            "move 1, move -10000, down 50, up 51")
      << "gone again, fingers draw";
  EXPECT_EQ(told({mouse(down, 1, 0, kLeft), finger(5, down, 50), hovering_pen(60), mouse(move, 2, -1, kLeft),
                  mouse(up, 3, 0, 0)}),
            "down 1, move 2, up 3")
      << "a mouse is no hand";
}

TEST(Pointers, KeepTheTouchesThatAreThePages) {
  Pointers pointers;
  told(pointers, {finger(5, down, 1)});
  EXPECT_TRUE(pointers.keeps_touch(true)) << "on the pad";
  told(pointers, {finger(6, down, 50, false)});
  EXPECT_TRUE(pointers.keeps_touch(false)) << "a second finger may not move the page under the first";
  told(pointers, {finger(6, up, 50, false), finger(5, up, 1), finger(7, down, 1)});
  EXPECT_FALSE(pointers.keeps_touch(false)) << "beside the pad";
  told(pointers, {finger(8, down, 50, false)});
  EXPECT_FALSE(pointers.keeps_touch(true)) << "two fingers that magnify the page";
  told(pointers, {finger(8, up, 50, false), finger(7, up, 1), pen(down, 2), finger(9, down, 50)});
  EXPECT_TRUE(pointers.keeps_touch(false)) << "the hand beside a pen";
}

}  // namespace
}  // namespace pointers_test
}  // namespace bottleneck
