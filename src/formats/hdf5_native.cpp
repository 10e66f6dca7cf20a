#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

// Later versions have newer functions under the same names.
#define H5_USE_110_API
#include <hdf5.h>

#include "formats/hdf5.h"

namespace bottleneck {
namespace {

// A thing that libhdf5 has opened, closed on every way out.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  explicit operator bool() const { return id_ >= 0; }
  hid_t get() const { return id_; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

struct Reading {
  TensorFile file{};
  std::size_t max_size = 0;
  std::size_t room = 0;
  std::string problem{};  // the first
};

constexpr std::ptrdiff_t kMostFolders = 32;  // of folders; as in web/hdf5_worker.js

// Whether an array's bytes lie in other files, which a file that was given must not have read.
bool is_elsewhere(hid_t dataset) {
  const Handle made(H5Dget_create_plist(dataset), H5Pclose);
  return !made || H5Pget_external_count(made.get()) != 0 || H5Pget_layout(made.get()) == H5D_VIRTUAL;
}

// What is read of an array: floats as they are, of 8 bytes or 4.
std::string read_array(hid_t location, const std::string& path, Reading& reading) {
  const std::string who = "HDF5: " + in_quotes(path);
  const Handle dataset(H5Dopen2(location, path.c_str(), H5P_DEFAULT), H5Dclose);
  if (!dataset) return who + " cannot be opened";
  if (is_elsewhere(dataset.get())) return who + " is not in this file, but in another one";
  const Handle type(H5Dget_type(dataset.get()), H5Tclose);
  const Handle space(H5Dget_space(dataset.get()), H5Sclose);
  if (!type || !space) return who + " is damaged";
  if (H5Tget_class(type.get()) != H5T_FLOAT) return "";
  const int rank = H5Sget_simple_extent_ndims(space.get());
  std::array<hsize_t, H5S_MAX_RANK> sizes{};
  if (rank < 0 || H5Sget_simple_extent_dims(space.get(), sizes.data(), nullptr) != rank)
    return who + " is damaged";
  Tensor tensor{
      .name = path, .dtype = H5Tget_size(type.get()) > 4 ? DType::f64 : DType::f32, .shape = {}, .bytes = {}};
  for (int axis = 0; axis < rank; ++axis)
    tensor.shape.push_back(static_cast<std::int64_t>(sizes[static_cast<std::size_t>(axis)]));
  const std::size_t size = dtype_size(tensor.dtype);
  const auto count = element_count(tensor.shape, reading.room / size);
  if (!count)
    return "HDF5: its arrays take more than the " + std::to_string(reading.max_size) + " bytes allowed";
  tensor.bytes.resize(*count * size);
  reading.room -= tensor.bytes.size();
  const hid_t wanted = tensor.dtype == DType::f64 ? H5T_NATIVE_DOUBLE : H5T_NATIVE_FLOAT;
  if (*count > 0 && H5Dread(dataset.get(), wanted, H5S_ALL, H5S_ALL, H5P_DEFAULT, tensor.bytes.data()) < 0)
    return who + " cannot be read: the file is damaged or cut off";
  reading.file.tensors.push_back(std::move(tensor));
  return "";
}

herr_t visit_object(hid_t root, const char* path, const H5O_info_t* about, void* data) {
  Reading& reading = *static_cast<Reading*>(data);
  // libhdf5 itself becomes slower with every folder in a folder.
  const bool is_deep = std::ranges::count(std::string_view(path), '/') >= kMostFolders;
  if (!is_deep && about->type != H5O_TYPE_DATASET) return 0;
  reading.problem = is_deep ? "HDF5: folders in folders, more than " + std::to_string(kMostFolders) + " deep"
                            : read_array(root, path, reading);
  return reading.problem.empty() ? 0 : -1;
}

// A text among the attributes of the root, of fixed length or not; other attributes are passed over.
herr_t visit_attribute(hid_t root, const char* name, const H5A_info_t* /*about*/, void* data) {
  Reading& reading = *static_cast<Reading*>(data);
  const Handle attribute(H5Aopen(root, name, H5P_DEFAULT), H5Aclose);
  const Handle type(attribute ? H5Aget_type(attribute.get()) : -1, H5Tclose);
  const Handle space(attribute ? H5Aget_space(attribute.get()) : -1, H5Sclose);
  if (!type || !space || H5Tget_class(type.get()) != H5T_STRING ||
      H5Sget_simple_extent_npoints(space.get()) != 1)
    return 0;
  std::string text;
  if (H5Tis_variable_str(type.get()) > 0) {
    char* given = nullptr;
    const Handle memory(H5Tcopy(type.get()), H5Tclose);
    if (H5Aread(attribute.get(), memory.get(), static_cast<void*>(&given)) < 0 || !given) return 0;
    text = given;
    H5free_memory(given);
  } else {
    text.resize(H5Tget_size(type.get()));
    if (text.size() > reading.max_size || H5Aread(attribute.get(), type.get(), text.data()) < 0) return 0;
    text.resize(std::min(text.find('\0'), text.size()));
  }
  reading.file.metadata.insert_or_assign(name, std::move(text));
  return 0;
}

}  // namespace

Result<TensorFile> read_hdf5(ByteView bytes, std::size_t max_size) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // what goes wrong is told here, not on standard error
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  // In memory only: nothing is read from a disk (see is_elsewhere()), nor written to one.
  if (!access || H5Pset_fapl_core(access.get(), std::size_t{1} << 16, false) < 0 ||
      H5Pset_file_image(access.get(), const_cast<std::uint8_t*>(bytes.data()), bytes.size()) < 0)
    return Error{"HDF5: no memory for the file"};
  const Handle file(H5Fopen("in memory", H5F_ACC_RDONLY, access.get()), H5Fclose);
  if (!file) return Error{"HDF5: not an HDF5 file, or it is damaged or cut off"};
  Reading reading{.max_size = max_size, .room = max_size};
  hsize_t at = 0;
  const bool is_read =
      H5Aiterate2(file.get(), H5_INDEX_NAME, H5_ITER_INC, &at, visit_attribute, &reading) >= 0 &&
      H5Ovisit(file.get(), H5_INDEX_NAME, H5_ITER_INC, visit_object, &reading) >= 0;
  if (!reading.problem.empty()) return Error{reading.problem};
  if (!is_read) return Error{"HDF5: the file is damaged or cut off"};
  return std::move(reading.file);
}

}  // namespace bottleneck
