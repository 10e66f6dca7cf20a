// .h5, HDF5: named arrays in folders, as Keras keeps its weights in. libhdf5 reads it, natively; in a browser
// the same library as WebAssembly, called from JavaScript (web/hdf5_worker.js).
#pragma once

#include "core/result.h"
#include "formats/bytes.h"
#include "formats/safetensors.h"

namespace bottleneck {

// The arrays of floats of a file, named by their paths ("model_weights/dense/dense/kernel:0"), and among the
// metadata the attributes of its root that are texts. Errors: no HDF5 file, damaged, more than `max_size`
// bytes of arrays (which stops a small file from filling the memory), folders too deep in folders, an array
// whose bytes lie in another file.
Result<TensorFile> read_hdf5(ByteView file, std::size_t max_size);

}  // namespace bottleneck
