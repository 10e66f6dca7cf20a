// What is told of pictures before a browser decodes them.
#include "lab/data/picture_check.h"

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

constexpr std::string_view kNoPicture = "it is no PNG or JPEG picture";

Bytes bytes_of_text(std::string_view text) {
  return {text.begin(), text.end()};
}

void append_big_endian(Bytes& out, unsigned value, int count) {
  for (int i = count - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// The beginning of a PNG: all that is looked at.
Bytes png(unsigned width, unsigned height) {
  Bytes file = bytes_of_text(kPngMagic);
  append_big_endian(file, 13, 4);
  const Bytes name = bytes_of_text("IHDR");
  file.insert(file.end(), name.begin(), name.end());
  append_big_endian(file, width, 4);
  append_big_endian(file, height, 4);
  return file;
}

// A JPEG with a segment and padding before its frame.
Bytes jpeg(unsigned width, unsigned height, std::uint8_t frame = 0xc2) {
  Bytes file{0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xc0, 0xff, 0xff, 0xff, frame, 0, 11, 8};
  append_big_endian(file, height, 2);
  append_big_endian(file, width, 2);
  file.insert(file.end(), {1, 1, 0x11, 0});
  return file;
}

TEST(PictureCheck, PicturesOfAnyUsualSizeMayBeDecoded) {
  for (const auto& [width, height] : {std::pair(1U, 1U), {28U, 28U}, {16'384U, 3'906U}, {3'906U, 16'384U}}) {
    EXPECT_EQ(picture_problem(png(width, height)), "") << width << " × " << height;
    EXPECT_EQ(picture_problem(jpeg(width, height)), "") << width << " × " << height;
  }
}

TEST(PictureCheck, TooManyPixelsAreRefusedByWhatTheHeadClaims) {
  const auto refusal = [](unsigned width, unsigned height) {
    return "its " + std::to_string(width) + " × " + std::to_string(height) + " pixels are too many";
  };
  for (const auto& [width, height] :
       {std::pair(16'385U, 1U), {1U, 16'385U}, {8'001U, 8'000U}, {65'535U, 65'535U}}) {
    EXPECT_EQ(picture_problem(png(width, height)), refusal(width, height));
    EXPECT_EQ(picture_problem(jpeg(width, height)), refusal(width, height));
  }
  EXPECT_EQ(picture_problem(png(0xffffffff, 0xffffffff)), refusal(0xffffffff, 0xffffffff));
}

TEST(PictureCheck, WhatIsNoPictureIsRefused) {
  EXPECT_EQ(picture_problem({}), kNoPicture);
  EXPECT_EQ(picture_problem(bytes_of_text("no picture, but a text that is long enough")), kNoPicture);
  EXPECT_EQ(picture_problem(png(0, 5)), kNoPicture);
  EXPECT_EQ(picture_problem(jpeg(5, 0)), kNoPicture);
  for (const Bytes& whole : {png(5, 5), jpeg(5, 5)}) {
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_EQ(picture_problem(ByteView(whole).first(size)), kNoPicture) << size;
  }
  // Tables, which have numbers among those of frames.
  for (const std::uint8_t tables : Bytes{0xc4, 0xc8, 0xcc})
    EXPECT_EQ(picture_problem(jpeg(5, 5, tables)), kNoPicture);
}

TEST(PictureCheck, ScansThatNoPictureNeedsAreRefused) {
  const auto with_scans = [](Bytes file, int count) {
    for (int i = 0; i < count; ++i)
      file.insert(file.end(), {0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 0x55, 0xff, 0});
    return file;
  };
  constexpr const char* kRefusal = "it is a JPEG of more scans than a picture needs";
  EXPECT_EQ(picture_problem(with_scans(jpeg(64, 64), 100)), "");
  EXPECT_EQ(picture_problem(with_scans(jpeg(64, 64), 101)), kRefusal);
  EXPECT_EQ(picture_problem(with_scans(jpeg(64, 64), 100'000)), kRefusal);
  EXPECT_EQ(picture_problem(with_scans(jpeg(64, 64, 0xc0), 4)), "");
  EXPECT_EQ(picture_problem(with_scans(jpeg(64, 64, 0xc0), 5)), kRefusal);
}

}  // namespace
}  // namespace bottleneck
