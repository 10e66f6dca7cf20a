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
// the same.
TEST(UiDraw, ShowsVotesAndNeighboursAtADesk) {
  for (const bool has_names : {false, true}) {
    for (const bool is_comparing : {false, true}) {
      SCOPED_TRACE(std::string(has_names ? "names" : "digits") + (is_comparing ? ", two models" : ""));
      UiFrame frame(kDesk);
      Session session = drawn_session(has_names);
      if (is_comparing) session.choices.other = "second";
      frame.draw(session);
      const Rect seen{0, 0, kDesk.width, kDesk.height};
      for (const char* distance : {"1.5", "7.5"}) {
        EXPECT_TRUE(says(frame, seen, distance)) << "the distance of a neighbour";
        EXPECT_EQ(std::ranges::count_if(frame.painted.texts,
                                        [&](const Painted::Text& one) {
                                          return one.text == distance && lies_in(one.place, seen);
                                        }),
                  is_comparing ? 2 : 1);
      }
    }
  }
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
