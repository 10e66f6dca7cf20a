// IDX, the format in which MNIST and Fashion-MNIST are published (Y. LeCun et al.,
// http://yann.lecun.com/exdb/mnist/).
//
// Big-endian 32-bit numbers, then bytes:
//   images  0x00000803, N, 28, 28, then N × 784 pixels, row by row
//   labels  0x00000801, N,         then N labels
#pragma once

#include "core/dataset.h"
#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// Reads a pair of uncompressed files. An error names the file ("images" or "labels") and what is wrong in it:
// the magic number, a dimension, the count of bytes, no images, a label above 9 (with its index), or that the
// two files differ in N.
Result<Dataset> read_idx(ByteView images, ByteView labels);

// The same of files that are not needed any more: the dataset takes over their memory, so that the 47 MB of
// MNIST's training images are not there twice.
Result<Dataset> take_idx(Bytes images, Bytes labels);

// The bytes of an images file; `images` is N × D.
Bytes write_idx_images(ByteView images);

// The bytes of a labels file; `labels` is N.
Bytes write_idx_labels(ByteView labels);

}  // namespace bottleneck
