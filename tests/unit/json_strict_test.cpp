#include "formats/json_strict.h"

#include <gtest/gtest.h>

#include "unit/broken_bytes.h"

namespace bottleneck {
namespace {

TEST(JsonStrict, ParsesWhatTheLibraryParses) {
  const std::string text =
      R"({"a": [1, -2, 0.5, true, false, null, "x\u00e9\n"], "b": {"a": {}, "c": []}, "d": 18446744073709551615})";
  const auto value = parse_json(text);
  ASSERT_TRUE(value) << value.error();
  EXPECT_EQ(*value, nlohmann::json::parse(text));
  EXPECT_EQ(*parse_json(" 3 "), 3);
  EXPECT_EQ(*parse_json("[[],[[]],{}]"), nlohmann::json::parse("[[],[[]],{}]"));
}

TEST(JsonStrict, RefusesWhatIsNotJson) {
  EXPECT_REFUSED(parse_json(""), "not valid JSON at byte 1");
  EXPECT_REFUSED(parse_json("{\"a\": 1,}"), "not valid JSON at byte 9");
  EXPECT_REFUSED(parse_json("[1] x"), "at byte 5");
  EXPECT_REFUSED(parse_json("[NaN]"), "at byte 2");
  EXPECT_REFUSED(parse_json("[1e999]"), "not valid JSON");
  EXPECT_REFUSED(parse_json("[\"\xFF\"]"), "not valid JSON");
  EXPECT_REFUSED(parse_json("// no\n1"), "not valid JSON");
  EXPECT_REFUSED(parse_json(std::string_view("{}\0{}", 5)), "byte 3: a zero byte");
}

TEST(JsonStrict, RefusesAKeyTwice) {
  EXPECT_REFUSED(parse_json(R"({"a": 1, "b": 2, "a": 3})"), "the key \"a\" comes twice");
  EXPECT_REFUSED(parse_json(R"([{"x": {"a": 1, "\u0061": 2}}])"), "the key \"a\" comes twice");
  EXPECT_TRUE(parse_json(R"({"a": {"a": 1}, "b": {"a": 1}})"));
}

TEST(JsonStrict, KeepsItsLimits) {
  const JsonLimits limits{.max_depth = 2, .max_values = 4};
  EXPECT_TRUE(parse_json("[[1, 2]]", limits));
  EXPECT_REFUSED(parse_json("[[1, 2, 3]]", limits), "more than 4 values");
  EXPECT_REFUSED(parse_json("[[], [], [], []]", limits), "more than 4 values");
  EXPECT_REFUSED(parse_json("[[[", limits), "nested more than 2 deep");
  EXPECT_REFUSED(parse_json(R"({"a": {"b": {)", limits), "nested more than 2 deep");
  EXPECT_REFUSED(parse_json(std::string(10'000'000, '[')), "nested more than 16 deep");
}

TEST(JsonStrict, SurvivesBrokenText) {
  const std::string text = R"({"a": [1, -2.5e3, "\u00e9"], "b": {"c": true}})";
  const Bytes bytes(text.begin(), text.end());
  expect_every_prefix_refused(bytes, [](const Bytes& cut) { return parse_json(as_text(cut)); });
  expect_survives_changes(bytes, [](const Bytes& changed) { return parse_json(as_text(changed)); });
}

}  // namespace
}  // namespace bottleneck
