// Whole files to and from memory. Every error names the path and the system's reason.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

inline constexpr std::size_t kMaxFileBytes = std::size_t{1}
                                             << 31;  // far above every file that the program reads

// The content of a file, pipe or device; more than `max_size` bytes are an error.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_size = kMaxFileBytes);

// The same of a file that nobody named but that was found in a folder: a pipe, socket or device is an error
// there, since reading it might never end.
Result<Bytes> read_regular_file(const std::filesystem::path& path, std::size_t max_size = kMaxFileBytes);

// Replaces or makes a file. It is written beside its place under another name, flushed to the disk and then
// renamed: whoever looks sees the old content or the new, never a part, and nothing is left behind after an
// error. Through a symbolic link the file that it points to is replaced; what is no regular file
// (/dev/stdout, a pipe) is written to directly. The folder must exist.
Status write_file(const std::filesystem::path& path, ByteView bytes);
Status write_file(const std::filesystem::path& path, std::string_view text);

// The error that write_file() would begin with, such as a missing folder; it leaves nothing behind. For work
// that takes long, before it begins.
Status check_writable(const std::filesystem::path& path);

}  // namespace bottleneck
