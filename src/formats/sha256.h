// SHA-256 (FIPS 180-4), which tells whether a downloaded dataset is the published one. Our own, because
// WebCrypto is absent on pages served over plain http.
#pragma once

#include <array>
#include <string>

#include "formats/bytes.h"

namespace bottleneck {

std::array<std::uint8_t, 32> sha256(ByteView bytes);

// The same as 64 lower-case hexadecimal digits.
std::string sha256_hex(ByteView bytes);

}  // namespace bottleneck
