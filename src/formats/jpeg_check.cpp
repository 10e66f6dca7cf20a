#include "formats/jpeg_check.h"

#include <optional>
#include <string>
#include <string_view>

namespace bottleneck {
namespace {

constexpr std::uint8_t kProgressive = 0xC2;  // SOF2; SOF0 and SOF1 begin sequential ones
constexpr std::uint8_t kTables = 0xC4;       // DHT
constexpr std::uint8_t kScan = 0xDA;         // SOS: pixels' data follow its segment
constexpr std::uint8_t kEnd = 0xD9;          // EOI: decoders look no further
constexpr std::uint8_t kAdobe = 0xEE;        // APP14

// Whether FF followed by this byte stands alone, without a segment: 00 is a FF among the pixels' data, D0 to
// D7 restart it, D8 begins an image.
bool stands_alone(std::uint8_t code) {
  return code <= 0x01 || (code >= 0xD0 && code <= kEnd);
}

// SOF0 to SOF15; DHT, JPG and DAC lie among these numbers.
bool begins_frame(std::uint8_t code) {
  return code >= 0xC0 && code <= 0xCF && code != kTables && code != 0xC8 && code != 0xCC;
}

struct Marker {
  std::size_t fill = 0;  // where its first FF stands; its last, at `place`, belongs to it
  std::size_t place = 0;
  std::uint8_t code = 0;
  std::size_t end = 0;      // of its segment, or of itself where it has none
  bool is_cut_off = false;  // its segment does not fit in the file
  ByteView segment{};       // without its length
};

// The next marker from `at` on; skips pixels' data and stray bytes.
std::optional<Marker> next_marker(ByteView file, std::size_t at) {
  while (at < file.size() && file[at] != 0xFF) ++at;
  Marker marker{.fill = at};
  while (at < file.size() && file[at] == 0xFF) ++at;
  if (at >= file.size()) return std::nullopt;
  marker.place = at - 1;
  marker.code = file[at++];
  marker.end = at;
  if (stands_alone(marker.code)) return marker;
  const ByteView rest = file.subspan(at);
  // Its own two bytes are among it.
  const std::size_t length = rest.size() < 2 ? 0 : static_cast<std::size_t>(rest[0] << 8 | rest[1]);
  marker.is_cut_off = length < 2 || length > rest.size();
  if (marker.is_cut_off) return marker;
  marker.segment = rest.subspan(2, length - 2);
  marker.end = at + length;
  return marker;
}

// The tables of one segment: each is a class and number, the counts of codes of 1 to 16 bits, and as many
// symbols (B.2.4.2).
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

// What Adobe's marker says of the colours: 0, 1 or 2; nothing where the segment is another program's.
std::optional<int> adobe_transform(ByteView segment) {
  constexpr std::string_view kName("Adobe\0", 6);
  if (segment.size() < 12 || !as_text(segment).starts_with(kName)) return std::nullopt;
  return segment[11];
}

// Of a frame's segment, 5 bytes at least.
void read_size(ByteView frame, JpegHead& head) {
  head.height = frame[1] << 8 | frame[2];
  head.width = frame[3] << 8 | frame[4];
}

// What the frame's segment says (B.2.2), into the head; its count of components.
Result<int> read_frame(const Marker& marker, JpegHead& head) {
  if (marker.code > kProgressive)
    return Error{
        "a JPEG of a kind that is not read (only sequential and progressive ones with Huffman tables are)"};
  const ByteView frame = marker.segment;
  if (frame.size() < 6) return Error{"damaged JPEG: its frame is too short"};
  read_size(frame, head);
  return frame[5];
}

}  // namespace

bool is_jpeg(ByteView file) {
  return file.size() >= 2 && file[0] == 0xFF && file[1] == 0xD8;
}

std::optional<JpegHead> jpeg_size(ByteView file) {
  std::size_t at = 0;
  while (const auto marker = next_marker(file, at)) {
    if (marker->code == kScan || marker->is_cut_off) break;
    if (begins_frame(marker->code) && marker->segment.size() >= 5) {
      JpegHead head;
      read_size(marker->segment, head);
      return head;
    }
    at = marker->end;
  }
  return std::nullopt;
}

bool has_too_many_scans(ByteView file) {
  int scans = 0;
  int most = kMostSequentialScans;
  std::size_t at = 0;
  while (const auto marker = next_marker(file, at)) {
    if (marker->code == kEnd) return false;
    if (marker->code == kProgressive) most = kMostProgressiveScans;
    if (marker->code == kScan && ++scans > most) return true;
    at = marker->end;
  }
  return false;
}

Result<JpegHead> check_jpeg(ByteView file) {
  if (has_too_many_scans(file)) return Error{"a JPEG of more scans than a picture needs"};
  JpegHead head;
  int components = 0;
  int scans = 0;
  std::optional<int> transform;
  std::size_t at = 0;
  while (const auto marker = next_marker(file, at)) {
    const std::string place = std::to_string(marker->place);
    if (scans > 0 && marker->fill < marker->place) head.has_fill_bytes = true;
    if (marker->code == kEnd) {
      if (components == 0 || scans == 0) return Error{"damaged JPEG: it ends before its pixels"};
      if (components == 4 && transform != 0 && transform != 2)
        return Error{"a JPEG of four colours that does not say which they are (it has no Adobe marker)"};
      return head;
    }
    if (marker->is_cut_off)
      return Error{"damaged JPEG: the segment at byte " + place + " does not fit in the file: cut off?"};
    if (marker->code == kTables && !tables_are_sound(marker->segment))
      return Error{"damaged JPEG: the Huffman tables at byte " + place + " are no such tables"};
    if (marker->code == kScan) ++scans;
    if (marker->code == kAdobe) {
      if (const auto told = adobe_transform(marker->segment)) transform = told;
    }
    if (begins_frame(marker->code) && components == 0) {  // decoders refuse a second one
      const auto count = read_frame(*marker, head);
      if (!count) return Error{count.error()};
      components = *count;
    }
    at = marker->end;
  }
  return Error{"damaged JPEG: it has no end: cut off after " + std::to_string(file.size()) + " bytes?"};
}

Bytes without_fill_bytes(ByteView file) {
  Bytes sound;
  sound.reserve(file.size());
  const auto copy = [&](std::size_t from, std::size_t to) {
    sound.insert(sound.end(), file.begin() + static_cast<std::ptrdiff_t>(from),
                 file.begin() + static_cast<std::ptrdiff_t>(to));
  };
  std::size_t at = 0;
  while (const auto marker = next_marker(file, at)) {
    copy(at, marker->fill);
    copy(marker->place, marker->end);
    at = marker->end;
    if (marker->code == kEnd) break;
  }
  return sound;
}

}  // namespace bottleneck
