// PNG files (ISO/IEC 15948) looked through before they are decoded. Native only: in a browser the browser
// decodes pictures.
#pragma once

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// Whether the file begins as a PNG does.
bool is_png(ByteView file);

struct PngHead {
  std::uint32_t width = 0;  // pixels
  std::uint32_t height = 0;
  std::uint64_t data_bytes = 0;  // that the picture's data have once they are decompressed
  Bytes compressed{};            // these data, without zlib's header
};

// Goes through a PNG's chunks up to its end. Errors: a chunk that is longer than what is left of the file, no
// header or one that no PNG has, no image data, no end.
Result<PngHead> check_png(ByteView file);

// Whether the data decompress to no more than their picture needs. Decoders that make room for all there is
// take a thousand times the file's size. What else is wrong with them is left for the decoder to find.
Status check_png_data(const PngHead& head);

}  // namespace bottleneck
