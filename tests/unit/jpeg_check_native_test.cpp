#include <algorithm>

#include <gtest/gtest.h>
#include <stb/stb_image_write.h>

#include "cli/pictures.h"
#include "formats/jpeg_check.h"
#include "unit/broken_bytes.h"

namespace bottleneck {
namespace {

// seed: of its pixels.
Bytes jpeg(int seed = 0) {
  Bytes out;
  const auto append = [](void* context, void* data, int size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    static_cast<Bytes*>(context)->insert(static_cast<Bytes*>(context)->end(), bytes, bytes + size);
  };
  Bytes pixels(24 * 16 * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] = static_cast<std::uint8_t>(i * static_cast<std::size_t>(37 + seed));
  EXPECT_NE(stbi_write_jpg_to_func(append, &out, 24, 16, 3, pixels.data(), 90), 0);
  return out;
}

// Where FF `marker` begins.
std::size_t find_marker(const Bytes& file, std::uint8_t marker) {
  for (std::size_t i = 0; i + 1 < file.size(); ++i) {
    if (file[i] == 0xFF && file[i + 1] == marker) return i;
  }
  ADD_FAILURE() << "no such marker";
  return 0;
}

Bytes with(const Bytes& file, std::size_t at, const Bytes& inserted) {
  Bytes out = file;
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), inserted.begin(), inserted.end());
  return out;
}

// A DHT segment whose one table says that it has `counts` codes of each length.
Bytes table_segment(std::uint8_t counts, std::size_t symbols) {
  const std::size_t length = 2 + 17 + symbols;
  Bytes out(2 + length);
  const Bytes head = {0xFF, 0xC4, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length),
                      0x00};
  std::copy(head.begin(), head.end(), out.begin());
  std::fill_n(out.begin() + 5, 16, counts);
  return out;
}

// 8×8 pixels of as many colours (1, 3 or 4), all of them half, once again in every scan. adobe: what its
// marker says of the colours; below 0 there is none.
Bytes small_jpeg(std::uint8_t colours, int scans, int adobe = -1, bool is_progressive = false) {
  Bytes out = {0xFF, 0xD8};
  const auto append = [&](std::uint8_t marker, const Bytes& content) {
    const std::size_t length = content.size() + 2;
    out.insert(out.end(),
               {0xFF, marker, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)});
    out.insert(out.end(), content.begin(), content.end());
  };
  if (adobe >= 0)
    append(0xEE, {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, static_cast<std::uint8_t>(adobe)});
  Bytes quantisation(65, 1);
  quantisation[0] = 0;
  append(0xDB, quantisation);
  Bytes frame = {8, 0, 8, 0, 8, colours};
  Bytes scan = {colours};
  for (std::uint8_t i = 1; i <= colours; ++i) {
    frame.insert(frame.end(), {i, 0x11, 0});
    scan.insert(scan.end(), {i, 0x00});
  }
  append(is_progressive ? 0xC2 : 0xC0, frame);
  for (const int table : {0x00, 0x10}) {  // one code of one bit: no difference, no more coefficients
    Bytes codes(18, 0);
    codes[0] = static_cast<std::uint8_t>(table);
    codes[1] = 1;
    append(0xC4, codes);
  }
  scan.insert(scan.end(), {0, static_cast<std::uint8_t>(is_progressive ? 0 : 63), 0});
  for (int i = 0; i < scans; ++i) {
    append(0xDA, scan);
    out.push_back(0);  // two bits a colour
  }
  out.insert(out.end(), {0xFF, 0xD9});
  return out;
}

TEST(JpegCheck, SoundFilesPass) {
  EXPECT_TRUE(check_jpeg(jpeg()));
  EXPECT_TRUE(check_jpeg(with(jpeg(), 2, table_segment(16, 256))));
  EXPECT_EQ(check_jpeg(jpeg())->width, 24);
  EXPECT_EQ(check_jpeg(jpeg())->height, 16);
}

TEST(JpegCheck, RefusesTablesOfTooManySymbols) {
  const Bytes bad = table_segment(17, 272);
  const Bytes good = jpeg();
  EXPECT_REFUSED(check_jpeg(with(good, 2, bad)), "the Huffman tables at byte 2 are no such tables");
  EXPECT_REFUSED(decode_picture(with(good, 2, bad)), "the Huffman tables at byte 2");
  EXPECT_REFUSED(check_jpeg(with(good, find_marker(good, 0xDA), bad)), "Huffman tables");
  EXPECT_REFUSED(check_jpeg(with(good, find_marker(good, 0xD9), bad)),
                 "Huffman tables");  // behind the pixels
  EXPECT_REFUSED(check_jpeg(with(good, 2, with(bad, 0, {0xFF, 0xFF}))),
                 "Huffman tables");  // after fill bytes
}

