// Every setting, through the address, its control and the action that sets it.
#include "lab/session/settings.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

using SettingKind = Setting::Kind;

// A model and a dataset that are there, besides the usual ones; every control of the settings is offered at
// one of the stations.
std::vector<Session> sessions_with_all_controls() {
  std::vector<Session> sessions{busy_session(), training_session(TrainingRun::State::paused), data_session(),
                                weights_session(), reconstructions_session()};
  for (Session& session : station_sessions()) sessions.push_back(std::move(session));
  for (Session& session : sessions) session.choices.other.clear();
  sessions.push_back(map_session());
  perform(sessions.back(), Set{"axes", "units"});
  update_map(sessions.back(), no_time);
  return sessions;
}

// Values that it can have and that differ from the usual one, as an address says them.
std::vector<std::string> other_values(const Setting& setting) {
  const std::string usual = setting_text(setting, kUsual);
  std::vector<std::string> values;
  switch (setting.kind) {
    case SettingKind::flag:
      values = {"0", "1"};
      break;
    case SettingKind::choice:
      for (const SettingOption& option : setting.options) values.emplace_back(option.word);
      break;
    case SettingKind::number:
      values = {number_text(setting.range, setting.range.low),
                number_text(setting.range, setting.range.high)};
      break;
    case SettingKind::name:
      values = {setting.word == std::string_view("model") || setting.word == std::string_view("with") ||
                        setting.word == std::string_view("rows")
                    ? "second"
                    : "fashion-mnist"};
      break;
    case SettingKind::widths:
      values = {"300", "1024,1,1,1"};
      break;
    case SettingKind::parts:
      for (const SettingOption& option : setting.options) values.emplace_back(option.word);
      values.emplace_back("header,about");
      break;
  }
  std::erase(values, usual);
  return values;
}

// As its control has it, where that says it otherwise.
std::string typed(const Setting& setting, const std::string& value) {
  if (setting.kind == SettingKind::flag) return value == "1" ? "true" : "false";
  return value;
}

const Offer* offer_of(const Offers& offers, const Setting& setting) {
  return setting.control.id ? offers.find(setting.control.id) : nullptr;
}

TEST(Settings, HaveWordsAndControlsOfTheirOwn) {
  std::set<std::string> words{"v", "test", "draw"};
  std::set<std::string> ids;
  std::set<std::string> states;
  for (const Setting& setting : settings()) {
    EXPECT_TRUE(words.insert(setting.word).second) << setting.word;
    EXPECT_EQ(&setting_of(setting.word), &setting);
    if (setting.control.id) {
      EXPECT_TRUE(ids.insert(setting.control.id).second) << setting.control.id;
    }
    if (setting.rules.state) {
      EXPECT_TRUE(states.insert(setting.rules.state).second) << setting.rules.state;
    }
  }
  EXPECT_FALSE(find_setting("v"));
}

TEST(Settings, ComeBackFromTheAddress) {
  for (const Setting& setting : settings()) {
    const std::vector<std::string> values = other_values(setting);
    EXPECT_FALSE(values.empty()) << setting.word;
    for (const std::string& value : values) {
      const Address address = read_address(std::string(setting.word) + "=" + value);
      EXPECT_TRUE(address.notes.empty()) << setting.word << "=" << value << ": " << address.notes.front();
      EXPECT_NE(address.choices, kUsual) << setting.word << "=" << value;
      EXPECT_EQ(setting_text(setting, address.choices), value) << setting.word;
      const std::string written = write_address(address.choices, {}, "");
      const std::string piece = "&" + std::string(setting.word) + "=" + value;
      EXPECT_TRUE(written.ends_with(piece) || written.find(piece + "&") != std::string::npos) << written;
      EXPECT_EQ(read_address(written).choices, address.choices) << written;
    }
  }
}

