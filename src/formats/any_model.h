// Model files of every kind that the native program takes, by their first bytes. In a browser JavaScript does
// the same (web/arrays.js).
#pragma once

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// Whether it is a zip or an HDF5 file, such as .npz and Keras's .keras and .h5.
bool is_container(ByteView file);

// Of such a file what lies in it, as a .safetensors file that read_model() takes; an HDF5 file in a zip file
// is unpacked, too. Errors: read_zip()'s and read_hdf5()'s. libhdf5 does not survive every damaged file: let
// it run apart (cli/apart.h).
Result<Bytes> as_safetensors(ByteView file);

}  // namespace bottleneck
