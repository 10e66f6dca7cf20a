#include "cli/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>

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

}  // namespace

Result<Bytes> read_file(const fs::path& path, std::size_t max_size) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return failed(path, "cannot be opened", errno);
  Bytes bytes;
  std::array<std::uint8_t, 1 << 16> block;
  while (true) {
    errno = 0;
    const std::size_t got = std::fread(block.data(), 1, block.size(), file.get());
    if (got == 0) break;
    if (got > max_size - bytes.size()) {
      return Error{path.string() + ": larger than the " + std::to_string(max_size) + " bytes allowed"};
    }
    bytes.insert(bytes.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
  }
  if (std::ferror(file.get()) != 0) return failed(path, "cannot be read", errno);
  return bytes;
}

Status write_file(const fs::path& path, ByteView bytes) {
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (fs::is_directory(status)) return failed(path, "cannot be written", EISDIR);
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_directly(path, bytes);

  fs::path target = path;
  if (fs::exists(status)) {
    target = fs::canonical(path, problem);
    if (problem) return failed(path, "cannot be found again", problem.value());
  }
  fs::path temporary = target;
  temporary += ".part-" + std::to_string(getpid());
  File file(std::fopen(temporary.c_str(), "wbx"));  // x: never into a file that is there already
  if (!file) return failed(path, "cannot be written to its folder", errno);
  int reason = write_all(file.get(), bytes, true);
  if (std::fclose(file.release()) != 0 && reason == 0) reason = errno;
  if (reason == 0 && fs::exists(status)) {
    fs::permissions(temporary, status.permissions(), problem);  // a replaced file keeps its own
    reason = problem.value();
  }
  if (reason == 0) {
    fs::rename(temporary, target, problem);
    reason = problem.value();
  }
  if (reason != 0) {
    fs::remove(temporary, problem);
    return failed(path, "cannot be written", reason);
  }
  return Done{};
}

Status write_file(const fs::path& path, std::string_view text) {
  return write_file(path, as_bytes(text));
}

}  // namespace bottleneck
