#include "lab/drawing/stroke_lines.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "lab/base/typed_numbers.h"
#include "lab/drawing/drawing.h"

namespace bottleneck {
namespace {

TEST(StrokeLines, WriteWhatTheyRead) {
  const Strokes strokes{{{4, 4}, {10.5F, 15.25F}, {0, 28}}, {{20, 5, 1.5F}, {20, 23, 0.25F}}, {{1, 1, 2}}};
  const std::string text = write_stroke_lines(strokes);
  EXPECT_EQ(text, "4,4 10.5,15.25 0,28\n20,5,1.5 20,23,0.25\n1,1,2");
  const auto read = read_stroke_lines(text);
  ASSERT_TRUE(read) << read.error();
  EXPECT_TRUE(same_strokes(*read, strokes));
}

TEST(StrokeLines, WhatIsWrittenCanAlwaysBeRead) {
  const Strokes strokes{{}, {{-3, 40, 7}, {0.004F, -0.004F, 0}, {27.999F, 5, 1.004F}}, {}};
  const std::string text = write_stroke_lines(strokes);
  EXPECT_EQ(text, "0,28,2 0,0,0.25 28,5");
  EXPECT_TRUE(read_stroke_lines(text));
  EXPECT_EQ(write_stroke_lines({}), "");
}

TEST(StrokeLines, BlanksBetweenPointsAndLinesAreFree) {
  const auto read = read_stroke_lines("\n  1,2\t\t3,4  \r\n\r\n \n5,6\n");
  ASSERT_TRUE(read) << read.error();
  EXPECT_TRUE(same_strokes(*read, {{{1, 2}, {3, 4}}, {{5, 6}}}));
  EXPECT_TRUE(read_stroke_lines("")->empty());
  EXPECT_TRUE(read_stroke_lines(" \n\t\n")->empty());
}

TEST(StrokeLines, EachWrongLineIsNamed) {
  const auto read = read_stroke_lines("1,2\n1;2\n\n3,4 5,x\n6,7");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("Line 2: “1;2”"), std::string::npos) << read.error();
  EXPECT_NE(read.error().find("Line 4: “5,x”"), std::string::npos) << read.error();
  EXPECT_EQ(std::ranges::count(read.error(), '\n'), 1) << read.error();
}

TEST(StrokeLines, ManyWrongLinesAreCounted) {
  std::string text;
  for (int line = 0; line < 12; ++line) text += "?\n";
  const auto read = read_stroke_lines(text);
  ASSERT_FALSE(read);
  EXPECT_EQ(std::ranges::count(read.error(), '\n'), 5) << read.error();
  EXPECT_NE(read.error().find(": 7."), std::string::npos) << read.error();
}

TEST(StrokeLines, RefuseWhatIsNoPoint) {
  for (const char* text :
       {"1", "1,", ",1", "1,2,", "1,2,1,", "1,2,1,1", "1 ,2", "-1,2", "1,28.01", "nan,1", "1,inf", "0x1,2",
        "1,2,0.2", "1,2,2.1", "1.2.3,4", "1e,2", ",", "1,,2", "\xC3\xA4"}) {
    EXPECT_FALSE(read_stroke_lines(text)) << text;
  }
}

TEST(StrokeLines, LongWordsAreQuotedInPart) {
  std::string word(39, 'x');
  word += "äää";  // the limit falls into the first of them
  const auto read = read_stroke_lines(word);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("“" + std::string(39, 'x') + "…”"), std::string::npos) << read.error();
}

TEST(StrokeLines, TakeAsManyPointsAsThePad) {
  std::string text;
  for (std::size_t i = 0; i < kMaxDrawingPoints; ++i) text += i % 1000 == 999 ? "1,1\n" : "1,1 ";
  EXPECT_TRUE(read_stroke_lines(text));
  const auto read = read_stroke_lines(text + "1,1");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("100,000"), std::string::npos) << read.error();
}

TEST(Numbers, AreDecimal) {
  EXPECT_EQ(read_number("12"), 12);
  EXPECT_EQ(read_number("-0.5"), -0.5);
  EXPECT_EQ(read_number("+.5"), 0.5);
  EXPECT_EQ(read_number("5."), 5);
  EXPECT_EQ(read_number("1e-3"), 0.001);
  EXPECT_EQ(read_number("2E+2"), 200);
  for (const char* text : {"", " 1", "1 ", ".", "-", "+", "e5", "1e", "1e+", "0x10", "inf", "nan", "1e999",
                           "--1", "1_000", "1,5", "1.2.3", "١"}) {
    EXPECT_FALSE(read_number(text)) << text;
  }
  EXPECT_FALSE(read_number(std::string(65, '1')));
  EXPECT_FALSE(read_number(std::string_view("1\0", 2)));
}

}  // namespace
}  // namespace bottleneck
