// Every panel at every size with little, usual and much in it: nothing is cut off, overprinted or out of
// reach.
#include <algorithm>
#include <array>
#include <cmath>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lab/shown/offer.h"
#include "ui_exceptions.h"
#include "ui_frame.h"
#include "ui_labels.h"
#include "ui_sessions.h"
#include "unit/gaps.h"

namespace bottleneck {
namespace {

constexpr float kLeastSide = 24;  // of what is to be pressed
constexpr float kRounding = 0.51F;

struct PanelCase {
  std::string name;
  ScreenSize size;
  bool is_dark = false;
};
const std::array kPanelCases{PanelCase{"desk", kDesk},
                             PanelCase{"phone", kPhone, true},
                             PanelCase{"embedded", kEmbedded},
                             PanelCase{"small phone", kSmallPhone},
                             PanelCase{"phone on its side", kPhoneOnItsSide},
                             PanelCase{"smallest", kSmallest},
                             PanelCase{"zoomed", kZoomed},
                             PanelCase{"projected", kProjected}};

Rect rect_of(const PlaceOnPage& place) {
  return {place.x, place.y, place.width, place.height};
}
bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() - kRounding && b.x < a.right() - kRounding && a.y < b.bottom() - kRounding &&
         b.y < a.bottom() - kRounding;
}
bool is_within(const Rect& inner, const Rect& outer) {
  return inner.x >= outer.x - kRounding && inner.right() <= outer.right() + kRounding &&
         inner.y >= outer.y - kRounding && inner.bottom() <= outer.bottom() + kRounding;
}
std::string words_of(const Rect& rect) {
  const auto number = [](float value) { return std::to_string(static_cast<int>(std::lround(value))); };
  return number(rect.x) + "," + number(rect.y) + " " + number(rect.width) + "x" + number(rect.height);
}

// These are looked at, not pressed.
bool is_picture(std::string_view name) {
  return name == "loss-plot" || name == "map";
}

// What something is called may be cut: it is as long as its maker liked.
bool is_name(std::string_view text) {
  return text.starts_with(kLongName) || text.find("as long as they like") != std::string_view::npos ||
         text.starts_with("Title of ") || text == "MNIST · k = 4";
}

bool is_placed(const UiFrame& frame, std::string_view id) {
  return std::ranges::any_of(frame.view.offers, [&](const auto& placed) {
    return id.ends_with(':') ? placed.second.starts_with(id) : placed.second == id;
  });
}

void expect_offered(const UiFrame& frame, const Offers& offers) {
  for (const auto& [name, place] : frame.view.places) {
    const auto offer = frame.view.offers.find(name);
    if (offer == frame.view.offers.end())
      EXPECT_TRUE(is_picture(name) || is_among(name, kOwnControls)) << name << " is no offer";
    else
      EXPECT_TRUE(offers.find(offer->second)) << name << " is not offered as " << offer->second;
  }
  for (const OfferGroup& group : offers.groups) {
    for (const Offer& offer : group.offers) {
      const std::string& id = offer.control.id;
      if (!is_among(id, kHtmlOnly) && !is_among(id, kSometimes))
        EXPECT_TRUE(is_placed(frame, id)) << id << " is not on the canvas";
    }
  }
}

void expect_named(const UiFrame& frame, const Offers& offers) {
  for (const auto& [id, words] : other_words(frame, offers))
    EXPECT_TRUE(is_among(id, kInOtherWords)) << id << " says " << words.front();
}

void expect_reachable(const UiFrame& frame, const Rect& canvas) {
  for (const auto& [name, place] : frame.view.places) {
    if (is_picture(name)) continue;
    const Rect rect = rect_of(place);
    const std::string what = name + " at " + words_of(rect);
    EXPECT_TRUE(is_within(rect, canvas)) << what << " leaves the canvas";
    EXPECT_GE(rect.width, kLeastSide - kRounding) << what << " is too narrow";
    EXPECT_GE(rect.height, kLeastSide - kRounding) << what << " is too low";
    for (const Rect& card : frame.painted.cards) {
      if (overlap(rect, card)) EXPECT_TRUE(is_within(rect, card)) << what << " leaves its card";
    }
    for (const auto& [other, other_place] : frame.view.places) {
      if (name < other && !is_picture(other))
        EXPECT_FALSE(overlap(rect, rect_of(other_place)))
            << what << " overlaps " << other << " at " << words_of(rect_of(other_place));
    }
  }
}

void expect_legible(const UiFrame& frame, const Rect& canvas) {
  const auto& texts = frame.painted.texts;
  for (const Painted::Text& text : texts) {
    const std::string what = "'" + text.text + "' at " + words_of(text.place);
    if (!is_name(text.text)) EXPECT_FALSE(text.is_cut_off) << what << " is cut off";
    EXPECT_FALSE(has_gap(text.text) && text.text != " · ") << what << " lacks a word";
    EXPECT_FALSE(text.text.starts_with("· ")) << what << " begins with what parts it from the line before";
    EXPECT_TRUE(is_within(text.place, canvas)) << what << " leaves the canvas";
    for (const Rect& card : frame.painted.cards) {
      if (overlap(text.place, card)) EXPECT_TRUE(is_within(text.place, card)) << what << " leaves its card";
    }
    for (const Painted::Text& other : texts) {
      if (&text < &other && text.on == other.on)
        EXPECT_FALSE(overlap(text.place, other.place))
            << what << " lies on '" << other.text << "' at " << words_of(other.place);
    }
  }
}

// A text that is painted over itself is bolder than the others.
void expect_painted_once(const UiFrame& frame) {
  std::set<std::tuple<std::string, float, float>> painted;
  for (const Painted::Text& text : frame.painted.texts)
    EXPECT_TRUE(painted.emplace(text.text, text.place.x, text.place.y).second) << text.text;
}

void expect_sound(UiFrame& frame, const Session& session) {
  frame.draw(session);
  const Rect canvas{0, 0, ImGui::GetIO().DisplaySize.x, frame.page.height};
  expect_reachable(frame, canvas);
  expect_legible(frame, canvas);
  const Offers offers = offers_of(session);
  expect_named(frame, offers);
  if (!frame.view.is_tabbed) expect_offered(frame, offers);  // else a part of them is seen
}

class UiPanels : public testing::TestWithParam<PanelCase> {};
void PrintTo(const PanelCase& one, std::ostream* out) {
  *out << one.name;
}
INSTANTIATE_TEST_SUITE_P(Sizes, UiPanels, testing::ValuesIn(kPanelCases), [](const auto& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, ' ', '_');
  return name;
});

