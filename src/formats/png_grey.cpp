#include "formats/png_grey.h"

#include <algorithm>
#include <iterator>

#include "formats/crc32.h"

namespace bottleneck {
namespace {

void append_big_endian(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void append_chunk(Bytes& out, std::string_view type, ByteView data) {
  append_big_endian(out, static_cast<std::uint32_t>(data.size()));
  out.insert(out.end(), type.begin(), type.end());
  out.insert(out.end(), data.begin(), data.end());
  append_big_endian(out, crc32(data, crc32(as_bytes(type))));
}

// Adler-32 (RFC 1950).
std::uint32_t adler32_of(ByteView bytes) {
  constexpr std::uint32_t kPrime = 65521;
  std::uint32_t sum = 1;
  std::uint32_t sums = 0;
  for (const std::uint8_t byte : bytes) {
    sum = (sum + byte) % kPrime;
    sums = (sums + sum) % kPrime;
  }
  return sums << 16 | sum;
}

// As a zlib stream (RFC 1950) of one block that is stored as it is (RFC 1951).
Bytes stored(ByteView bytes) {
  assert(bytes.size() <= 0xFFFF);
  Bytes out = {0x78, 0x01, 0x01};
  append_little_endian(out, bytes.size(), 2);
  append_little_endian(out, ~bytes.size(), 2);
  out.insert(out.end(), bytes.begin(), bytes.end());
  append_big_endian(out, adler32_of(bytes));
  return out;
}

}  // namespace

Bytes write_grey_png(int width, int height, std::span<const std::uint8_t> pixels) {
  const auto wide = static_cast<std::size_t>(width);
  const auto high = static_cast<std::size_t>(height);
  assert(width >= 1 && height >= 1 && pixels.size() == wide * high);
  Bytes rows;
  for (std::size_t y = 0; y < high; ++y) {
    rows.push_back(0);  // no filter
    std::ranges::copy(pixels.subspan(y * wide, wide), std::back_inserter(rows));
  }
  Bytes header;
  append_big_endian(header, static_cast<std::uint32_t>(width));
  append_big_endian(header, static_cast<std::uint32_t>(height));
  header.insert(header.end(), {8, 0, 0, 0, 0});  // bits, grey, deflate, filters, rows in order
  Bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  append_chunk(out, "IHDR", header);
  append_chunk(out, "IDAT", stored(rows));
  append_chunk(out, "IEND", {});
  return out;
}

}  // namespace bottleneck
