// What of the draw station is seen at once, and what the reader is told there.
#include <algorithm>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

// One drawing and one model, whose classes are digits or have names.
Session drawn_session(bool has_names) {
  Session session = busy_session();
  session.notes.clear();
  session.choices.other.clear();
  if (has_names) return session;
  auto card = std::make_shared<ModelCard>(*session.library.entries.front().card);
  for (int label = 0; label < kClasses; ++label)
    card->class_names[static_cast<std::size_t>(label)] = std::to_string(label);
  session.library.entries.front().card = card;
  return session;
}

bool lies_in(const Rect& inner, const Rect& outer) {
  return inner.x >= outer.x && inner.right() <= outer.right() && inner.y >= outer.y &&
         inner.bottom() <= outer.bottom();
}

bool says(const UiFrame& frame, const Rect& where, const std::string& text) {
  return std::ranges::any_of(frame.painted.texts, [&](const Painted::Text& one) {
    return one.text == text && !one.is_cut_off && lies_in(one.place, where);
  });
}

// The idea in one look: the pad, the image that it becomes, the reconstruction, and the answer.
TEST(UiDraw, ShowsTheIdeaWithoutScrolling) {
  for (const ScreenSize& size :
       {kDesk, kPhone, kEmbedded, kSmallPhone, kSmallest, kPhoneOnItsSide, kZoomed}) {
    for (const auto& [has_names, answer] : {std::pair{false, "7"}, std::pair{true, "class 7"}}) {
      SCOPED_TRACE(std::to_string(size.width) + " by " + std::to_string(size.height) + ", " + answer);
      UiFrame frame(size);
      frame.draw(drawn_session(has_names));
      const Rect seen{0, 0, size.width, size.height};
      for (const char* name : {"pad", "undo", "clear"}) {
        const PlaceOnPage place = frame.view.places.at(name);
        EXPECT_TRUE(lies_in({place.x, place.y, place.width, place.height}, seen)) << name;
      }
      EXPECT_TRUE(says(frame, seen, answer));
      const bool is_one_card = std::ranges::any_of(frame.painted.cards, [&](const Rect& card) {
        return lies_in(card, seen) && std::ranges::count_if(frame.painted.images, [&](const Rect& image) {
                                        return lies_in(image, card);
                                      }) == 2;
      });
      EXPECT_TRUE(is_one_card);
    }
  }
}

// Names of classes need more room than digits, and two models than one: the votes and who voted are seen all
// the same, on the codes of each model and on pixels.
TEST(UiDraw, ShowsVotesAndNeighboursAtADesk) {
  const Rect seen{0, 0, kDeskWindow.width, kDeskWindow.height};
  for (const bool has_names : {false, true}) {
    for (const bool is_comparing : {false, true}) {
      SCOPED_TRACE(std::string(has_names ? "names" : "digits") + (is_comparing ? ", two models" : ""));
      UiFrame frame(kDeskWindow);
      Session session = drawn_session(has_names);
      mnist(session).train.images = make_images(30);
      session.pixels.opinion = session.inference.codes;
      if (is_comparing) session.choices.other = "second";
      frame.draw(session);
      if (is_comparing || !has_names) EXPECT_LE(frame.page.height, seen.height);
      for (const char* distance : {"1.5", "7.5"}) {
        EXPECT_EQ(std::ranges::count_if(frame.painted.texts,
                                        [&](const Painted::Text& one) {
                                          return one.text == distance && !one.is_cut_off &&
                                                 lies_in(one.place, seen);
                                        }),
                  is_comparing ? 3 : 2)
            << "the distance of a neighbour";
      }
      EXPECT_EQ(std::ranges::count_if(frame.painted.texts,
                                      [&](const Painted::Text& one) {
                                        return one.text.find("distance") != std::string::npos &&
                                               !one.is_cut_off && lies_in(one.place, seen);
                                      }),
                is_comparing ? 3 : 2)
          << "what the numbers are";
    }
  }
}

TEST(UiDraw, ShowsOnceWhatTwoModelsAreGiven) {
  UiFrame frame(kDesk);
  Session session = drawn_session(false);
  const auto images_in = [&](const Rect& card) {
    return std::ranges::count_if(frame.painted.images,
                                 [&](const Rect& image) { return lies_in(image, card); });
  };
  session.choices.other = "second";
  frame.draw(session);
  std::vector<std::int64_t> of_cards;
  for (const Rect& card : frame.painted.cards) {
    if (card.y < 100 && card.x > 300) of_cards.push_back(images_in(card));
  }
  EXPECT_EQ(of_cards, (std::vector<std::int64_t>{2, 1})) << "image and reconstruction, and another one";
}

