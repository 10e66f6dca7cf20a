// CRC-32 (ISO 3309), the checksum of zip files and of PNG.
#pragma once

#include "formats/bytes.h"

namespace bottleneck {

// Of `bytes`, going on from the checksum of what comes before them; 0xCBF43926 of "123456789".
std::uint32_t crc32(ByteView bytes, std::uint32_t before = 0);

}  // namespace bottleneck
