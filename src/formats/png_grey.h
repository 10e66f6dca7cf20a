// A grey picture as PNG (https://www.w3.org/TR/png), for the page: small pictures, not packed.
#pragma once

#include "formats/bytes.h"

namespace bottleneck {

// pixels: height × width, row by row, 0 black; both at least 1, and together at most 65,535 bytes with one
// more for each row.
Bytes write_grey_png(int width, int height, std::span<const std::uint8_t> pixels);

}  // namespace bottleneck
