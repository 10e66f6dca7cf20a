// .zip, files in one file (PKWARE's APPNOTE.TXT). Written as np.savez does: stored, not packed. Reading needs
// a decompressor: natively it is libzip's; in a browser JavaScript reads them (web/arrays.js).
#pragma once

#include <string>

#include "core/result.h"
#include "formats/bytes.h"
#include "formats/safetensors.h"

namespace bottleneck {

struct ZipEntry {
  std::string path;
  Bytes bytes;
};

// The entries in their order; equal ones give equal bytes (all are dated 1980, the format's first day).
// Together they are below 4 GB, and at most 65,535.
Bytes write_zip(std::span<const ZipEntry> entries);

// Native only. The files in a zip file, each as a U8 tensor named by its path. Errors: not a zip file,
// damaged, encrypted, packed in a way that libzip does not know, a path twice, more than `max_size` bytes of
// content (which stops a small file from filling the memory).
Result<TensorFile> read_zip(ByteView file, std::size_t max_size);

}  // namespace bottleneck
