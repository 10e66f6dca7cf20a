// tests/data/old_links.json: links of earlier versions open what they opened.
#include <array>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lab/session/address.h"
#include "lab/session/settings.h"
#include "lab/training/usual_plan.h"
#include "test_data.h"

namespace bottleneck {
namespace {

using LinkTexts = std::map<std::string, std::string>;
using StrokePlaces = std::vector<std::vector<std::array<float, 2>>>;

LinkTexts all_settings(const Choices& choices) {
  LinkTexts texts;
  for (const Setting& setting : settings()) texts[setting.word] = setting_text(setting, choices);
  return texts;
}

StrokePlaces places_of(const Strokes& strokes) {
  StrokePlaces places;
  for (const Stroke& stroke : strokes) {
    places.emplace_back();
    for (const Point& point : stroke) places.back().push_back({point.x, point.y});
  }
  return places;
}

// What a link leaves open was the notebook's then, and is so for as many images.
LinkTexts all_settings_with_many_images(Choices choices) {
  choices.plan = with_usual(choices.plan, 60'000);
  return all_settings(choices);
}

TEST(OldLinks, OpenWhatTheyOpened) {
  const nlohmann::json file = nlohmann::json::parse(test_data("old_links.json"));
  const LinkTexts usual = file.at("usual");
  ASSERT_GE(file.at("links").size(), 39U);
  for (const nlohmann::json& row : file.at("links")) {
    const std::string link = row.at("link");
    SCOPED_TRACE(link);
    LinkTexts expected = row.value("settings", LinkTexts{});
    for (const auto& [word, text] : expected) EXPECT_TRUE(usual.contains(word)) << word;
    expected.insert(usual.begin(), usual.end());
    const Address address = read_address("#" + link);
    // Settings that came later are as usual.
    LinkTexts read = all_settings_with_many_images(address.choices);
    for (const auto& [word, text] : all_settings(kUsual)) {
      if (!usual.contains(word)) expected.emplace(word, text);
    }
    EXPECT_EQ(read, expected);
    EXPECT_EQ(places_of(address.strokes), row.value("strokes", StrokePlaces{}));
    EXPECT_EQ(address.test_image.value_or(-1), row.value("test", -1));
    EXPECT_TRUE(address.notes.empty());
  }
}

}  // namespace
}  // namespace bottleneck
