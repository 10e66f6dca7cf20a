#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "formats/any_model.h"
#include "formats/hdf5.h"
#include "formats/zip.h"

namespace bottleneck {
namespace {

constexpr std::string_view kHdf5Magic = "\x89HDF\r\n\x1a\n";
constexpr std::string_view kZipMagic = "PK\3\4";
constexpr std::string_view kEmptyZipMagic = "PK\5\6";
constexpr std::size_t kMostArrayBytes = std::size_t{1} << 28;  // unpacked; as in web/arrays.js

// In place of an HDF5 file in a zip file, as in Keras's, what it holds: "model.weights.h5/layers/…".
Status unpack_hdf5(TensorFile& file) {
  std::vector<Tensor> inner;
  for (Tensor& entry : file.tensors) {
    if (!entry.name.ends_with(".h5")) continue;
    auto arrays = read_hdf5(entry.bytes, kMostArrayBytes);
    if (!arrays) return Error{in_quotes(entry.name) + ": " + arrays.error()};
    for (Tensor& tensor : arrays->tensors) {
      tensor.name = entry.name + "/" + tensor.name;
      inner.push_back(std::move(tensor));
    }
  }
  std::erase_if(file.tensors, [](const Tensor& entry) { return entry.name.ends_with(".h5"); });
  std::ranges::move(inner, std::back_inserter(file.tensors));
  return Done{};
}

}  // namespace

bool is_container(ByteView file) {
  return std::ranges::any_of(std::array{kHdf5Magic, kZipMagic, kEmptyZipMagic},
                             [&](std::string_view magic) { return as_text(file).starts_with(magic); });
}

Result<Bytes> as_safetensors(ByteView bytes) {
  const bool is_hdf5 = as_text(bytes).starts_with(kHdf5Magic);
  auto file = is_hdf5 ? read_hdf5(bytes, kMostArrayBytes) : read_zip(bytes, kMostArrayBytes);
  if (!file) return Error{file.error()};
  if (auto status = unpack_hdf5(*file); !status) return Error{status.error()};
  return write_safetensors(*file);
}

}  // namespace bottleneck
