#include "formats/npy.h"

#include <algorithm>

namespace bottleneck {
namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::size_t kMaxNpyHeader = 65535;  // what version 1 can say
constexpr std::size_t kAlignment = 64;

Bytes write(const char* descr, std::span<const std::int64_t> shape, ByteView data) {
  constexpr std::size_t kBeforeText = 10;
  std::string text =
      std::string("{'descr': '") + descr + "', 'fortran_order': False, 'shape': " + shape_text(shape) + ", }";
  const std::size_t used = kBeforeText + text.size() + 1;
  text.append((kAlignment - used % kAlignment) % kAlignment, ' ');
  text += '\n';
  assert(text.size() <= kMaxNpyHeader);

  std::string start(kMagic);
  start += '\1';
  start += '\0';
  start += static_cast<char>(text.size() & 0xFF);
  start += static_cast<char>(text.size() >> 8);
  start += text;
  Bytes out(start.size() + data.size());
  std::copy(start.begin(), start.end(), out.begin());
  std::copy(data.begin(), data.end(), out.begin() + static_cast<std::ptrdiff_t>(start.size()));
  return out;
}

template <class T>
ByteView bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()};
}

}  // namespace

Bytes write_npy(std::span<const std::int64_t> shape, std::span<const float> values) {
  assert(element_count(shape, values.size()) == values.size());
  return write("<f4", shape, bytes_of(values));
}

Bytes write_npy(std::span<const std::int64_t> shape, std::span<const std::uint8_t> values) {
  assert(element_count(shape, values.size()) == values.size());
  return write("|u1", shape, values);
}

}  // namespace bottleneck
