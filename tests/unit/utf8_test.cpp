#include "formats/utf8.h"

#include <string>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

// By the definition, without any check.
std::string encoded(unsigned code, int bytes) {
  if (bytes == 1) return {static_cast<char>(code)};
  std::string text;
  for (int i = 1; i < bytes; ++i, code >>= 6)
    text.insert(text.begin(), static_cast<char>(0x80 | (code & 0x3F)));
  const unsigned lead = (0xFF00U >> bytes) & 0xFF;
  text.insert(text.begin(), static_cast<char>(lead | code));
  return text;
}

TEST(Utf8, EveryCharacterInItsShortestForm) {
  for (unsigned code = 0; code <= 0x10FFFF; code += code < 0x11000 ? 1 : 31) {
    const int bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    ASSERT_EQ(is_utf8(encoded(code, bytes)), !is_surrogate) << code;
  }
  EXPECT_TRUE(is_utf8(encoded(0x10FFFF, 4)));
  for (unsigned code = 0x110000; code < 0x200000; code += 61) ASSERT_FALSE(is_utf8(encoded(code, 4))) << code;
}

TEST(Utf8, NothingOverlong) {
  for (unsigned code = 0; code < 0x80; ++code) ASSERT_FALSE(is_utf8(encoded(code, 2))) << code;
  for (unsigned code = 0; code < 0x800; ++code) ASSERT_FALSE(is_utf8(encoded(code, 3))) << code;
  for (unsigned code = 0; code < 0x10000; code += 7) ASSERT_FALSE(is_utf8(encoded(code, 4))) << code;
}

TEST(Utf8, EveryCharacterWhole) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("aŷ→😀z"));
  for (const char* text : {"ŷ", "→", "😀"}) {
    const std::string whole = text;
    for (std::size_t length = 1; length < whole.size(); ++length) {
      EXPECT_FALSE(is_utf8(whole.substr(0, length)));
      EXPECT_FALSE(is_utf8(whole.substr(0, length) + "a"));
      EXPECT_FALSE(is_utf8(whole.substr(length)));
    }
  }
  for (int byte = 0x80; byte < 0x100; ++byte) EXPECT_FALSE(is_utf8(std::string(1, static_cast<char>(byte))));
}

TEST(Utf8, WhatIsNoneCanBeShown) {
  EXPECT_EQ(made_utf8("aŷ→😀z"), "aŷ→😀z");
  EXPECT_EQ(made_utf8("a\xFFŷ\xC5"), "a?ŷ?");
  EXPECT_EQ(made_utf8("\xF0\x9F\x98z\x80"), "???z?");
  EXPECT_EQ(made_utf8("\xED\xA0\x80"), "???");
}

TEST(Utf8, TextDoesNothingToATerminal) {
  EXPECT_EQ(escaped("aŷ→😀 \\z~"), "aŷ→😀 \\z~");
  EXPECT_EQ(escaped("\x1b[31mred\x1b[0m\a"), "\\u001b[31mred\\u001b[0m\\u0007");
  EXPECT_EQ(escaped("a\nb\tc\r"), "a\\u000ab\\u0009c\\u000d");
  EXPECT_EQ(escaped(std::string("\0\x7f", 2)), "\\u0000\\u007f");
  EXPECT_EQ(escaped("\u009b2J\u0080\u00a0"), "\\u009b2J\\u0080\u00a0");  // CSI as one character
  EXPECT_EQ(escaped("\u202egpj.exe\u2069\u2028"), "\\u202egpj.exe\\u2069\\u2028");
  EXPECT_EQ(escaped("\u2027\u202f\u2065\u206a"), "\u2027\u202f\u2065\u206a");
  EXPECT_EQ(escaped("a\x9bz\xC3"), "a\\ufffdz\\ufffd");
}

}  // namespace
}  // namespace bottleneck
