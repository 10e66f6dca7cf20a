#include "formats/zip.h"

#include <gtest/gtest.h>

#include "formats/crc32.h"

namespace bottleneck {
namespace {

TEST(Crc32, IsThatOfTheStandard) {
  EXPECT_EQ(crc32({}), 0U);
  EXPECT_EQ(crc32(as_bytes("123456789")), 0xCBF43926U);
  EXPECT_EQ(crc32(as_bytes("6789"), crc32(as_bytes("12345"))), 0xCBF43926U) << "part by part";
}

TEST(Zip, IsWrittenAsTheFormatSays) {
  const std::vector<ZipEntry> entries = {{"a.txt", {'h', 'i'}}, {"b/ü", {}}};
  const Bytes file = write_zip(entries);
  // Two headers and their files, two rows of the list, its end.
  const std::size_t list_at = (30 + 5 + 2) + (30 + 4);
  const std::size_t list_size = (46 + 5) + (46 + 4);
  ASSERT_EQ(file.size(), list_at + list_size + 22);
  EXPECT_EQ(as_text(ByteView(file).first(4)), "PK\3\4");
  EXPECT_EQ(read_little_endian(ByteView(file).subspan(14), 4), crc32(as_bytes("hi")));
  EXPECT_EQ(as_text(ByteView(file).subspan(30, 7)), "a.txthi");
  const ByteView end = ByteView(file).last(22);
  EXPECT_EQ(as_text(end.first(4)), "PK\5\6");
  EXPECT_EQ(read_little_endian(end.subspan(10), 2), 2U);
  EXPECT_EQ(read_little_endian(end.subspan(12), 4), list_size);
  EXPECT_EQ(read_little_endian(end.subspan(16), 4), list_at);
  EXPECT_EQ(write_zip({}).size(), 22U);
}

}  // namespace
}  // namespace bottleneck
