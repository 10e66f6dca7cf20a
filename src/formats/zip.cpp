#include "formats/zip.h"

#include <limits>

#include "formats/crc32.h"

namespace bottleneck {
namespace {

constexpr std::uint64_t kVersion = 20;  // what reads it: 2.0
constexpr std::uint64_t kUtf8Names = 1U << 11;
constexpr std::uint64_t kFirstDay = 0x0021'0000;  // 1980-01-01, 00:00

void append_bytes(Bytes& out, ByteView bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

// What a file's own header and the list at the end both say of it.
void append_description(Bytes& out, const ZipEntry& entry, std::uint32_t checksum) {
  append_little_endian(out, kVersion, 2);
  append_little_endian(out, kUtf8Names, 2);
  append_little_endian(out, 0, 2);  // stored
  append_little_endian(out, kFirstDay, 4);
  append_little_endian(out, checksum, 4);
  append_little_endian(out, entry.bytes.size(), 4);  // as it lies here
  append_little_endian(out, entry.bytes.size(), 4);  // as it is
  append_little_endian(out, entry.path.size(), 2);
  append_little_endian(out, 0, 2);  // no extra fields
}

}  // namespace

Bytes write_zip(std::span<const ZipEntry> entries) {
  assert(entries.size() <= std::numeric_limits<std::uint16_t>::max());
  Bytes out;
  Bytes list;
  for (const ZipEntry& entry : entries) {
    const std::uint32_t checksum = crc32(entry.bytes);
    append_bytes(list, as_bytes("PK\1\2"));
    append_little_endian(list, kVersion, 2);  // what made it
    append_description(list, entry, checksum);
    append_little_endian(list, 0, 2 + 2);  // no comment, the first disk
    append_little_endian(list, 0, 2 + 4);  // no attributes
    append_little_endian(list, out.size(), 4);
    append_bytes(list, as_bytes(entry.path));

    append_bytes(out, as_bytes("PK\3\4"));
    append_description(out, entry, checksum);
    append_bytes(out, as_bytes(entry.path));
    append_bytes(out, entry.bytes);
  }
  assert(out.size() + list.size() < std::numeric_limits<std::uint32_t>::max());
  const std::size_t list_at = out.size();
  append_bytes(out, list);
  append_bytes(out, as_bytes("PK\5\6"));
  append_little_endian(out, 0, 2 + 2);  // the only disk
  append_little_endian(out, entries.size(), 2);
  append_little_endian(out, entries.size(), 2);
  append_little_endian(out, list.size(), 4);
  append_little_endian(out, list_at, 4);
  append_little_endian(out, 0, 2);  // no comment
  return out;
}

}  // namespace bottleneck
