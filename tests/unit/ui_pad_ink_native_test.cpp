// The ink on the pad: made once, the same however it came about, and as much work as the pen has done.
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lab/session/perform.h"
#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

using InkPixels = std::vector<std::uint8_t>;

ImTextureData& ink_texture() {
  return *ImGui::GetPlatformIO().Textures.back();  // Dear ImGui's own come first
}

InkPixels ink_in(UiFrame& frame, const Session& session) {
  frame.draw(session);
  const ImTextureData& texture = ink_texture();
  return {texture.Pixels, texture.Pixels + texture.GetSizeInBytes()};
}

InkPixels ink_at_once(const Session& session) {
  UiFrame frame(kDesk);
  return ink_in(frame, session);
}

Stroke zigzag(float y) {
  Stroke stroke;
  for (int i = 0; i < 12; ++i)
    stroke.push_back({2 + 2 * static_cast<float>(i), y + static_cast<float>(i % 3), 1});
  return stroke;
}

void add_stroke(Session& session, const Stroke& stroke) {
  perform(session, BeginGesture{stroke.front()});
  for (const Point& point : stroke) perform(session, ExtendGesture{point});
  perform(session, EndGesture{});
}

TEST(UiPadInk, AFrameInksWhatIsNewHoweverMuchThereIs) {
  UiFrame frame(kDesk);
  Session session = blank_session();
  const auto pieces = [&] {
    const std::size_t before = frame.view.ink.pieces_inked();
    frame.draw(session);
    return frame.view.ink.pieces_inked() - before;
  };
  for (const int more : {1, 99}) {
    for (int i = 0; i < more; ++i) add_stroke(session, zigzag(3 + 0.2F * static_cast<float>(i)));
    EXPECT_EQ(pieces(), static_cast<std::size_t>(more) * 12);
    EXPECT_EQ(pieces(), 0U);
    perform(session, BeginGesture{{4, 4}});
    EXPECT_EQ(pieces(), 1U);
    perform(session, ExtendGesture{{8, 8}});
    perform(session, ExtendGesture{{8, 12}});
    EXPECT_EQ(pieces(), 2U);
    perform(session, EndGesture{});
    EXPECT_EQ(pieces(), 0U);
  }
}

TEST(UiPadInk, IsTheSameHoweverItIsSpreadOverFrames) {
  Session session = blank_session();
  Stroke stroke = zigzag(5);
  // Steps too small to be seen, by which the pen gets broader; one of them ends the stroke.
  for (int i = 0; i < 40; ++i) {
    const float more = 0.02F * static_cast<float>(i);
    stroke.push_back({24, 8 + more, 1 + more});
  }
  InkPixels spread;
  {
    UiFrame frame(kDesk);
    perform(session, BeginGesture{stroke.front()});
    for (const Point& point : stroke) {
      perform(session, ExtendGesture{point});
      frame.draw(session);
    }
    perform(session, EndGesture{});
    spread = ink_in(frame, session);
  }
  EXPECT_TRUE(spread == ink_at_once(session));
}

TEST(UiPadInk, ShowsWhatIsOnThePadAfterEachChange) {
  std::vector<std::pair<Session, InkPixels>> seen;
  {
    UiFrame frame(kDesk);
    Session session = blank_session();
    const auto change = [&](const std::function<void()>& how) {
      how();
      seen.emplace_back(session, ink_in(frame, session));
    };
    change([&] { add_stroke(session, zigzag(5)); });
    change([&] { add_stroke(session, zigzag(15)); });
    change([&] { session.choices.pen = 4; });
    change([&] { perform(session, Undo{}); });
    change([&] { perform(session, Redo{}); });
    change([&] {
      session.tool = Tool::eraser;
      add_stroke(session, {{10, 2}, {10, 20}});
    });
    change([&] {
      perform(session, Clear{});
      frame.draw(session);
      session.tool = Tool::pen;
      add_stroke(session, zigzag(20));
    });
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_TRUE(seen[i].second == ink_at_once(seen[i].first)) << "change " << i;
    if (i > 0) EXPECT_FALSE(seen[i].second == seen[i - 1].second) << "change " << i;
  }
}

TEST(UiPadInk, IsAsLargeAsThePenAndStaysOnThePad) {
  UiFrame frame(kDesk);
  Session session = blank_session();
  session.choices.pen = 4;
  add_stroke(session, {{14, 14}});
  const InkPixels ink = ink_in(frame, session);
  const int side = ink_texture().Width;
  const float pad = frame.view.places.at("pad").width;
  EXPECT_EQ(static_cast<float>(side), pad);
  double area = 0;
  for (const std::uint8_t pixel : ink) area += pixel / 255.0;
  const double radius = 2 * static_cast<double>(pad) / 28;
  EXPECT_NEAR(area, 3.14159265 * radius * radius, 0.01 * area);
  EXPECT_EQ(ink[static_cast<std::size_t>(side / 2 * side + side / 2)], 255);
}

TEST(UiPadInk, IsWantedOnceMoreWhereTheTextureWasLost) {
  UiFrame frame(kDesk);
  Session session = blank_session();
  add_stroke(session, zigzag(5));
  for (const bool has_changed : {false, true}) {
    frame.draw(session);
    ink_texture().SetTexID(ImTextureID_Invalid);
    ink_texture().SetStatus(ImTextureStatus_Destroyed);
    if (has_changed) session.choices.pen = 4;
    frame.draw(session);
    EXPECT_NE(ink_texture().GetTexID(), ImTextureID_Invalid) << has_changed;
  }
}

}  // namespace
}  // namespace bottleneck
