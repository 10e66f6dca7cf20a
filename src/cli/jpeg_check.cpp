#include "cli/jpeg_check.h"

namespace bottleneck {
namespace {

constexpr std::uint8_t kTables = 0xC4;  // DHT
constexpr std::uint8_t kScan = 0xDA;    // SOS: pixels follow its segment
constexpr std::uint8_t kEnd = 0xD9;     // EOI: the decoder looks no further

// Whether FF followed by this byte stands alone, without a segment: 00 is a FF among the pixels' data, D0 to
// D7 restart it, D8 begins an image.
bool stands_alone(std::uint8_t marker) {
  return marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

// The tables of one segment: each is a class and number, the counts of codes of 1 to 16 bits, and as many
// symbols.
bool tables_are_sound(ByteView segment) {
  while (!segment.empty()) {
    constexpr std::size_t kHead = 17;
    if (segment.size() < kHead) return false;
    std::size_t symbols = 0;
    for (const std::uint8_t count : segment.subspan(1, 16)) symbols += count;
    if (symbols > 256 || segment.size() < kHead + symbols) return false;
    segment = segment.subspan(kHead + symbols);
  }
  return true;
}

}  // namespace

Status check_jpeg_tables(ByteView file) {
  bool in_scans = false;
  std::size_t at = 0;
  while (at < file.size()) {
    // Skips pixels' data and stray bytes up to a marker: any number of FF, then its code.
    if (file[at++] != 0xFF) continue;
    while (at < file.size() && file[at] == 0xFF) {
      if (in_scans) return Error{"unusual JPEG: fill bytes among the pixels, at byte " + std::to_string(at)};
      ++at;
    }
    if (at == file.size()) break;
    const std::uint8_t marker = file[at++];
    if (marker == kEnd) break;
    if (stands_alone(marker)) continue;
    if (marker == kScan) in_scans = true;
    if (file.size() - at < 2) break;
    const std::size_t length =
        static_cast<std::size_t>(file[at] << 8 | file[at + 1]);  // its own two bytes among them
    const Error damaged{"damaged JPEG: the segment at byte " + std::to_string(at - 2) + " does not fit"};
    if (length < 2) return damaged;
    if (length > file.size() - at) {
      if (marker == kTables) return damaged;
      break;
    }
    if (marker == kTables && !tables_are_sound(file.subspan(at + 2, length - 2))) {
      return Error{"damaged JPEG: the Huffman tables at byte " + std::to_string(at - 2) +
                   " are no such tables"};
    }
    at += length;
  }
  return Done{};
}

}  // namespace bottleneck
