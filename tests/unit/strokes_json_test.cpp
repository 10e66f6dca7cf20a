#include "formats/strokes_json.h"

#include <gtest/gtest.h>

#include "unit/broken_bytes.h"
#include "unit/same_strokes.h"

namespace bottleneck {
namespace {

TEST(StrokesJson, ReadsADrawing) {
  const auto strokes = read_strokes_line(
      R"( {"label": 7, "strokes": [[[0, 1], [2.5, -3e2, 0.5]], [[10, 20, 2]], []], "by": {"name": "me"}} )");
  ASSERT_TRUE(strokes) << strokes.error();
  expect_same(strokes->strokes, {{{0, 1, 1}, {2.5F, -300, 0.5F}}, {{10, 20, 2}}, {}});
  EXPECT_TRUE(read_strokes_line(R"({"strokes": []})")->strokes.empty());
}

TEST(StrokesJson, WritesADrawing) {
  EXPECT_EQ(write_strokes_line({}), R"({"strokes":[]})");
  EXPECT_EQ(write_strokes_line({.strokes = {{{0, 1, 1}, {2.5F, -300, 0.5F}}, {{0.1F, 1e6F, 1}}, {}}}),
            R"({"strokes":[[[0,1],[2.5,-300,0.5]],[[0.1,1e+06]],[]]})");
}

TEST(StrokesJson, ReadsLabelAndPenWhereTheyAreOurs) {
  const auto both = read_strokes_line(R"({"label": 7, "pen": 3.1, "strokes": [[[1, 2]]]})");
  ASSERT_TRUE(both) << both.error();
  EXPECT_EQ(both->label, 7);
  EXPECT_EQ(both->pen, 3.1F);
  const auto neither = read_strokes_line(R"({"strokes": []})");
  ASSERT_TRUE(neither) << neither.error();
  EXPECT_FALSE(neither->label || neither->pen);
  // What another program means by these words is no error.
  for (const char* label : {"\"seven\"", "7.5", "-1", "256", "1e30", "null", "[7]"}) {
    const auto line = read_strokes_line(std::string(R"({"strokes": [], "label": )") + label + "}");
    ASSERT_TRUE(line) << label << ": " << line.error();
    EXPECT_FALSE(line->label) << label;
  }
  for (const char* pen : {"\"fine\"", "0.4", "8.1", "-3", "1e300", "null", "true"}) {
    const auto line = read_strokes_line(std::string(R"({"strokes": [], "pen": )") + pen + "}");
    ASSERT_TRUE(line) << pen << ": " << line.error();
    EXPECT_FALSE(line->pen) << pen;
  }
}

TEST(StrokesJson, WritesLabelAndPen) {
  EXPECT_EQ(write_strokes_line({.strokes = {{{1, 2}}}, .label = 0, .pen = 2.8F}),
            R"({"label":0,"pen":2.8,"strokes":[[[1,2]]]})");
  EXPECT_EQ(write_strokes_line({.strokes = {}}), R"({"strokes":[]})");
  const auto back = read_strokes_line(write_strokes_line({.strokes = {}, .label = 255, .pen = 0.1F + 2.6F}));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->label, 255);
  EXPECT_EQ(back->pen, 0.1F + 2.6F);
}

TEST(StrokesJson, FloatsComeBackAsTheyWere) {
  Strokes strokes(1);
  for (int i = 1; i < 2000; ++i) {
    const auto x = static_cast<float>(i) / 7.0F;
    strokes[0].push_back({x, -x * x / 3.0F, x / 300.0F});
  }
  strokes[0].push_back({1e-40F, 1.17549435e-38F, 0});
  const auto back = read_strokes_line(write_strokes_line({.strokes = strokes}));
  ASSERT_TRUE(back) << back.error();
  expect_same(back->strokes, strokes);
}

TEST(StrokesJson, NamesWhatIsWrong) {
  EXPECT_REFUSED(read_strokes_line(""), "not valid JSON at byte 1");
  EXPECT_REFUSED(read_strokes_line("[]"), "{\"strokes\": [...]} expected");
  EXPECT_REFUSED(read_strokes_line("{}"), "{\"strokes\": [...]} expected");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": {}})"), "\"strokes\" is not an array");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [], "strokes": []})"), "comes twice");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[], 7]})"), "stroke 2: an array of points expected");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[], [[1, 2], 3]]})"),
                 "stroke 2, point 2: [x, y] or [x, y, width] expected");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[1, 2]]})"),
                 "stroke 1, point 1: [x, y] or");  // one level too few
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[[1, 2]]]]})"), "stroke 1, point 1: [x, y] or");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[[1], [2]]]]})"), "a number expected, got array");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[1]]]})"), "[x, y] or");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[1, 2, 3, 4]]]})"), "[x, y] or");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[1, "2"]]]})"), "a number expected, got string");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[1, null]]]})"), "a number expected, got null");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[1, NaN]]]})"), "not valid JSON");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[1e999, 0]]]})"), "not valid JSON");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[0, 0], [1e39, 0]]]})"),
                 "stroke 1, point 2: a coordinate is beyond 1,000,000");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[0, -1000001]]]})"), "a coordinate is beyond");
  EXPECT_TRUE(read_strokes_line(R"({"strokes": [[[1000000, -1000000, 100]]]})"));
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[0, 0, -0.1]]]})"), "the width is not from 0 to 100");
  EXPECT_REFUSED(read_strokes_line(R"({"strokes": [[[0, 0, 101]]]})"), "the width is not from 0 to 100");
  EXPECT_REFUSED(read_strokes_line(R"({"x": )" + std::string(100, '[')), "nested more than 16 deep");
}