TEST(UiDraw, TellsThePensWidth) {
  for (const ScreenSize& size :
       {kDesk, kPhone, kEmbedded, kSmallPhone, kSmallest, kPhoneOnItsSide, kZoomed}) {
    UiFrame frame(size);
    frame.draw(drawn_session(false));
    EXPECT_TRUE(std::ranges::any_of(
        frame.painted.texts,
        [](const Painted::Text& one) { return one.text == "width 2.2" || one.text == "2.2"; }))
        << size.width << " by " << size.height;
  }
}

// What is painted in that colour, whatever of it is seen through; its width is negative where nothing is.
Rect painted_in(Colour ink, std::optional<float> alpha = {}) {
  Rect all{1e6F, 1e6F, -1e6F, -1e6F};
  float right = -1e6F;
  float bottom = -1e6F;
  const ImU32 mask = alpha ? ~ImU32{0} : ~static_cast<ImU32>(IM_COL32_A_MASK);
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawVert& vertex : list->VtxBuffer) {
      if ((vertex.col & mask) != (colour(ink, alpha.value_or(1)) & mask)) continue;
      all.x = std::min(all.x, vertex.pos.x);
      all.y = std::min(all.y, vertex.pos.y);
      right = std::max(right, vertex.pos.x);
      bottom = std::max(bottom, vertex.pos.y);
    }
  }
  all.width = right - all.x;
  all.height = bottom - all.y;
  return all;
}

// A ring around the pointer, as large as the ink will be.
TEST(UiDraw, ShowsHowLargeThePenIs) {
  UiFrame frame(kDesk);
  Session session = drawn_session(false);
  for (const float pen : {1.5F, 4.0F}) {
    session.choices.pen = pen;
    frame.point_nowhere(session);
    const PlaceOnPage pad = frame.view.places.at("pad");
    const ImVec2 pointer{pad.x + pad.width / 2, pad.y + pad.height / 3};
    frame.point_at(session, pointer.x, pointer.y);
    const Rect ring = painted_in(kLight.tile_muted);
    EXPECT_NEAR(ring.middle_x(), pointer.x, 1);
    EXPECT_NEAR(ring.middle_y(), pointer.y, 1);
    EXPECT_NEAR(ring.width, pen * pad.width / kPadUnits, 4) << "of a line and its soft edge";
    frame.point_nowhere(session);
    EXPECT_LT(painted_in(kLight.tile_muted).width, 0);
  }
}

// The image below may be bright where the words stand.
TEST(UiDraw, AnImagesCaptionHasAGroundOfItsOwn) {
  UiFrame frame(kDesk);
  Session session = drawn_session(false);
  session.drawing.sheet.picture = Picture{.image = Image{}, .caption = "a test image"};
  session.drawing.sheet.picture->image.fill(255);
  frame.draw(session);
  const auto caption = std::ranges::find(frame.painted.texts, "a test image", &Painted::Text::text);
  ASSERT_NE(caption, frame.painted.texts.end());
  const Rect ground = painted_in(kLight.tile, 0.8F);
  EXPECT_LE(ground.x, caption->place.x);
  EXPECT_LE(ground.y, caption->place.y);
  EXPECT_GE(ground.right(), caption->place.right());
  EXPECT_GE(ground.bottom(), caption->place.bottom());
}

// Pad and model speak of the same: digits, clothes, or anything else.
TEST(UiDraw, AsksForWhatTheModelKnows) {
  UiFrame frame(kDesk);
  const Rect page{0, 0, kDesk.width, kDesk.height};
  Session session = drawn_session(false);
  session.drawing = {};
  frame.draw(session);
  EXPECT_TRUE(says(frame, page, "Draw a digit here"));
  session = drawn_session(true);
  session.drawing = {};
  frame.draw(session);
  EXPECT_TRUE(says(frame, page, "Draw here"));
  auto card = std::make_shared<ModelCard>(*session.library.entries.front().card);
  card->dataset = "fashion-mnist";
  session.library.entries.front().card = card;
  frame.draw(session);
  EXPECT_TRUE(says(frame, page, "Draw a piece of clothing here"));
}

}  // namespace
}  // namespace bottleneck
