#include "cli/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Error failed(const fs::path& path, const std::string& what, int reason) {
  return Error{path.string() + ": " + what + " (" + std::generic_category().message(reason) + ")"};
}

// Writes all of it and flushes; 0 or the error number. `to_disk` waits until the disk has it.
int write_all(std::FILE* file, ByteView bytes, bool to_disk) {
  if (!bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size()) return errno;
  if (std::fflush(file) != 0) return errno;
  if (to_disk && fsync(fileno(file)) != 0) return errno;
  return 0;
}

Status write_directly(const fs::path& path, ByteView bytes) {
  const File file(std::fopen(path.c_str(), "wb"));
  if (!file) return failed(path, "cannot be opened for writing", errno);
  if (const int reason = write_all(file.get(), bytes, false); reason != 0)
    return failed(path, "cannot be written", reason);
  return Done{};
}

// `file` as it was just opened, or null where that failed.
Result<Bytes> read_all(const File& file, const fs::path& path, std::size_t max_size) {
  if (!file) return failed(path, "cannot be opened", errno);
  const Error too_large{path.string() + ": larger than the " + std::to_string(max_size) + " bytes allowed"};
  struct stat status{};
  const bool is_told = fstat(fileno(file.get()), &status) == 0 && S_ISREG(status.st_mode);
  if (is_told && static_cast<std::uint64_t>(status.st_size) > max_size) return too_large;
  Bytes bytes;
  std::array<std::uint8_t, 1 << 16> block;
  while (true) {
    errno = 0;
    const std::size_t got = std::fread(block.data(), 1, block.size(), file.get());
    if (got == 0) break;
    if (got > max_size - bytes.size()) return too_large;
    bytes.insert(bytes.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
  }
  if (std::ferror(file.get()) != 0) return failed(path, "cannot be read", errno);
  return bytes;
}

constexpr const char* kNewFile = "wbx";  // x: never into a file that is there already
constexpr const char* kNoFolder = "cannot be written to its folder";

// Where the bytes for a path go.
struct Place {
  fs::file_status status;  // of what is there now
  bool is_direct = false;  // no regular file: written to as it is
  fs::path target;         // the file that is replaced or made
  fs::path temporary;      // what is written first, beside the target
};

Result<Place> find_place(const fs::path& path) {
  std::error_code problem;
  Place place{.status = fs::status(path, problem), .target = path, .temporary = {}};
  if (fs::is_directory(place.status)) return failed(path, "cannot be written", EISDIR);
  place.is_direct = fs::exists(place.status) && !fs::is_regular_file(place.status);
  if (fs::is_regular_file(place.status)) {
    place.target = fs::canonical(path, problem);
    if (problem) return failed(path, "cannot be found again", problem.value());
  }
  place.temporary = place.target;
  place.temporary += ".part-" + std::to_string(getpid());
  return place;
}

}  // namespace

Result<Bytes> read_file(const fs::path& path, std::size_t max_size) {
  return read_all(File(std::fopen(path.c_str(), "rb")), path, max_size);
}

Result<Bytes> read_regular_file(const fs::path& path, std::size_t max_size) {
  // Without O_NONBLOCK even the opening of a pipe waits for another program.
  const int descriptor = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  struct stat status{};
  const bool is_special = descriptor < 0 ? errno == ENXIO
                                         : fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode) &&
                                               !S_ISDIR(status.st_mode);
  if (is_special) {
    if (descriptor >= 0) close(descriptor);
    return Error{path.string() + ": not a file but a pipe, socket or device"};
  }
  return read_all(File(descriptor < 0 ? nullptr : fdopen(descriptor, "rb")), path, max_size);
}

Status write_file(const fs::path& path, ByteView bytes) {
  const auto place = find_place(path);
  if (!place) return Error{place.error()};
  if (place->is_direct) return write_directly(path, bytes);
  File file(std::fopen(place->temporary.c_str(), kNewFile));
  if (!file) return failed(path, kNoFolder, errno);
  int reason = write_all(file.get(), bytes, true);
  if (std::fclose(file.release()) != 0 && reason == 0) reason = errno;
  std::error_code problem;
  if (reason == 0 && fs::exists(place->status)) {
    fs::permissions(place->temporary, place->status.permissions(), problem);  // a replaced file keeps its own
    reason = problem.value();
  }
  if (reason == 0) {
    fs::rename(place->temporary, place->target, problem);
    reason = problem.value();
  }
  if (reason != 0) {
    fs::remove(place->temporary, problem);
    return failed(path, "cannot be written", reason);
  }
  return Done{};
}

Status write_file(const fs::path& path, std::string_view text) {
  return write_file(path, as_bytes(text));
}

Status check_writable(const fs::path& path) {
  const auto place = find_place(path);
  if (!place) return Error{place.error()};
  if (place->is_direct) {
    if (access(path.c_str(), W_OK) != 0) return failed(path, "cannot be opened for writing", errno);
    return Done{};
  }
  const File file(std::fopen(place->temporary.c_str(), kNewFile));
  if (!file) return failed(path, kNoFolder, errno);
  std::error_code ignored;
  fs::remove(place->temporary, ignored);
  return Done{};
}

}  // namespace bottleneck
