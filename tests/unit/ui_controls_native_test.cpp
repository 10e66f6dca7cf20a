// What the reader does on the canvas is what the offers say.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lab/session/perform.h"
#include "lab/shown/offer.h"
#include "texts/neighbours.h"
#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

// The one action that a press makes, as a T; null where it makes another, several or none.
template <class T>
std::optional<T> only(const std::vector<Action>& actions) {
  const T* action = actions.size() == 1 ? actions.front().as<T>() : nullptr;
  return action ? std::optional(*action) : std::nullopt;
}

TEST(UiControls, TakeTheOffersOfTheirIds) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  EXPECT_TRUE(only<Undo>(frame.press(session, "undo")));
  EXPECT_EQ(only<ChooseTool>(frame.press(session, "tool:eraser"))->tool, Tool::eraser);
  EXPECT_EQ(only<Set>(frame.press(session, "k:more"))->value, std::to_string(kNeighbours + 1));
  EXPECT_EQ(only<Set>(frame.press(session, "k:less"))->value, std::to_string(kNeighbours - 1));
  EXPECT_EQ(only<Set>(frame.press(session, "normalise"))->value, "0");
  EXPECT_EQ(only<Set>(frame.press(session, "view:difference"))->value, "difference");
  EXPECT_EQ(only<TakeSample>(frame.press(session, "sample:3"))->index, 3);
  EXPECT_TRUE(only<DismissNotes>(frame.press(session, "dismiss")));
  EXPECT_EQ(only<Set>(frame.press(session, "theme"))->value, "dark");
  EXPECT_EQ(only<Set>(frame.press(session, "station:train"))->value, "train");
}

TEST(UiControls, DoNothingWhereTheOfferIsDisabled) {
  UiFrame frame(kDesk);
  EXPECT_TRUE(frame.press(blank_session(), "undo").empty());
  EXPECT_TRUE(frame.press(blank_session(), "clear").empty());
  EXPECT_TRUE(frame.press(training_session(TrainingRun::State::training), "step").empty());
}

TEST(UiControls, APressThatIsLetGoElsewhereDoesNothing) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  const auto actions_of_drag = [&](const char* from, float across) {
    frame.draw(session);
    const PlaceOnPage place = frame.view.places.at(from);
    const float x = place.x + place.width / 2;
    const float y = place.y + place.height / 2;
    std::size_t count = 0;
    const auto go_on = [&](float to) {
      ImGui::GetIO().AddMousePosEvent(to, y);
      count += frame.draw(session).actions.size();
    };
    go_on(x);
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    go_on(x);
    go_on(x + across);
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    go_on(x + across);
    return count;
  };
  for (const char* name : {"clear", "sample:3", "normalise", "tool:eraser"}) {
    EXPECT_EQ(actions_of_drag(name, 500), 0U) << name;
    EXPECT_EQ(actions_of_drag(name, 1), 1U) << name;
  }
}

TEST(UiControls, UndoGivesUpAStrokeThatGoesOn) {
  UiFrame frame(kDesk);
  Session session = blank_session();
  perform(session, BeginGesture{{4, 4}});
  ASSERT_TRUE(offers_of(session).find("undo")->control.is_enabled);
  EXPECT_TRUE(only<Undo>(frame.press(session, "undo")));
}

TEST(UiControls, APictureIsNotNormalised) {
  UiFrame frame(kDesk);
  const Session session = loaded_session();
  EXPECT_FALSE(offers_of(session).find("normalised")->control.is_enabled);
  EXPECT_TRUE(frame.press(session, "normalise").empty());
  EXPECT_TRUE(frame.view.places.contains("normalise"));
}