TEST_P(UiPanels, AreLegibleAndReachable) {
  UiFrame frame(GetParam().size);
  frame.is_dark = GetParam().is_dark;
  for (const NamedSession& one : drawn_sessions()) {
    SCOPED_TRACE(GetParam().name + ", " + one.name);
    for (const Tab tab : {Tab::codes, Tab::other_codes, Tab::pixels, Tab::samples}) {
      frame.view.tab = tab;
      expect_sound(frame, one.session);
      if (!frame.view.is_tabbed) break;
    }
  }
}

// What a teacher hides leaves nothing half drawn.
TEST(UiPanels, AreSoundWithoutWhatATeacherHides) {
  for (const ScreenSize& size : {kDesk, kPhone, kEmbedded}) {
    UiFrame frame(size);
    for (NamedSession one : drawn_sessions()) {
      SCOPED_TRACE(one.name + ", " + words_of({0, 0, size.width, size.height}));
      for (const Part part :
           {Part::header, Part::guide, Part::controls, Part::exports, Part::data, Part::files, Part::share})
        one.session.choices.hidden |= 1U << static_cast<unsigned>(part);
      expect_sound(frame, one.session);
    }
  }
}

// The names that models have before the reader names them, at the station with the longest name.
TEST_P(UiPanels, NamesOfModelsAreWhole) {
  UiFrame frame(GetParam().size);
  for (const char* title : {"MNIST · 784→16", "Fashion-MNIST · 784→300→16"}) {
    for (const Station station : {Station::reconstructions, Station::map}) {
      Session session = busy_session();
      session.library.entries.front().title = title;
      session.choices.station = station;
      frame.draw(session);
      const auto chooser = frame.view.places.find("chooser");
      ASSERT_NE(chooser, frame.view.places.end());
      for (const Painted::Text& text : frame.painted.texts) {
        if (!overlap(text.place, rect_of(chooser->second))) continue;
        EXPECT_FALSE(text.is_cut_off) << text.text << " of " << title;
        EXPECT_NE(text.text.find("784→"), std::string::npos) << text.text;
      }
    }
  }
}

// What one looks at together is seen together: these stations are no higher than a window of 1280 × 800.
TEST(UiPanels, FitIntoAWindowAtADesk) {
  UiFrame frame(kDeskWindow);
  using enum TrainingRun::State;
  std::vector<NamedSession> sessions{{"reconstructions", reconstructions_session()},
                                     {"neighbours", neighbours_session()},
                                     {"no run", blank_session()},
                                     {"exercises", blank_session()}};
  sessions[2].session.choices.station = Station::train;
  sessions[3].session.choices.station = Station::exercises;
  for (const auto& [name, state] : {std::pair{"run trains", training}, std::pair{"run is paused", paused},
                                    std::pair{"run is over", finished}})
    sessions.push_back({name, training_session(state)});
  for (NamedSession& one : sessions) {
    one.session.notes.clear();
    EXPECT_LE(frame.draw(one.session).height, kDeskWindow.height) << one.name;
  }
}

// What is listed as being there at times is there in some session, what is the HTML's in none, and what is to
// say something else does. A list is unfolded once at each station.
TEST(UiPanels, HaveAPlaceForEachOffer) {
  UiFrame frame(kDesk);
  std::set<std::string> placed;
  std::set<std::string> in_other_words;
  std::set<std::pair<Station, std::string>> unfolded;
  const auto look = [&] {
    for (const char* id : kSometimes) {
      if (is_placed(frame, id)) placed.insert(id);
    }
    for (const auto& [name, id] : frame.view.offers)
      EXPECT_TRUE(!is_among(id, kHtmlOnly) || is_among(id, kSometimes)) << id << " has a place";
  };
  for (const NamedSession& one : drawn_sessions()) {
    frame.draw(one.session);
    look();
    for (const auto& [id, words] : other_words(frame, offers_of(one.session))) in_other_words.insert(id);
    for (const char* list :
         {"chooser", "compare", "plan:dataset", "class", "drawing:0", "map-axes", "sort", "row-sets"}) {
      if (!frame.view.places.contains(list)) continue;
      if (!unfolded.emplace(one.session.choices.station, list).second) continue;
      frame.press(one.session, list);
      look();
      expect_painted_once(frame);
      frame.view.close_popups = true;
      frame.draw(one.session);
    }
  }
  for (const char* id : kSometimes) EXPECT_TRUE(placed.contains(id)) << id;
  EXPECT_EQ(in_other_words, std::set<std::string>(kInOtherWords.begin(), kInOtherWords.end()));
}

}  // namespace
}  // namespace bottleneck
