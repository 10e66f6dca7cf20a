// Everything that can be done without the picture: the controls, their values, and the actions they stand
// for.
#include "lab/shown/controls.h"

#include <map>
#include <set>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include "unit/control_sessions.h"
#include "unit/gaps.h"

namespace bottleneck {
namespace {

// Values that the control can have.
std::vector<std::string> legal_values(const Control& control) {
  switch (control.kind) {
    case Control::Kind::toggle:
      return {"true", "false"};
    case Control::Kind::number:
      return {std::to_string(control.low), std::to_string(control.high)};
    case Control::Kind::text:
      return {control.value, ""};
    case Control::Kind::line:
      return {control.value};
    case Control::Kind::choice: {
      std::vector<std::string> values;
      for (const Control::Option& option : control.options) values.push_back(option.id);
      return values;
    }
    case Control::Kind::button:
      break;
  }
  return {""};
}

std::vector<std::string> illegal_values(const Control& control) {
  switch (control.kind) {
    case Control::Kind::toggle:
      return {"", "yes", "TRUE"};
    case Control::Kind::number: {
      std::vector<std::string> values{"", "x", "1x", " 1", "nan", "inf", "0x1", "1e999", "1,0,0"};
      values.push_back(std::to_string(control.low - 0.01));
      values.push_back(std::to_string(control.high + 0.01));
      if (control.step == 1) {
        values.push_back(std::to_string(control.low + 0.5));
        values.emplace_back("1,000");  // neither 1 nor a thousand
      }
      return values;
    }
    case Control::Kind::text:
      return {"4", "4,4 x", "4,4,1,1", "29,4", "4,-1", "4,4,3"};
    case Control::Kind::line:
      if (control.id.starts_with("guess:")) return {"many", "1e999", "--1"};  // nothing takes a guess back
      return {"", " \n"};
    case Control::Kind::choice:
      return {"no such choice"};
    case Control::Kind::button:
      break;
  }
  return {};
}

template <class T>
T action_as(const Session& session, std::string_view id, std::string_view value) {
  std::string problem;
  const auto action = action_of(session, id, value, problem);
  EXPECT_TRUE(action) << id << ": " << problem;
  const T* typed = action ? action->as<T>() : nullptr;
  EXPECT_TRUE(typed) << id << " stands for another action";
  return typed ? *typed : T{};
}

TEST(Controls, EachHasANameOfItsOwn) {
  for (const Session& session : all_sessions()) {
    std::set<std::string> ids;
    for (const ControlGroup& group : controls_of(session)) {
      EXPECT_TRUE(ids.insert("group " + group.id).second) << group.id;
      EXPECT_FALSE(group.title.empty());
    }
    for (const Control& control : all_controls(session)) {
      EXPECT_TRUE(ids.insert(control.id).second) << control.id;
      EXPECT_FALSE(control.label.empty()) << control.id;
    }
    EXPECT_GT(ids.size(), 10U);
  }
}

TEST(Controls, LackNoWord) {
  for (const Session& session : all_sessions()) {
    for (const ControlGroup& group : controls_of(session)) {
      std::vector<std::string> texts{group.title};
      for (const Control& control : group.controls) {
        for (const std::string& text : {control.label, control.label_on_canvas(), control.hint})
          texts.push_back(text);
        for (const Control::Option& option : control.options) texts.push_back(option.label);
      }
      for (const Finding& finding : group.findings) {
        texts.push_back(finding.label);
        if (!finding.is_code) texts.push_back(finding.value);
        for (const auto& row : finding.table) texts.insert(texts.end(), row.begin(), row.end());
      }
      for (const std::string& text : texts) EXPECT_FALSE(has_gap(text)) << group.id << ": " << text;
    }
  }
}

// A control is tried once where it can be used and once where it cannot.
TEST(Controls, OtherValuesGiveAReasonAndNoAction) {
  std::set<Control::Kind> kinds;
  std::set<std::pair<std::string, bool>> tried;
  for (const Session& session : all_sessions()) {
    for (const Control& control : all_controls(session)) {
      if (!tried.emplace(control.id, control.is_enabled).second) continue;
      for (const std::string& value : illegal_values(control)) {
        kinds.insert(control.kind);
        std::string problem;
        EXPECT_FALSE(action_of(session, control.id, value, problem)) << control.id << " = " << value;
        EXPECT_FALSE(problem.empty()) << control.id << " = " << value;
      }
    }
    for (const char* id : {"", "no such control", "unit:4", "unit:-1", "sample:10"}) {
      std::string problem;
      EXPECT_FALSE(action_of(session, id, "1", problem)) << id;
      EXPECT_FALSE(problem.empty()) << id;
    }
  }
  EXPECT_EQ(kinds.size(), 5U) << "all kinds but buttons were tried";
}

// The name of what an action is.
std::string name_of(const Action& action) {
  std::string name;
  visit_action(action, [&]<class T>(const T&) { name = typeid(T).name(); }, ActionTypes{});
  return name;
}

template <class... T>
std::set<std::string> actions_of_readers(TypeList<T...> /*types*/) {
  std::set<std::string> names{typeid(T).name()...};
  // A pointer on the pad; the drawing as text stands for it.
  for (const std::type_info* gesture :
       {&typeid(BeginGesture), &typeid(ExtendGesture), &typeid(EndGesture), &typeid(CancelGesture)})
    names.erase(gesture->name());
  EXPECT_EQ(names.size() + 4, sizeof...(T));
  return names;
}

// Each legal value gives an action where the control can be used, and no action is out of reach.
TEST(Controls, ReachEveryAction) {
  std::set<std::string> reached;
  std::vector<Session> sessions = all_sessions();
  for (const auto state : {TrainingRun::State::training, TrainingRun::State::paused})
    sessions.push_back(training_session(state));
  sessions.back().training.removed.emplace();
  sessions.back().training.runs.front().plan.seed = 2;  // not that of the plan
  sessions.back().training.runs.front().saved_as = "second";
  sessions.push_back(busy_session());  // without either half of its data
  sessions.back().choices.station = Station::neighbours;
  mnist(sessions.back()).test.images.reset();
  sessions.push_back(busy_session());
  sessions.back().dialog = Dialog::link;
  sessions.back().choices.has_python = true;
  for (const Session& session : sessions) {
    for (const Control& control : all_controls(session)) {
      for (const std::string& value : legal_values(control)) {
        std::string problem;
        const auto action = action_of(session, control.id, value, problem);
        EXPECT_EQ(action.has_value(), control.is_enabled) << control.id << " = " << value << ": " << problem;
        EXPECT_EQ(problem.empty(), control.is_enabled) << control.id << " = " << value;
        if (action) reached.insert(name_of(*action));
      }
    }
  }
  EXPECT_EQ(reached, actions_of_readers(ActionTypes{}));
}

TEST(Controls, ReachEveryDialogAndChoice) {
  const Session session = busy_session();
  EXPECT_EQ(action_as<ShowDialog>(session, "card", "").dialog, Dialog::card);
  EXPECT_EQ(action_as<ShowDialog>(session, "other-card", "").dialog, Dialog::other_card);
  EXPECT_EQ(action_as<ShowDialog>(session, "help", "").dialog, Dialog::help);
  EXPECT_EQ(action_as<ShowDialog>(session, "link", "").dialog, Dialog::link);
  EXPECT_EQ(action_as<ShowDialog>(session, "dialog", "none").dialog, Dialog::none);
  for (const char* theme : {"system", "light", "dark"})
    EXPECT_EQ(action_as<Set>(session, "theme", theme).value, theme);
}

TEST(Controls, CarryTheirValues) {
  const Session session = loaded_session();
  EXPECT_EQ(action_as<SetUnit>(session, "unit:1", "2.5").unit, 1);
  EXPECT_EQ(action_as<SetUnit>(session, "unit:1", "2.5").value, 2.5F);
  EXPECT_EQ(action_as<SetUnit>(session, "unit:1", "2,5").value, 2.5F) << "a comma for the point";
  EXPECT_EQ(action_as<SetUnit>(session, "unit:3", "12.35").unit, 3) << "the limit as it is shown";
  EXPECT_EQ(action_as<SetUnit>(session, "unit:3", "12.35").value, 12.3456F) << "what is shown is what is";
  EXPECT_EQ(action_as<SweepUnit>(session, "sweep", "3").unit, 3);
  EXPECT_EQ(action_as<SweepUnit>(session, "sweep", "none").unit, -1);
  EXPECT_EQ(action_as<Set>(session, "k", "3").value, "3");
  EXPECT_EQ(action_as<Set>(session, "pen", "1.5").value, "1.5");
  EXPECT_EQ(action_as<Set>(session, "other", "first").word, "with");
  EXPECT_EQ(action_as<ChooseTool>(session, "tool", "eraser").tool, Tool::eraser);
  EXPECT_EQ(action_as<Set>(session, "model", "second").value, "second");
  EXPECT_EQ(action_as<Set>(session, "other", "").value, "");
  EXPECT_EQ(action_as<Set>(session, "other", "first").value, "first");
  EXPECT_EQ(action_as<Set>(session, "view", "difference").value, "difference");
  EXPECT_EQ(action_as<Set>(session, "source", "synthetic").value, "synthetic");
  EXPECT_EQ(action_as<TakeSample>(session, "sample:9", "").index, 9);
  EXPECT_EQ(action_as<TakeTestImage>(session, "test-image", "99").index, 99);
  EXPECT_EQ(action_as<TurnSamples>(session, "samples-before", "").by, -1);
  EXPECT_EQ(action_as<TurnSamples>(session, "samples-after", "").by, 1);
  const auto put = action_as<PutStrokes>(session, "strokes", "1,2 3,4\n5,6,2");
  EXPECT_TRUE(same_strokes(put.strokes, {{{1, 2}, {3, 4}}, {{5, 6, 2}}}));

  const auto controls = all_controls(session);
  const auto value = [&](const char* id) { return find_control(controls, id)->value; };
  EXPECT_EQ(value("unit:1"), "2.25");
  EXPECT_EQ(value("k"), "7");
  EXPECT_EQ(value("pen"), "2.2");
  EXPECT_EQ(value("model"), "first");
  EXPECT_EQ(value("other"), "second");
  EXPECT_EQ(value("source"), "test");
  EXPECT_EQ(value("test-image"), "42");
  EXPECT_EQ(value("normalised"), "true");
  EXPECT_EQ(value("sweep"), "none");
  EXPECT_EQ(value("strokes"), "4,4 10.5,15 12,24,1.5\n20,5");
}

TEST(Controls, DeadUnitsAreNamedAndCannotBeSet) {
  const auto controls = all_controls(busy_session());
  const Control* dead = find_control(controls, "unit:2");
  ASSERT_TRUE(dead);
  EXPECT_FALSE(dead->is_enabled);
  EXPECT_NE(dead->label.find("dead"), std::string::npos);
  for (const Control::Option& option : find_control(controls, "sweep")->options) EXPECT_NE(option.id, "2");
}

TEST(Controls, NothingCanBeSetOnABlankPad) {
  const auto controls = all_controls(blank_session());
  for (const char* id : {"undo", "redo", "clear", "unit:0", "sweep", "reset"})
    EXPECT_FALSE(find_control(controls, id)->is_enabled) << id;
  EXPECT_EQ(find_control(controls, "unit:0")->value, "");
  EXPECT_FALSE(find_control(controls, "retry")) << "nothing has failed";
  EXPECT_FALSE(find_control(controls, "source")) << "it is not known what the site has";
  EXPECT_FALSE(find_control(controls, "load-training")) << "it is not known where from";
}

TEST(Controls, WhatATeacherHidIsNotThere) {
  const std::map<Part, std::set<std::string>> of_parts{
      {Part::header, {"theme", "link", "help"}},
      {Part::samples,
       {"group samples", "source", "sample:0", "sample:9", "samples-before", "samples-after", "test-image"}},
      {Part::normalisation, {"normalised"}},
      {Part::models, {"model"}},
      {Part::compare, {"other", "other-card", "group other-model"}},
      {Part::codes, {"group codes", "compute-codes"}},
      {Part::pixels, {"group pixels", "load-training"}},
      {Part::about, {"finding About"}},
      {Part::python, {"group program", "python"}}};
  const auto names = [](const Session& session) {
    std::set<std::string> found;
    for (const ControlGroup& group : controls_of(session)) {
      found.insert("group " + group.id);
      for (const Control& control : group.controls) found.insert(control.id);
      for (const Finding& finding : group.findings) found.insert("finding " + finding.label);
    }
    return found;
  };
  const std::set<std::string> all = names(codeless_session());
  for (const auto& [part, gone] : of_parts) {  // the others: hidden_parts_test.cpp
    Session session = codeless_session();
    session.choices.hidden = 1U << static_cast<unsigned>(part);
    const std::set<std::string> left = names(session);
    for (const std::string& name : gone) {
      EXPECT_TRUE(all.contains(name)) << name;
      EXPECT_FALSE(left.contains(name)) << name;
    }
    for (const auto& [other, others] : of_parts) {
      if (other == part) continue;
      for (const std::string& name : others) EXPECT_TRUE(left.contains(name)) << name << " went, too";
    }
  }
  Session session = codeless_session();
  session.choices.hidden = 1U << static_cast<unsigned>(Part::codes);
  EXPECT_TRUE(find_control(all_controls(session), "k")) << "the pixels' neighbours vote, too";
}

}  // namespace
}  // namespace bottleneck
