// JPEG files (ITU-T T.81) looked through before they are decoded: what can be told from their markers alone,
// and what decoders cannot be trusted with.
#pragma once

#include <optional>

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// Each scan takes a decoder through the whole picture again, whatever its own size: a small file of thousands
// keeps it busy for minutes. Progressive files have some ten; sequential ones have at most one for each
// colour.
inline constexpr int kMostProgressiveScans = 100;
inline constexpr int kMostSequentialScans = 4;

// Whether a JPEG, of which this may be the beginning only, has more.
bool has_too_many_scans(ByteView file);

struct JpegHead {
  int width = 0;  // pixels
  int height = 0;
  bool has_fill_bytes = false;  // among the pixels' data
};

// Whether the file begins as a JPEG does.
bool is_jpeg(ByteView file);

// Width and height alone, as the first frame's head says; nothing where none comes before the pixels' data.
std::optional<JpegHead> jpeg_size(ByteView file);

// Goes through a JPEG up to its end marker. Errors: a segment that does not fit in the file; Huffman tables
// that hold more than 256 symbols or do not fill their segment exactly (Debian's stb, 2.27, writes beyond its
// own for them); more scans than above; a kind of JPEG that is not read; four colours that no Adobe marker
// tells the meaning of; no frame; no end. What is wrong with the pixels' data is left for the decoder to
// find.
Result<JpegHead> check_jpeg(ByteView file);

// A file that check_jpeg() finds right without its fill bytes: stb may lose its place at those among the
// pixels' data.
Bytes without_fill_bytes(ByteView file);

}  // namespace bottleneck
