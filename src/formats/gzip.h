// Decompression of gzip files (RFC 1952). In a browser the browser itself does it (DecompressionStream), so
// the implementation, which needs zlib, is part of the native program only.
#pragma once

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// The content of a gzip file, of all its members joined. Errors: not gzip, cut off, a wrong checksum or
// length, damaged data, bytes after the end, more than `max_size` bytes of content (which stops a small file
// from filling the memory).
Result<Bytes> gunzip(ByteView file, std::size_t max_size);

}  // namespace bottleneck
