// SHA-256 (FIPS 180-4), which tells whether a downloaded dataset is the published one. Our own, because
// WebCrypto is absent on pages served over plain http.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "formats/bytes.h"

namespace bottleneck {

using Sha256Digest = std::array<std::uint8_t, 32>;

// The digest of bytes that come in pieces, of any sizes.
class Sha256 {
 public:
  void update(ByteView bytes);

  // Of all bytes so far; more may follow.
  Sha256Digest digest() const;

 private:
  static constexpr std::size_t kBlock = 64;

  // The first 32 bits of the fractional parts of the square roots of the first 8 primes (5.3.3).
  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, kBlock> rest_{};  // its first size_ % 64 bytes are not yet in state_
  std::uint64_t size_ = 0;                   // bytes so far
};

Sha256Digest sha256(ByteView bytes);

// 64 lower-case hexadecimal digits: of a digest, and of the digest of bytes.
std::string hex_text(const Sha256Digest& digest);
std::string sha256_hex(ByteView bytes);

}  // namespace bottleneck
