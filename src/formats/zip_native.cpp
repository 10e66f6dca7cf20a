#include <memory>

#include <zip.h>

#include "formats/zip.h"

namespace bottleneck {
namespace {

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// An error of libzip's, in its words; freed on every way out.
class ZipError {
 public:
  ZipError() { zip_error_init(&error_); }
  ~ZipError() { zip_error_fini(&error_); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;

  zip_error_t* get() { return &error_; }
  Error told() { return Error{std::string("zip: ") + zip_error_strerror(&error_)}; }

 private:
  zip_error_t error_{};
};

}  // namespace

Result<TensorFile> read_zip(ByteView file, std::size_t max_size) {
  if (!as_text(file).starts_with("PK")) return Error{"zip: not a zip file"};
  ZipError error;
  zip_source_t* const source = zip_source_buffer_create(file.data(), file.size(), 0, error.get());
  if (!source) return error.told();
  const std::unique_ptr<zip_t, CloseZip> archive(
      zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, error.get()));
  if (!archive) {
    zip_source_free(source);
    return error.told();
  }
  TensorFile result;
  std::size_t room = max_size;
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t about;
    if (zip_stat_index(archive.get(), index, 0, &about) != 0 || (about.valid & ZIP_STAT_SIZE) == 0)
      return Error{std::string("zip: ") + zip_strerror(archive.get())};
    const std::string path = about.name;
    if (path.ends_with('/')) continue;
    if (about.size > room)
      return Error{"zip: it holds more than the " + std::to_string(max_size) + " bytes allowed"};
    const auto size = static_cast<std::size_t>(about.size);
    const std::unique_ptr<zip_file_t, CloseZip> entry(zip_fopen_index(archive.get(), index, 0));
    if (!entry) return Error{"zip: " + in_quotes(path) + " cannot be read: " + zip_strerror(archive.get())};
    Bytes bytes(size);
    // The byte behind the last is asked for, too: then the checksum has been compared.
    std::uint8_t beyond = 0;
    if (zip_fread(entry.get(), bytes.data(), size) != static_cast<zip_int64_t>(size) ||
        zip_fread(entry.get(), &beyond, 1) != 0) {
      return Error{"zip: " + in_quotes(path) + " is damaged: it does not unpack to what the zip file says"};
    }
    room -= size;
    result.tensors.push_back({.name = path,
                              .dtype = DType::u8,
                              .shape = {static_cast<std::int64_t>(size)},
                              .bytes = std::move(bytes)});
  }
  return result;
}

}  // namespace bottleneck
