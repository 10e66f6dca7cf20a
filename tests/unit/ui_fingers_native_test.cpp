// What a finger presses, and what it may drag or scroll.
#include <algorithm>
#include <array>
#include <string>

#include <gtest/gtest.h>

#include "ui/draw/draw_pad.h"
#include "ui/fingers.h"
#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

Rect place_of_name(const UiFrame& frame, const std::string& name) {
  const PlaceOnPage place = frame.view.places.at(name);
  return {place.x, place.y, place.width, place.height};
}

// The name of what a finger means that comes down there.
std::string meant(UiFrame& frame, float x, float y) {
  std::array samples{PointerSample{
      .kind = PointerSample::Kind::down, .device = PointerSample::Device::touch, .x = x, .y = y}};
  aim_fingers(frame.view, samples);
  for (const auto& [name, place] : frame.view.places) {
    if (Rect{place.x, place.y, place.width, place.height}.contains(samples[0].x, samples[0].y)) return name;
  }
  return "";
}

// Small things that stand alone are as large as a finger.
TEST(UiFingers, HitWhatIsSmallerThanTheyAre) {
  for (const ScreenSize& size : {kPhone, kSmallPhone, kEmbedded}) {
    UiFrame frame(size);
    frame.view.has_fingers = true;
    const Session session = busy_session();
    frame.draw(session);
    for (const char* name : {"k:less", "k:more", "view:difference", "normalise"}) {
      SCOPED_TRACE(name);
      const Rect rect = place_of_name(frame, name);
      const float high = std::max(rect.height, kFingerSide) / 2 - 1;
      int hits = 0;
      for (const float y : {rect.middle_y() - high, rect.middle_y(), rect.middle_y() + high})
        hits += meant(frame, rect.middle_x(), y) == name;
      EXPECT_GE(hits, 2) << "above or below it, something else may be nearer";
      EXPECT_EQ(meant(frame, rect.middle_x(), rect.middle_y()), name);
    }
  }
}

TEST(UiFingers, StayWhereTheyHitOrAreFarFromAll) {
  UiFrame frame(kPhone);
  frame.draw(busy_session());
  const Rect pad = place_of_name(frame, "pad");
  std::array samples{PointerSample{.kind = PointerSample::Kind::down,
                                   .device = PointerSample::Device::touch,
                                   .x = pad.x + 1,
                                   .y = pad.bottom() - 1},
                     PointerSample{.kind = PointerSample::Kind::down, .x = pad.x, .y = pad.bottom() + 2}};
  const auto before = samples;
  aim_fingers(frame.view, samples);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    EXPECT_EQ(samples[i].x, before[i].x);
    EXPECT_EQ(samples[i].y, before[i].y) << (i == 0 ? "on the pad" : "a mouse");
  }
}

TEST(UiFingers, WhatFollowsIsMovedAlike) {
  UiFrame frame(kPhone);
  frame.draw(busy_session());
  const Rect less = place_of_name(frame, "k:less");
  std::array samples{PointerSample{.kind = PointerSample::Kind::down,
                                   .device = PointerSample::Device::touch,
                                   .x = less.middle_x(),
                                   .y = less.y - 3},
                     PointerSample{.kind = PointerSample::Kind::up,
                                   .device = PointerSample::Device::touch,
                                   .x = less.middle_x(),
                                   .y = less.y - 3}};
  aim_fingers(frame.view, samples);
  EXPECT_TRUE(less.contains(samples[1].x, samples[1].y));
}

TEST(UiFingers, TheSmallestThingsStandApart) {
  for (const ScreenSize& size : {kDesk, kPhone, kEmbedded, kSmallPhone}) {
    UiFrame frame(size);
    frame.draw(busy_session());
    for (const auto& [a, b] :
         {std::pair{"k:less", "k:more"}, std::pair{"view:reconstruction", "view:difference"}})
      EXPECT_GE(place_of_name(frame, b).x - place_of_name(frame, a).right(), 8 - 0.01F) << a;
  }
}

TEST(UiFingers, ADigitToKeepIsAsLargeAsAFinger) {
  for (const ScreenSize& size : {kPhone, kEmbedded, kSmallPhone, kSmallest}) {
    UiFrame frame(size);
    frame.view.has_fingers = true;
    Session session = keeping_session();
    frame.draw(session);
    if (!frame.view.places.contains("keep:5")) continue;
    EXPECT_GE(place_of_name(frame, "keep:5").height, kFingerSide);
    EXPECT_GE(place_of_name(frame, "keep:5").width, kFingerSide - 8);
  }
}

TEST(UiFingers, ScrollFromTheBarsAndTheSliderButNotFromThePad) {
  UiFrame frame(kPhone);
  frame.draw(busy_session());
  for (const char* name : {"code", "pen"}) {
    const Rect rect = place_of_name(frame, name);
    EXPECT_FALSE(takes_touch(frame.view, rect.middle_x(), rect.middle_y())) << name;
    EXPECT_TRUE(shares_touch(frame.view, rect.middle_x(), rect.middle_y())) << name;
  }
  const Rect pad = place_of_name(frame, "pad");
  EXPECT_TRUE(takes_touch(frame.view, pad.middle_x(), pad.middle_y()));
  EXPECT_FALSE(shares_touch(frame.view, pad.middle_x(), pad.middle_y()));
}

}  // namespace
}  // namespace bottleneck
