#include <string_view>

#include <gtest/gtest.h>
#include <zlib.h>

#include "cli/pictures.h"
#include "formats/png_check.h"
#include "unit/broken_bytes.h"

namespace bottleneck {
namespace {

void append_number(Bytes& out, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

Bytes chunk(std::string_view type, const Bytes& content) {
  Bytes out;
  append_number(out, content.size());
  out.insert(out.end(), type.begin(), type.end());
  out.insert(out.end(), content.begin(), content.end());
  append_number(out, ::crc32(0, out.data() + 4, static_cast<uInt>(out.size() - 4)));
  return out;
}

struct Kind {
  std::uint8_t depth = 8;
  std::uint8_t colour = 0;  // 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
  std::uint8_t interlaced = 0;
};

Bytes header(std::size_t width, std::size_t height, const Kind& kind) {
  Bytes out;
  append_number(out, width);
  append_number(out, height);
  out.insert(out.end(), {kind.depth, kind.colour, 0, 0, kind.interlaced});
  return out;
}

Bytes joined(const std::vector<Bytes>& chunks) {
  Bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  for (const Bytes& one : chunks) out.insert(out.end(), one.begin(), one.end());
  return out;
}

Bytes deflated(const Bytes& data) {
  uLongf size = compressBound(data.size());
  Bytes out(size);
  EXPECT_EQ(compress2(out.data(), &size, data.data(), data.size(), 9), Z_OK);
  out.resize(size);
  return out;
}

// A picture whose data are so many zeros.
Bytes png_of_zeros(std::size_t width, std::size_t height, const Kind& kind, std::size_t count) {
  return joined({chunk("IHDR", header(width, height, kind)), chunk("PLTE", Bytes(3)),
                 chunk("IDAT", deflated(Bytes(count))), chunk("IEND", {})});
}

unsigned bits_of(const Kind& kind) {
  const unsigned channels = kind.colour == 2 ? 3 : kind.colour == 4 ? 2 : kind.colour == 6 ? 4 : 1;
  return kind.depth * channels;
}

// What the rows of a picture take, pixel by pixel: in an interlaced one, which pass each belongs to.
std::size_t bytes_of(std::size_t width, std::size_t height, const Kind& kind) {
  constexpr const char* kPass[] = {"16462646", "77777777", "56565656", "77777777",
                                   "36463646", "77777777", "56565656", "77777777"};
  std::size_t bytes = 0;
  for (char pass = '1'; pass <= '7'; ++pass) {
    for (std::size_t y = 0; y < height; ++y) {
      std::size_t pixels = 0;
      for (std::size_t x = 0; x < width; ++x)
        pixels += kind.interlaced != 0 ? kPass[y % 8][x % 8] == pass : pass == '1';
      if (pixels > 0) bytes += 1 + (pixels * bits_of(kind) + 7) / 8;
    }
  }
  return bytes;
}

TEST(PngCheck, DataMayBeAsLongAsTheirPictureNeeds) {
  for (const Kind kind : {Kind{1, 0}, Kind{2, 3}, Kind{4, 0}, Kind{8, 0}, Kind{16, 0}, Kind{8, 2},
                          Kind{16, 2}, Kind{8, 3}, Kind{8, 4}, Kind{16, 6}}) {
    for (const bool is_interlaced : {false, true}) {
      for (const auto& [width, height] :
           {std::pair{1, 1}, std::pair{5, 3}, std::pair{9, 17}, std::pair{28, 28}}) {
        Kind one = kind;
        one.interlaced = is_interlaced ? 1 : 0;
        const auto w = static_cast<std::size_t>(width);
        const auto h = static_cast<std::size_t>(height);
        const std::size_t bytes = bytes_of(w, h, one);
        const auto picture = decode_picture(png_of_zeros(w, h, one, bytes));
        ASSERT_TRUE(picture) << int{one.depth} << " bits, colours " << int{one.colour} << ": "
                             << picture.error();
        EXPECT_REFUSED(decode_picture(png_of_zeros(w, h, one, bytes + 1)),
                       "its image data hold more than its " + std::to_string(w) + " x " + std::to_string(h) +
                           " pixels need");
      }
    }
  }
}

TEST(PngCheck, RefusesASmallFileOfEndlessData) {
  const Bytes bomb = png_of_zeros(28, 28, {}, 100'000'000);
  ASSERT_LT(bomb.size(), 200'000U);
  EXPECT_REFUSED(decode_picture(bomb), "hold more than its 28 x 28 pixels need");
}

TEST(PngCheck, NamesWhatIsWrong) {
  const Bytes data = chunk("IDAT", deflated(Bytes(29 * 28)));
  const Bytes end = chunk("IEND", {});
  const auto with_size = [&](std::size_t width, std::size_t height) {
    return joined({chunk("IHDR", header(width, height, {})), data, end});
  };
  ASSERT_TRUE(decode_picture(with_size(28, 28)));
  EXPECT_REFUSED(decode_picture(with_size(70'000, 70'000)), "70000 x 70000 pixels are too many");
  EXPECT_REFUSED(decode_picture(with_size(0, 1)), "its header is no such header");
  EXPECT_REFUSED(decode_picture(with_size(0x80000000, 1)), "its header is no such header");
  EXPECT_REFUSED(decode_picture(joined({chunk("IHDR", header(28, 28, {3, 0})), data, end})),
                 "no such header");
  EXPECT_REFUSED(decode_picture(joined({data, end})), "it has no header");
  EXPECT_REFUSED(decode_picture(joined({chunk("IHDR", header(28, 28, {})), end})), "it has no image data");

  Bytes longer = with_size(28, 28);
  longer[8 + 25 + 2] = 1;  // the length of the data
  EXPECT_REFUSED(decode_picture(longer), "the chunk \"IDAT\" at byte 33 is longer than the rest of the file");
  const Bytes whole = with_size(28, 28);
  EXPECT_REFUSED(decode_picture(Bytes(whole.begin(), whole.end() - 12)), "it has no end: cut off after");
  EXPECT_TRUE(decode_picture(Bytes(whole.begin(), whole.end() - 4))) << "nothing is missing but a sum";
}

TEST(PngCheck, EveryPrefixIsRefused) {
  const Bytes whole = png_of_zeros(5, 3, {}, 18);
  expect_every_prefix_refused(Bytes(whole.begin(), whole.end() - 4),
                              [](const Bytes& cut) { return decode_picture(cut); });
}

}  // namespace
}  // namespace bottleneck
