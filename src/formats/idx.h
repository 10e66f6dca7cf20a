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

// Reads a pair of uncompressed files. They are not needed any more: the dataset takes over their memory, so
// that the 47 MB of MNIST's training images are not there twice. An error names the file ("images" or
// "labels") and what is wrong in it: the magic number, a dimension, the count of bytes, no images, a label
// above 9 (with its index), or that the two files differ in N.
Result<Dataset> take_idx(Bytes images, Bytes labels);

}  // namespace bottleneck