TEST(JpegCheck, RefusesTablesThatDoNotFillTheirSegment) {
  const Bytes good = jpeg();
  EXPECT_REFUSED(check_jpeg(with(good, 2, table_segment(1, 15))), "Huffman tables");
  EXPECT_REFUSED(check_jpeg(with(good, 2, table_segment(1, 17))),
                 "Huffman tables");  // a second one of one byte
  EXPECT_REFUSED(check_jpeg(Bytes{0xFF, 0xD8, 0xFF, 0xC4, 0x00, 0x30, 0x00}),
                 "the segment at byte 2 does not fit in the file");
  EXPECT_REFUSED(check_jpeg(Bytes{0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x01, 0x00}),
                 "the segment at byte 2 does not fit in the file");
}

TEST(JpegCheck, LooksOnlyWhereTheDecoderLooks) {
  const Bytes good = jpeg();
  const Bytes bad = table_segment(17, 272);
  Bytes application = {0xFF, 0xE1, static_cast<std::uint8_t>((bad.size() + 2) >> 8),
                       static_cast<std::uint8_t>(bad.size() + 2)};
  application.insert(application.end(), bad.begin(), bad.end());
  const Bytes with_thumbnail = with(good, 2, application);  // what looks like a table lies within other data
  EXPECT_TRUE(check_jpeg(with_thumbnail));
  EXPECT_TRUE(decode_picture(with_thumbnail));
  const Bytes with_film = with(good, good.size(), bad);  // or behind the end
  EXPECT_TRUE(check_jpeg(with_film));
  EXPECT_TRUE(decode_picture(with_film));
}

TEST(JpegCheck, FillBytesBeforeMarkersChangeNothing) {
  // Of several lengths, so that the decoder ends its pixels at every distance from the marker.
  for (int i = 0; i < 40; ++i) {
    const Bytes plain = jpeg(i);
    const auto expected = decode_picture(plain);
    ASSERT_TRUE(expected) << expected.error();
    for (const std::size_t count : {1U, 2U, 5U}) {
      const Bytes filled = with(plain, plain.size() - 2, Bytes(count, 0xFF));
      const auto picture = decode_picture(filled);
      ASSERT_TRUE(picture) << i << ": " << picture.error();
      EXPECT_EQ(picture->pixels, expected->pixels);
      EXPECT_EQ(without_fill_bytes(filled), plain);
    }
    EXPECT_EQ(without_fill_bytes(plain), plain);
  }
  EXPECT_TRUE(decode_picture(with(jpeg(), 2, {0xFF, 0xFF})));
}

TEST(JpegCheck, RefusesMoreScansThanAPictureNeeds) {
  for (const bool is_progressive : {false, true}) {
    const int most = is_progressive ? kMostProgressiveScans : kMostSequentialScans;
    const Bytes enough = small_jpeg(3, most, -1, is_progressive);
    EXPECT_FALSE(has_too_many_scans(enough));
    const auto picture = decode_picture(enough);
    EXPECT_TRUE(picture) << picture.error();
    const Bytes many = small_jpeg(3, most + 1, -1, is_progressive);
    EXPECT_REFUSED(decode_picture(many), "a JPEG of more scans than a picture needs");
    EXPECT_TRUE(has_too_many_scans(ByteView(many).first(many.size() - 4))) << "its beginning tells as well";
  }
}

TEST(JpegCheck, FourColoursMustSayWhichTheyAre) {
  EXPECT_REFUSED(decode_picture(small_jpeg(4, 1)), "four colours that does not say which they are");
  EXPECT_REFUSED(decode_picture(small_jpeg(4, 1, 1)), "four colours");  // YCbCr has three
  for (const int transform : {0, 2}) {
    const auto picture = decode_picture(small_jpeg(4, 1, transform));
    ASSERT_TRUE(picture) << picture.error();
    EXPECT_NEAR(picture->pixels[0], 64, 1) << "half as light twice: ink, and black ink over it";
  }
  EXPECT_TRUE(decode_picture(small_jpeg(3, 1)));
  EXPECT_TRUE(decode_picture(small_jpeg(1, 1)));
}

TEST(JpegCheck, NamesWhatIsWrong) {
  const Bytes good = jpeg();
  EXPECT_REFUSED(check_jpeg(Bytes(good.begin(), good.end() - 2)), "it has no end: cut off after");
  EXPECT_REFUSED(check_jpeg(Bytes{0xFF, 0xD8, 0xFF, 0xD9}), "it ends before its pixels");
  EXPECT_REFUSED(check_jpeg(Bytes(good.begin(), good.begin() + 30)), "does not fit in the file: cut off?");
  Bytes arithmetic = good;
  arithmetic[find_marker(good, 0xC0) + 1] = 0xC9;
  EXPECT_REFUSED(check_jpeg(arithmetic), "a JPEG of a kind that is not read");
}

}  // namespace
}  // namespace bottleneck
