// A guard before stb's JPEG decoder. Debian's stb (2.27) trusts the Huffman tables of a file: one that names
// more than 256 symbols makes it write beyond its own tables. This walks the file exactly as the decoder does
// and looks at every table first.
#pragma once

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// Whether all Huffman tables (DHT segments; ITU-T T.81, B.2.4.2) up to the image's end have at most 256
// symbols and fill their segments exactly. Fill bytes (FF FF) after the first scan begins are refused too, as
// the decoder could lose its place there. All else that may be wrong with a JPEG it finds by itself. Call
// this for files that begin with FF D8.
Status check_jpeg_tables(ByteView file);

}  // namespace bottleneck