TEST(StrokesJson, LimitsThePoints) {
  const Strokes most(2, Stroke(kMaxPoints / 2, Point{0.5F, 0.25F, 2}));
  std::string line = write_strokes_line({.strokes = most});
  const auto back = read_strokes_line(line);
  ASSERT_TRUE(back) << back.error();
  line.insert(line.find("[[[") + 2, "[1, 2], ");
  EXPECT_REFUSED(read_strokes_line(line), "more than 100000 points");
}

TEST(StrokesJson, ReadsLines) {
  const std::string one = R"({"strokes": [[[1, 2]]]})";
  const std::string blank = R"({"strokes": []})";
  EXPECT_TRUE(read_strokes_lines("")->empty());
  for (const std::string& text :
       {one + "\n" + blank + "\n" + one, one + "\r\n" + blank + "\r\n" + one + "\r\n"}) {
    const auto drawings = read_strokes_lines(text);
    ASSERT_TRUE(drawings) << drawings.error();
    ASSERT_EQ(drawings->size(), 3U);
    EXPECT_TRUE((*drawings)[1].strokes.empty());
    expect_same((*drawings)[2].strokes, {{{1, 2, 1}}});
  }
  EXPECT_REFUSED(read_strokes_lines(one + "\n\n" + one), "line 2: empty; a blank pad is");
  for (const std::string& end : {"\n\n", "\n \t\r\n", "\r\n\r\n", "\n\n\n  "}) {
    const auto drawings = read_strokes_lines(one + end);
    ASSERT_TRUE(drawings) << drawings.error();
    EXPECT_EQ(drawings->size(), 1U);
  }
  EXPECT_REFUSED(read_strokes_lines(one + "\n" + one + "\n{\"strokes\": [[[1]]]}\n"),
                 "line 3: stroke 1, point 1: ");
  EXPECT_TRUE(read_strokes_lines("\n")->empty());
  EXPECT_REFUSED(read_strokes_lines("\n" + one), "line 1: empty");
}

TEST(StrokesJson, SurvivesBrokenText) {
  const std::string text = R"({"strokes": [[[0, 1], [2.5, -3e2, 0.5]], [[10, 20]]], "x": null})";
  const Bytes bytes(text.begin(), text.end());
  expect_every_prefix_refused(bytes, [](const Bytes& cut) { return read_strokes_line(as_text(cut)); });
  expect_survives_changes(bytes, [](const Bytes& changed) { return read_strokes_lines(as_text(changed)); });
}

}  // namespace
}  // namespace bottleneck