TEST(Settings, AreSetByTheirControls) {
  // These are set by buttons that do more, by moving the map, and one by a teacher's link alone.
  std::set<std::string> unreached{"page", "data", "cellfrom", "hide", "links", "mapx", "mapy", "mapzoom"};
  const std::vector<Session> sessions = sessions_with_all_controls();
  std::vector<Offers> all_offers;
  for (const Session& session : sessions) all_offers.push_back(offers_of(session));
  for (const Setting& setting : settings()) {
    bool is_reached = false;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      const Session& before = sessions[i];
      const Offer* offer = offer_of(all_offers[i], setting);
      if (!offer) continue;
      is_reached = true;
      EXPECT_EQ(offer->control.label, setting.control.label) << setting.word;
      EXPECT_EQ(offer->control.short_label, setting.control.short_label) << setting.word;
      for (const std::string& value : other_values(setting)) {
        const bool is_choice_of_now = !offer->control.options.empty();
        const bool has_value =
            !is_choice_of_now || std::ranges::find(offer->control.options, value, &Control::Option::id) !=
                                     offer->control.options.end();
        const bool is_number = offer->control.kind == Control::Kind::number;
        const double number = is_number ? std::stod(value) : 0;
        if (!has_value || number < offer->control.low || number > offer->control.high) continue;
        const Result<Action> action = offer->act(typed(setting, value));
        ASSERT_TRUE(action) << setting.word << "=" << value << ": " << action.error();
        Session session = before;
        perform(session, *action);
        // All of the images are 0 in an address.
        const bool is_all = setting.word == std::string_view("images") && number == offer->control.high;
        const auto usual_now = setting.rules.usual_now;
        const bool is_usual = usual_now && number == usual_now(before);
        const std::string expected = is_all ? "0" : is_usual ? setting_text(setting, kUsual) : value;
        EXPECT_EQ(setting_text(setting, session.choices), expected) << setting.word;
        const Offers after = offers_of(session);
        if (const Offer* again = offer_of(after, setting); again && !is_number) {
          EXPECT_EQ(again->control.value, typed(setting, value)) << setting.word;
        }
      }
    }
    EXPECT_EQ(is_reached, !unreached.contains(setting.word)) << setting.word;
  }
}

TEST(Settings, AreSetByTheActionAndClamped) {
  for (const Setting& setting : settings()) {
    for (const std::string& value : other_values(setting)) {
      Session session = busy_session();
      session.choices.other.clear();
      session.choices.model.clear();
      perform(session, Set{setting.word, value});
      EXPECT_EQ(setting_text(setting, session.choices), value) << setting.word;
      for (const char* wrong : {"no such value", "-1x", "\xFF"}) {
        if (setting.kind == SettingKind::parts) continue;  // an unknown part is none
        const Choices before = session.choices;
        perform(session, Set{setting.word, wrong});
        EXPECT_EQ(session.choices, before) << setting.word << "=" << wrong;
      }
      perform(session, Set{setting.word, ""});
      if (setting.word == std::string_view("model")) continue;  // there is always one
      EXPECT_EQ(setting_text(setting, session.choices), setting_text(setting, kUsual)) << setting.word;
    }
    if (setting.kind != SettingKind::number) continue;
    Session session;
    perform(session, Set{setting.word, "-999999999999"});
    EXPECT_EQ(setting.value.get(session.choices), setting.range.low) << setting.word;
    perform(session, Set{setting.word, "999999999999"});
    EXPECT_EQ(setting.value.get(session.choices), setting.range.high) << setting.word;
  }
}

TEST(Settings, ATeacherHidesTheControlOfItsPart) {
  for (const Setting& setting : settings()) {
    if (!setting.rules.part) continue;
    Session session = busy_session();
    ASSERT_TRUE(offers_of(session).find(setting.control.id)) << setting.word;
    session.choices.hidden = 1U << static_cast<unsigned>(*setting.rules.part);
    EXPECT_FALSE(offers_of(session).find(setting.control.id)) << setting.word;
  }
}

TEST(Settings, OtherThingsFollow) {
  Session session = busy_session();
  session.choices.sample_page = 3;
  perform(session, Set{"samples", "synthetic"});
  EXPECT_EQ(session.choices.sample_page, 3) << "nothing has changed";
  perform(session, Set{"samples", "test"});
  EXPECT_EQ(session.choices.sample_page, 0);
  session.choices.sample_page = 3;
  session.wanted_test_image = 7;
  perform(session, Set{"model", "second"});
  EXPECT_EQ(session.choices.sample_page, 0) << "of another dataset";
  EXPECT_FALSE(session.wanted_test_image);
  mnist(session).train.images = make_images(30);
  session.choices.plan.images = 29;
  perform(session, Set{"on", "mnist"});
  EXPECT_EQ(session.choices.plan.images, 29);
  session.choices.plan.images = 30;
  perform(session, Set{"on", "mnist"});
  EXPECT_EQ(session.choices.plan.images, 0) << "all there are";
}

TEST(Settings, TheNormalisationCannotBeSetWhereItIsNotFelt) {
  Session session = busy_session();
  EXPECT_TRUE(offers_of(session).find("normalised")->control.is_enabled);
  session.drawing.sheet.picture = Picture{.index = 1};
  EXPECT_FALSE(offers_of(session).find("normalised")->control.is_enabled)
      << "the image is normalised already";
}

}  // namespace
}  // namespace bottleneck
