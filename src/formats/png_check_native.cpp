#include <array>
#include <string>
#include <string_view>

#include "formats/inflater.h"
#include "formats/png_check.h"

namespace bottleneck {
namespace {

constexpr std::array<std::uint8_t, 8> kSignature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

// Of a pixel; 0 where no PNG has such colours.
unsigned bits_of_pixel(std::uint8_t depth, std::uint8_t colour) {
  const bool is_depth = depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
  constexpr std::array<unsigned, 7> kChannels = {1, 0, 3, 1, 2, 0, 4};
  return is_depth && colour < kChannels.size() ? depth * kChannels[colour] : 0;
}

// Rows of so many pixels, each behind a byte that tells its filter.
std::uint64_t bytes_of_rows(std::uint64_t width, std::uint64_t height, unsigned bits) {
  return width == 0 ? 0 : height * (1 + (width * bits + 7) / 8);
}

// The seven pictures of an interlaced one: every so many pixels from one on, in both directions.
std::uint64_t bytes_interlaced(std::uint64_t width, std::uint64_t height, unsigned bits) {
  struct Pass {
    std::uint64_t x, y, across, down;
  };
  constexpr std::array<Pass, 7> kPasses = {
      {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};
  const auto count = [](std::uint64_t size, std::uint64_t first, std::uint64_t step) {
    return size > first ? (size - first + step - 1) / step : 0;
  };
  std::uint64_t bytes = 0;
  for (const Pass& pass : kPasses)
    bytes += bytes_of_rows(count(width, pass.x, pass.across), count(height, pass.y, pass.down), bits);
  return bytes;
}

Status read_header(ByteView header, PngHead& head) {
  if (header.size() != 13) return Error{"damaged PNG: its header is no such header"};
  head.width = read_big_endian(header, 0);
  head.height = read_big_endian(header, 4);
  const unsigned bits = bits_of_pixel(header[8], header[9]);
  constexpr std::uint32_t kMost = 0x7FFFFFFF;
  const bool has_size = head.width >= 1 && head.width <= kMost && head.height >= 1 && head.height <= kMost;
  if (!has_size || bits == 0) return Error{"damaged PNG: its header is no such header"};
  const bool is_interlaced = header[12] != 0;
  head.data_bytes = (is_interlaced ? bytes_interlaced : bytes_of_rows)(head.width, head.height, bits);
  return Done{};
}

}  // namespace

bool is_png(ByteView file) {
  return file.size() >= kSignature.size() && std::ranges::equal(file.first(kSignature.size()), kSignature);
}

Result<PngHead> check_png(ByteView file) {
  constexpr std::size_t kNames = 8;  // a chunk's length and type
  constexpr std::size_t kSum = 4;    // behind its content
  PngHead head;
  bool is_bare = false;
  std::size_t at = kSignature.size();
  while (at < file.size() && file.size() - at >= kNames) {
    const std::size_t length = read_big_endian(file, at);
    const std::string_view type = as_text(file.subspan(at + 4, 4));
    const std::string place = "the chunk " + in_quotes(type) + " at byte " + std::to_string(at);
    at += kNames;
    if (length > file.size() - at)
      return Error{"damaged PNG: " + place + " is longer than the rest of the file: cut off?"};
    const ByteView content = file.subspan(at, length);
    if (type == "IHDR" && head.width == 0) {
      auto read = read_header(content, head);
      if (!read) return Error{read.error()};
    } else if (type == "CgBI") {
      is_bare = true;  // Apple's own kind, without zlib's header
    } else if (type == "IDAT") {
      head.compressed.insert(head.compressed.end(), content.begin(), content.end());
    } else if (type == "IEND") {
      if (head.width == 0) return Error{"damaged PNG: it has no header"};
      if (head.compressed.empty()) return Error{"damaged PNG: it has no image data"};
      constexpr std::size_t kHeader = 2;
      const std::size_t skipped = is_bare ? 0 : std::min(kHeader, head.compressed.size());
      head.compressed.erase(head.compressed.begin(),
                            head.compressed.begin() + static_cast<std::ptrdiff_t>(skipped));
      return head;
    }
    at += std::min(length + kSum, file.size() - at);
  }
  return Error{"damaged PNG: it has no end: cut off after " + std::to_string(file.size()) + " bytes?"};
}

Status check_png_data(const PngHead& head) {
  Inflater inflater(Inflater::kBare);
  if (!inflater.ready()) return Error{"out of memory"};
  z_stream& stream = inflater.stream();
  std::array<std::uint8_t, 1 << 15> room;  // what is decompressed is only counted
  std::uint64_t made = 0;
  stream.next_in = const_cast<Bytef*>(head.compressed.data());
  stream.avail_in = clamp_size(head.compressed.size());
  int outcome = Z_OK;
  while (outcome == Z_OK) {
    stream.next_out = room.data();
    stream.avail_out = static_cast<uInt>(room.size());
    outcome = inflate(&stream, Z_NO_FLUSH);
    made += room.size() - stream.avail_out;
    if (made > head.data_bytes)
      return Error{"damaged PNG: its image data hold more than its " + std::to_string(head.width) + " x " +
                   std::to_string(head.height) + " pixels need"};
  }
  // At the end of the data there is nothing more to decompress (Z_BUF_ERROR), whether or not they are whole.
  // What zlib refuses stb may go on with, beyond all bounds.
  if (outcome == Z_STREAM_END || outcome == Z_BUF_ERROR) return Done{};
  return Error{std::string("cannot be decoded: its image data are damaged (") +
               (stream.msg != nullptr ? stream.msg : "unknown data") + ")"};
}

}  // namespace bottleneck
