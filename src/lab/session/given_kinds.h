// What a file is that the reader gives, by its name and its first bytes, and who takes it: a row a kind.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/session/given_files.h"

namespace bottleneck {

// Bytes at one place of a file.
struct Magic {
  std::size_t at = 0;
  std::string_view bytes{};
};

// A row of the table. A file is of the first kind that has one of its endings or of its magic bytes.
struct GivenKind {
  std::array<std::string_view, 3> endings{};
  std::array<Magic, 6> magic{};
  GivenNeed need = GivenNeed::content;
  std::size_t most = 0;  // bytes of what is needed
  // Who takes the content. None of pictures and zip files (picture_import.h, receive_listing()), nor of what
  // nobody takes.
  void (*take)(Session& session, const GivenCopy& file, Result<Bytes> content) = nullptr;
  // Why nobody does, of one such file and of several.
  const char* refusal = nullptr;
  const char* refusal_of_many = nullptr;
};

// In the order in which they are tried; the last one is of anything else.
std::span<const GivenKind> given_kinds();

// head: the file's first bytes, or none.
const GivenKind& kind_of(std::string_view path, ByteView head);

// The kind of a zip file with these files in it, where Keras or NumPy wrote it under another ending; null:
// another wrote it.
const GivenKind* kind_of_arrays(const std::vector<std::string>& paths);

}  // namespace bottleneck
