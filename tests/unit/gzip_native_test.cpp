#include <string>

#include <gtest/gtest.h>
#include <zlib.h>

#include "formats/gzip.h"
#include "unit/broken_bytes.h"

namespace bottleneck {
namespace {

Bytes gzip(ByteView content) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
  Bytes out(deflateBound(&stream, content.size()) + 64);
  stream.next_in = const_cast<Bytef*>(content.data());
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Bytes noise(std::size_t size) {
  Bytes bytes(size);
  std::uint32_t state = 1;
  for (std::uint8_t& byte : bytes) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<std::uint8_t>(state >> 24);
  }
  return bytes;
}

TEST(Gzip, RoundTrip) {
  for (const std::size_t size : {0UL, 1UL, 1000UL, 65535UL, 65536UL, 65537UL, 300000UL}) {
    const Bytes content = noise(size);
    const auto back = gunzip(gzip(content), size);  // exactly as much as allowed
    ASSERT_TRUE(back) << size << ": " << back.error();
    EXPECT_EQ(*back, content);
    EXPECT_TRUE(gunzip(gzip(content), static_cast<std::size_t>(-1)));
  }
}

TEST(Gzip, ReadsAHeaderWithAName) {
  Bytes file = gzip(as_bytes("hello"));
  file[3] = 8;  // FNAME
  const std::string name("hello.txt\0", 10);
  file.insert(file.begin() + 10, name.begin(), name.end());
  const auto content = gunzip(file, 100);
  ASSERT_TRUE(content) << content.error();
  EXPECT_EQ(as_text(*content), "hello");
}

TEST(Gzip, EveryPrefixIsRefused) {
  const auto read = [](const Bytes& cut) { return gunzip(cut, 100'000); };
  expect_every_prefix_refused(gzip(as_bytes("some text, some text, some more text")), read);
  expect_every_prefix_refused(gzip(noise(700)), read);
  // Cut off where the output buffer has just been filled.
  const Bytes zeros = gzip(Bytes(65536));
  EXPECT_REFUSED(gunzip(Bytes(zeros.begin(), zeros.end() - 1), 65536), "cut off");
  EXPECT_REFUSED(gunzip(Bytes(zeros.begin(), zeros.end() - 1), 1'000'000), "cut off");
}

TEST(Gzip, SurvivesChanges) {
  expect_survives_changes(gzip(noise(300)), [](const Bytes& changed) { return gunzip(changed, 100'000); });
}

TEST(Gzip, NamesWhatIsWrong) {
  const Bytes good = gzip(as_bytes("some text"));
  EXPECT_REFUSED(gunzip({}, 10), "not a gzip file");
  EXPECT_REFUSED(gunzip(as_bytes("PK\x03\x04.................."), 10), "not a gzip file");
  EXPECT_REFUSED(gunzip(Bytes{0x1F, 0x8B, 8}, 10), "cut off after 3 bytes");

  Bytes bad = good;
  bad[bad.size() - 6] ^= 1;
  EXPECT_REFUSED(gunzip(bad, 100), "incorrect data check");
  bad = good;
  bad[bad.size() - 2] ^= 1;
  EXPECT_REFUSED(gunzip(bad, 100), "incorrect length check");
  bad = good;
  bad[2] = 7;
  EXPECT_REFUSED(gunzip(bad, 100), "unknown compression method");
  bad = good;
  bad[10] = 0xFF;
  EXPECT_REFUSED(gunzip(bad, 100), "damaged near byte");

  bad = good;
  bad.push_back(0);
  EXPECT_REFUSED(gunzip(bad, 100), "1 bytes follow");
}

Bytes joined(const Bytes& first, const Bytes& second) {
  Bytes both = first;
  both.insert(both.end(), second.begin(), second.end());
  return both;
}

TEST(Gzip, JoinsTheMembersOfAFile) {
  const Bytes some = gzip(as_bytes("some "));
  const Bytes text = gzip(as_bytes("text"));
  const auto content = gunzip(joined(joined(some, gzip({})), text), 9);
  ASSERT_TRUE(content) << content.error();
  EXPECT_EQ(as_text(*content), "some text");
  EXPECT_TRUE(gunzip(joined(gzip({}), gzip({})), 0));

  EXPECT_REFUSED(gunzip(joined(some, text), 8), "larger than the 8 bytes");
  EXPECT_REFUSED(gunzip(joined(some, Bytes(text.begin(), text.end() - 1)), 9), "cut off");
  EXPECT_REFUSED(gunzip(joined(some, {0x1F, 0x8B, 8}), 9), "cut off");
  EXPECT_REFUSED(gunzip(joined(some, {0x1F, 0x8B, 7, 0}), 9), "unknown compression method");
  EXPECT_REFUSED(gunzip(joined(some, {0x1F}), 9), "1 bytes follow");
  // The first one's content fills the memory taken so far.
  const Bytes large = noise(65536);
  EXPECT_EQ(*gunzip(joined(gzip(large), gzip(as_bytes("a"))), 100'000), joined(large, {'a'}));
}

TEST(Gzip, StopsABomb) {
  const Bytes bomb = gzip(Bytes(50'000'000));
  ASSERT_LT(bomb.size(), 100'000U);
  EXPECT_REFUSED(gunzip(bomb, 1'000'000), "larger than the 1000000 bytes expected");
  EXPECT_REFUSED(gunzip(gzip(as_bytes("12345")), 4), "larger than the 4 bytes");
  EXPECT_REFUSED(gunzip(gzip(as_bytes("1")), 0), "larger than the 0 bytes");
  EXPECT_TRUE(gunzip(gzip({}), 0));
}

}  // namespace
}  // namespace bottleneck
