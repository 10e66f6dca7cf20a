// .npy, NumPy's file of one array (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
//
//   "\x93NUMPY", major and minor version (1 byte each), header length (2 bytes; from version 2 on 4; from
//   version 3 on it is UTF-8), a Python dictionary as text {'descr': '<f4', 'fortran_order': False, 'shape':
//   (10000, 16), }, spaces and a line feed that make the header end at a multiple of 64, then the elements,
//   last axis fastest.
#pragma once

#include "core/result.h"
#include "formats/bytes.h"
#include "formats/csv.h"
#include "formats/safetensors.h"

namespace bottleneck {

// The bytes of a version 1 file, equal to what NumPy writes for ranks up to 4. The product of `shape` is
// values.size().
Bytes write_npy(std::span<const std::int64_t> shape, std::span<const float> values);
Bytes write_npy(std::span<const std::int64_t> shape, std::span<const std::uint8_t> values);

// A table whose first row names its columns (all different), as a structured array: a field for each column,
// of doubles where all of its cells are numbers or empty (then NaN), else of text.
Bytes write_npy(const CsvRows& table);

// Reads an array of floats, bytes or 64-bit integers; a matrix whose columns lie together (fortran_order) is
// turned. name: what the tensor is to be called. Errors: cut off, no or another header, elements of other
// types or of the other byte order, a shape that does not fit its bytes, bytes after the end.
Result<Tensor> read_npy(ByteView file, std::string name);

}  // namespace bottleneck
