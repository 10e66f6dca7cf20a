#include <algorithm>

#include <gtest/gtest.h>
#include <stb/stb_image_write.h>

#include "cli/jpeg_check.h"
#include "cli/pictures.h"
#include "unit/broken_bytes.h"

namespace bottleneck {
namespace {

Bytes jpeg() {
  Bytes out;
  const auto append = [](void* context, void* data, int size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    static_cast<Bytes*>(context)->insert(static_cast<Bytes*>(context)->end(), bytes, bytes + size);
  };
  Bytes pixels(24 * 16 * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 37);
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

TEST(JpegCheck, SoundFilesPass) {
  EXPECT_TRUE(check_jpeg_tables(jpeg()));
  EXPECT_TRUE(check_jpeg_tables(with(jpeg(), 2, table_segment(16, 256))));
  EXPECT_TRUE(check_jpeg_tables(Bytes{0xFF, 0xD8}));  // for the decoder to refuse
}

TEST(JpegCheck, RefusesTablesOfTooManySymbols) {
  const Bytes bad = table_segment(17, 272);
  const Bytes good = jpeg();
  EXPECT_REFUSED(check_jpeg_tables(with(good, 2, bad)), "the Huffman tables at byte 2 are no such tables");
  EXPECT_REFUSED(decode_picture(with(good, 2, bad)), "the Huffman tables at byte 2");
  EXPECT_REFUSED(check_jpeg_tables(with(good, find_marker(good, 0xDA), bad)), "Huffman tables");
  EXPECT_REFUSED(check_jpeg_tables(with(good, find_marker(good, 0xD9), bad)),
                 "Huffman tables");  // behind the pixels
  EXPECT_REFUSED(check_jpeg_tables(with(good, 2, with(bad, 0, {0xFF, 0xFF}))),
                 "Huffman tables");  // after fill bytes
}

TEST(JpegCheck, RefusesTablesThatDoNotFillTheirSegment) {
  const Bytes good = jpeg();
  EXPECT_REFUSED(check_jpeg_tables(with(good, 2, table_segment(1, 15))), "Huffman tables");
  EXPECT_REFUSED(check_jpeg_tables(with(good, 2, table_segment(1, 17))),
                 "Huffman tables");  // a second one of one byte
  EXPECT_REFUSED(check_jpeg_tables(Bytes{0xFF, 0xD8, 0xFF, 0xC4, 0x00, 0x30, 0x00}),
                 "the segment at byte 2 does not fit");
  EXPECT_REFUSED(check_jpeg_tables(Bytes{0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x01, 0x00}),
                 "the segment at byte 2 does not fit");
}

TEST(JpegCheck, LooksOnlyWhereTheDecoderLooks) {
  const Bytes good = jpeg();
  const Bytes bad = table_segment(17, 272);
  Bytes application = {0xFF, 0xE1, static_cast<std::uint8_t>((bad.size() + 2) >> 8),
                       static_cast<std::uint8_t>(bad.size() + 2)};
  application.insert(application.end(), bad.begin(), bad.end());
  const Bytes with_thumbnail = with(good, 2, application);  // what looks like a table lies within other data
  EXPECT_TRUE(check_jpeg_tables(with_thumbnail));
  EXPECT_TRUE(decode_picture(with_thumbnail));
  const Bytes with_film = with(good, good.size(), bad);  // or behind the end
  EXPECT_TRUE(check_jpeg_tables(with_film));
  EXPECT_TRUE(decode_picture(with_film));
}

TEST(JpegCheck, RefusesFillBytesAmongThePixels) {
  const Bytes good = jpeg();
  EXPECT_REFUSED(check_jpeg_tables(with(good, find_marker(good, 0xD9), {0xFF})),
                 "fill bytes among the pixels");
  EXPECT_TRUE(check_jpeg_tables(with(good, 2, {0xFF, 0xFF})));
}

}  // namespace
}  // namespace bottleneck
