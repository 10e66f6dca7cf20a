// Small helpers that every reader and writer of bytes shares: numbers, sizes that cannot
// overflow, quoted names.
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bottleneck {

// The formats here are little-endian (IDX apart), and so is every machine that the project runs on: arrays
// are copied as they are.
static_assert(std::endian::native == std::endian::little);

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// The number in the first `count` bytes (at most 8), lowest byte first; bytes.size() >= count.
inline std::uint64_t read_little_endian(ByteView bytes, std::size_t count) {
  assert(count <= 8 && bytes.size() >= count);
  std::uint64_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8 | bytes[i - 1];
  return value;
}

// The 32-bit number in the four bytes from `at` on, highest first.
inline std::uint32_t read_big_endian(ByteView bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : bytes.subspan(at, 4)) value = value << 8 | byte;
  return value;
}

// Appends the lowest `count` bytes of `value`, lowest first.
inline void append_little_endian(Bytes& out, std::uint64_t value, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// The bytes of a text, and a text made of bytes; neither is copied.
inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Numbers as they lie in memory; not copied.
template <class T>
ByteView bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()};
}

// The product of the sizes in `shape`, 1 for none. Nothing if a size is negative or the product is above
// `limit`.
std::optional<std::size_t> element_count(std::span<const std::int64_t> shape, std::size_t limit);

// "(2, 3)", as Python writes a shape: for messages and for .npy headers.
std::string shape_text(std::span<const std::int64_t> shape);

// `text` in double quotes, made fit for a one-line message: at most 60 bytes of it, control characters shown
// as '?'.
std::string in_quotes(std::string_view text);

}  // namespace bottleneck
