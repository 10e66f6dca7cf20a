// .safetensors, the file in which models are kept and exchanged with Python
// (https://huggingface.co/docs/safetensors, "Format").
//
//   8 bytes    the header's length, little-endian
//   the header JSON: {"__metadata__": {text: text, …}, name: {"dtype": "F32", "shape": [784, 16],
//   "data_offsets": [begin, end]}, …},
//              padded with spaces to a multiple of 8
//   the data   every byte belongs to exactly one tensor; offsets count from here; C order, little-endian
#pragma once

#include <map>

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

enum class DType { f64, f32, f16, bf16, u8, i64 };

// "F32", and the bytes of one element.
const char* dtype_name(DType dtype);
std::size_t dtype_size(DType dtype);

// A named array. bytes.size() is the product of `shape` times dtype_size(dtype).
struct Tensor {
  std::string name;
  DType dtype = DType::f32;
  std::vector<std::int64_t> shape;
  Bytes bytes;
};

struct TensorFile {
  std::vector<Tensor> tensors;  // names differ; read_safetensors gives them in the order of their data
  std::map<std::string, std::string> metadata;

  // The tensor of that name, or null.
  const Tensor* find(std::string_view name) const;
};

// Reads a file. Errors name the tensor or the place: cut off, a header above 100 MB, not JSON, a key twice or
// unknown, an element type other than those, a shape that does not fit its bytes, offsets with a hole or
// an overlap, bytes after the last tensor, metadata that is not text.
Result<TensorFile> read_safetensors(ByteView file);

// The bytes of a file; equal contents give equal bytes, whatever the tensors' order. As Python's library
// does, wide elements come first (so that all are aligned), then names in the order of their bytes. No tensor
// may be named "__metadata__".
Bytes write_safetensors(const TensorFile& file);

// The values of a tensor of floats, those of F64 rounded; other types are an error.
Result<std::vector<float>> to_floats(const Tensor& tensor);

// A tensor of f32 or f16 (rounded to nearest, ties to even; beyond ±65,504 infinite). The product of
// `shape` is values.size().
Tensor from_floats(std::string name, std::vector<std::int64_t> shape, std::span<const float> values,
                   DType dtype);

}  // namespace bottleneck