// Of what the offer calls in several lengths.
TEST(UiControls, TakeTheLongestLabelThatHasRoom) {
  Session session = codeless_session();
  mnist(session).test.images.reset();
  const auto labels = [&](const ScreenSize& size) {
    UiFrame frame(size);
    frame.press(session, "tab:samples");
    std::vector<std::string> labels;
    for (const char* name : {"normalise", "view:reconstruction", "view:difference", "samples:test"}) {
      const PlaceOnPage place = frame.view.places.at(name);
      const Rect around = Rect{place.x, place.y, place.width, place.height}.inset(-1);
      for (const Painted::Text& text : frame.painted.texts)
        if (around.contains(text.place.middle_x(), text.place.middle_y())) labels.push_back(text.text);
    }
    return labels;
  };
  using Labels = std::vector<std::string>;
  EXPECT_EQ(labels({840, 500, 1}), (Labels{"MNIST normalisation", "reconstruction", "difference",
                                           "test images (1.6 MB from this page's site)"}));
  EXPECT_EQ(labels({600, 500, 1}), (Labels{"normalise", "reconstruction", "error", "test images"}));
  EXPECT_EQ(labels({390, 500, 1}), (Labels{"MNIST normalisation", "back", "error", "test images (1.6 MB)"}));
}

TEST(UiControls, TheSliderGivesThePlaceOfThePointer) {
  UiFrame frame(kDesk);
  const Session session = blank_session();
  frame.draw(session);
  const PlaceOnPage pen = frame.view.places.at("pen");
  const auto actions = frame.press_at(session, pen.x + pen.width / 2, pen.y + pen.height / 2);
  ASSERT_FALSE(actions.empty());
  EXPECT_NEAR(std::stod(actions.front().as<Set>()->value), (kThinnestPen + kThickestPen) / 2, 0.06);
}

TEST(UiControls, AFieldAsksForTheValueOfItsOffer) {
  UiFrame frame(kDesk);
  const Session session = training_session(TrainingRun::State::paused);
  frame.press(session, "plan:batch");
  ASSERT_TRUE(frame.field);
  EXPECT_EQ(frame.field->id, "plan:batch");
  EXPECT_EQ(frame.field->value, "256");
  EXPECT_EQ(frame.field->label, offers_of(session).find("plan:batch")->control.label);
}

TEST(UiControls, AListUnfoldsAndIsChosenFrom) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  frame.press(session, "chooser");
  EXPECT_TRUE(frame.view.is_popup_open);
  EXPECT_EQ(only<Set>(frame.press(session, "model:second"))->value, "second");
  EXPECT_FALSE(frame.view.places.contains("model:second"));
}

TEST(UiControls, TheMenuOfANarrowPageHasTheStations) {
  UiFrame frame(kPhone);
  const Session session = busy_session();
  frame.press(session, "menu");
  EXPECT_EQ(only<Set>(frame.press(session, "station:data"))->value, "data");
}

TEST(UiControls, ADoubleClickResetsTheCodeAndDragsNothing) {
  UiFrame frame(kDesk);
  const Session session = busy_session();
  const auto first = frame.press(session, "code");
  ASSERT_FALSE(first.empty());
  EXPECT_TRUE(first.front().as<SetUnit>());
  const auto second = frame.press(session, "code");
  EXPECT_TRUE(only<ResetCode>(second));
}

TEST(UiControls, TheFirstImageIsLargeUntilAnotherIsPicked) {
  UiFrame frame(kDesk);
  Session session = browsing_session("mnist", 0);
  session.browsed.images = images_of_class(*session.browsed.dataset, 3);
  for (const auto& [picked, used] : {std::pair{-1, session.browsed.images.front()}, std::pair{7, 7}}) {
    session.choices.browsing.picked = picked;
    EXPECT_EQ(only<UseImage>(frame.press(session, "images:use"))->index, used);
  }
  session.browsed.images.clear();
  session.choices.browsing.picked = -1;
  EXPECT_TRUE(frame.press(session, "images:use").empty());
}

TEST(UiControls, ManyClassesAreGoneThroughByStepsFewUnfold) {
  UiFrame frame(kDesk);
  Session session = browsing_session("pictures", 256);
  int& label = session.choices.browsing.label;
  const auto press = [&](const char* name) {
    for (const Action& action : frame.press(session, name)) perform(session, action);
    return label;
  };
  EXPECT_EQ(press("class:less"), -1);
  EXPECT_EQ(press("class:more"), 0);
  EXPECT_EQ(press("class:more"), 1);
  EXPECT_EQ(press("class:less"), 0);
  label = 255;
  EXPECT_EQ(press("class:more"), 255);

  session = browsing_session("pictures", 3);
  press("class");
  EXPECT_EQ(press("class:2"), 2);
  label = 7;  // as an address may say
  press("class");
  EXPECT_EQ(press("class:7"), 7);
  frame.view.close_popups = true;
  press("class");
  EXPECT_EQ(press("class:all"), -1);
}

