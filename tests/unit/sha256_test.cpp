// The vectors are NIST's examples for FIPS 180-4.
#include "formats/sha256.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

TEST(Sha256, NistExamples) {
  EXPECT_EQ(sha256_hex({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex(as_bytes("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(as_bytes("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklm"
                                "nopqklmnopqrlmnopqrsmnopqrst"
                                "nopqrstu")),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256_hex(as_bytes(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Around the ends of blocks, where the padding takes one block or two (sums by Python's hashlib).
TEST(Sha256, LengthsAroundABlock) {
  const auto of_length = [](std::size_t n) { return sha256_hex(Bytes(n, 0x55)); };
  EXPECT_EQ(of_length(55), "b0d89fdd8ea175018b2b9e4011472cabd56f529b799d345ec5a85d4707c2d50b");
  EXPECT_EQ(of_length(56), "90570b9db692e826bc3ef8b440d8e9bafacc78220abd270ed1f929bcab88029f");
  EXPECT_EQ(of_length(63), "6d4e3350b63fa268f597da74d667ca704dcc81001cdd65169a4fcbd453fd1b15");
  EXPECT_EQ(of_length(64), "3d9eae666b06b1a975071aca838b4bb5f27a8324eb2ddab0c8eccd71ceae6b50");
  EXPECT_EQ(of_length(65), "6b0fc0075f0b926205932f509e85ce7407d93a9b269c3865cda1f0b7dd2f9467");
  EXPECT_EQ(of_length(119), "2b65d765e9a878e2ff822128260e1a496b06d112dfb1e28b04a7597ea74d70fb");
  EXPECT_EQ(of_length(120), "09a02baece236f519f993edbc70815d9987454d75b244e985ff156ca2865d63b");
  EXPECT_EQ(of_length(128), "2e4cd3047da994c026c3c1f472f045cb243c0ec8b0611d7c55b8861fd9418bab");
}

// Whatever the sizes of the pieces, and whether or not a digest was taken in between.
TEST(Sha256, InPieces) {
  Bytes bytes(1000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 % 251);
  for (const std::size_t piece : {1U, 3U, 7U, 55U, 63U, 64U, 65U, 127U, 128U, 129U, 999U}) {
    Sha256 hash;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      EXPECT_EQ(hash.digest(), sha256(ByteView(bytes).first(at)));
      hash.update(ByteView(bytes).subspan(at, std::min(piece, bytes.size() - at)));
      hash.update({});
    }
    EXPECT_EQ(hash.digest(), sha256(bytes)) << "pieces of " << piece;
  }
}

// Every split of a message around block ends into two pieces.
TEST(Sha256, InTwoPieces) {
  const Bytes bytes(130, 0x55);
  const auto whole = sha256(bytes);
  for (std::size_t first = 0; first <= bytes.size(); ++first) {
    Sha256 hash;
    hash.update(ByteView(bytes).first(first));
    hash.update(ByteView(bytes).subspan(first));
    EXPECT_EQ(hash.digest(), whole) << first;
  }
}

TEST(Sha256, BinaryDigest) {
  const auto digest = sha256(as_bytes("abc"));
  EXPECT_EQ(digest[0], 0xBA);
  EXPECT_EQ(digest[31], 0xAD);
}

}  // namespace
}  // namespace bottleneck
