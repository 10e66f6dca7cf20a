#include "formats/bytes.h"

#include <limits>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

using TensorShape = std::vector<std::int64_t>;

TEST(Bytes, LittleEndianRoundTrip) {
  Bytes out;
  append_little_endian(out, 0x0102030405060708, 8);
  append_little_endian(out, 0xFFEE, 2);
  EXPECT_EQ(out, (Bytes{8, 7, 6, 5, 4, 3, 2, 1, 0xEE, 0xFF}));
  EXPECT_EQ(read_little_endian(out, 8), 0x0102030405060708U);
  EXPECT_EQ(read_little_endian(ByteView(out).subspan(8), 2), 0xFFEEU);
}

TEST(Bytes, ElementCount) {
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(element_count(TensorShape{}, 10), 1U);
  EXPECT_EQ(element_count(TensorShape{}, 0), std::nullopt);
  EXPECT_EQ(element_count(TensorShape{2, 3}, 6), 6U);
  EXPECT_EQ(element_count(TensorShape{2, 3}, 5), std::nullopt);
  EXPECT_EQ(element_count(TensorShape{2, -1}, 100), std::nullopt);
  EXPECT_EQ(element_count(TensorShape{-1, 0}, 100), std::nullopt);
  EXPECT_EQ(element_count(TensorShape{kHuge, kHuge, 0}, 100), 0U);
  EXPECT_EQ(element_count(TensorShape{1LL << 32, 1LL << 32}, std::numeric_limits<std::size_t>::max()),
            std::nullopt);
  EXPECT_EQ(element_count(TensorShape{kHuge, kHuge, kHuge}, std::numeric_limits<std::size_t>::max()),
            std::nullopt);
}

TEST(Bytes, ShapeText) {
  EXPECT_EQ(shape_text(TensorShape{}), "()");
  EXPECT_EQ(shape_text(TensorShape{7}), "(7,)");
  EXPECT_EQ(shape_text(TensorShape{2, 3}), "(2, 3)");
}

TEST(Bytes, Quotes) {
  EXPECT_EQ(in_quotes("weights"), "\"weights\"");
  EXPECT_EQ(in_quotes("a\nb\x7F"), "\"a?b?\"");
  EXPECT_EQ(in_quotes(std::string(60, 'x')), "\"" + std::string(60, 'x') + "\"");
  EXPECT_EQ(in_quotes(std::string(61, 'x')), "\"" + std::string(60, 'x') + "...\"");
  // 59 letters and a two-byte character: the character goes as a whole.
  EXPECT_EQ(in_quotes(std::string(59, 'x') + "\xC3\xA9y"), "\"" + std::string(59, 'x') + "...\"");
}

}  // namespace
}  // namespace bottleneck
