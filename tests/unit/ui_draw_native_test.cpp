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

}  // namespace
}  // namespace bottleneck
