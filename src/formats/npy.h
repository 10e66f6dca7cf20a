// .npy, NumPy's file of one array (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
//
//   "\x93NUMPY", major and minor version (1 byte each), header length (2 bytes in version 1, 4 in 2 and 3),
//   a Python dictionary as text {'descr': '<f4', 'fortran_order': False, 'shape': (10000, 16), }, spaces and
//   a line feed that make the header end at a multiple of 64, then the elements.
#pragma once

#include <variant>

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// An array of float32 or uint8 of any rank, last axis fastest (C order). The product of `shape` is the number
// of values.
struct NpyArray {
  std::vector<std::int64_t> shape;
  std::variant<std::vector<float>, std::vector<std::uint8_t>> values;

  // The values, or null if they are of the other type.
  const std::vector<float>* floats() const { return std::get_if<std::vector<float>>(&values); }
  const std::vector<std::uint8_t>* bytes() const { return std::get_if<std::vector<std::uint8_t>>(&values); }
};

// Reads versions 1 to 3. Errors: not .npy, cut off, a header that is not as above, an unknown version,
// big-endian, Fortran order, objects and other element types, or more or fewer bytes than the shape needs.
Result<NpyArray> read_npy(ByteView file);

// The bytes of a version 1 file, equal to what NumPy writes for ranks up to 4. The product of `shape` is
// values.size().
Bytes write_npy(std::span<const std::int64_t> shape, std::span<const float> values);
Bytes write_npy(std::span<const std::int64_t> shape, std::span<const std::uint8_t> values);

}  // namespace bottleneck