// Whatever has a place and can be had does something when it is pressed, and nothing else does. What the
// sessions share, as the page's bar, is pressed in the first.
TEST(UiControls, WhatCanBeHadIsHadByAPress) {
  UiFrame frame(kDesk);
  const std::vector<NamedSession> sessions{{"busy", busy_session()},
                                           {"codeless", codeless_session()},
                                           {"failed", failed_session()},
                                           {"keeping", keeping_session()},
                                           {"run", training_session(TrainingRun::State::paused)},
                                           {"data", browsing_session("mnist", 0)},
                                           {"drawings", drawings_session()}};
  std::set<std::pair<std::string, bool>> pressed;
  for (const NamedSession& one : sessions) {
    frame.point_nowhere(one.session);
    const Offers offers = offers_of(one.session);
    const auto placed = frame.view.offers;
    for (const auto& [name, id] : placed) {
      SCOPED_TRACE(one.name + ": " + name);
      const Control& control = offers.find(id)->control;
      const bool is_had = control.kind == Control::Kind::choice && name.ends_with(":" + control.value);
      const bool is_number = control.kind == Control::Kind::number;
      const bool is_at_its_end =
          is_number && ((name.ends_with(":less") && std::stod(control.value) <= control.low) ||
                        (name.ends_with(":more") && std::stod(control.value) >= control.high));
      const bool does_something = control.is_enabled && !is_had && !is_at_its_end;
      if (!pressed.emplace(name, does_something).second) continue;
      frame.field.reset();
      const PlaceOnPage place = frame.view.places.at(name);
      const float x = place.x + place.width / 2;
      const float y = place.y + place.height / 2;
      const bool has_acted =
          !frame.press_at(one.session, x, y).empty() || frame.field || frame.view.is_popup_open;
      EXPECT_EQ(has_acted, does_something);
      frame.view.close_popups = true;
      frame.point_nowhere(one.session);
    }
  }
}

bool is_painted(const UiFrame& frame, std::string_view text) {
  return std::ranges::any_of(frame.painted.texts,
                             [&](const Painted::Text& one) { return one.text.starts_with(text); });
}

TEST(UiControls, ShortWordsSayWhatTheyMeanWhereTheyAreShort) {
  const Session session = busy_session();
  const std::string meaning = offers_of(session).find("view")->control.options[1].label;
  for (const auto& [size, is_said] : {std::pair{kEmbedded, true}, std::pair{kDesk, false}}) {
    UiFrame frame(size);
    frame.draw(session);
    EXPECT_FALSE(is_painted(frame, meaning));
    const PlaceOnPage place = frame.view.places.at("view:difference");
    frame.point_at(session, place.x + place.width / 2, place.y + place.height / 2);
    EXPECT_EQ(is_painted(frame, meaning), is_said) << size.width;
    frame.view.close_popups = true;
    frame.draw(session);
    EXPECT_FALSE(is_painted(frame, meaning)) << "after Escape";
  }
}

// Where a teacher has hidden the controls nobody is asked to choose, and nothing stands in their place.
TEST(UiControls, HiddenOnesLeaveNothingBehind) {
  for (const ScreenSize& size : {kDesk, kPhone, kEmbedded}) {
    Session session = neighbours_session();
    session.choices.confusion_cell = Choices{}.confusion_cell;
    UiFrame frame(size);
    frame.draw(session);
    EXPECT_TRUE(is_painted(frame, texts::kCellTitle));
    perform(session, Set{.word = "hide", .value = "controls"});
    frame.draw(session);
    EXPECT_FALSE(is_painted(frame, texts::kCellTitle));
    EXPECT_TRUE(is_painted(frame, texts::kMatrixTitle));
  }
}

}  // namespace
}  // namespace bottleneck
