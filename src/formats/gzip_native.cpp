#include <algorithm>
#include <limits>
#include <string>

#include "formats/gzip.h"
#include "formats/inflater.h"

namespace bottleneck {
namespace {

// Whether a member begins here.
bool is_member(ByteView bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

}  // namespace

Result<Bytes> gunzip(ByteView file, std::size_t max_size) {
  constexpr std::size_t kSmallestFile = 18;  // header 10, checksum 4, length 4
  if (!is_member(file)) return Error{"gzip: not a gzip file (it does not begin with 1F 8B)"};
  const Error cut_off{"gzip: the file is cut off after " + std::to_string(file.size()) + " bytes"};
  if (file.size() < kSmallestFile) return cut_off;

  Inflater inflater(Inflater::kGzip);
  if (!inflater.ready()) return Error{"gzip: zlib could not start (out of memory)"};
  z_stream& stream = inflater.stream();

  // One byte more than allowed, so that too much content shows.
  const std::size_t most = max_size == std::numeric_limits<std::size_t>::max() ? max_size : max_size + 1;
  Bytes content(std::min<std::size_t>(most, std::size_t{1} << 16));
  std::size_t used = 0;  // bytes of `file`
  std::size_t made = 0;  // bytes of `content`
  while (true) {
    if (made == content.size()) {
      if (made > max_size) {
        return Error{"gzip: the content is larger than the " + std::to_string(max_size) + " bytes expected"};
      }
      content.resize(std::min(most, content.size() * 2));
    }
    const uInt room_in = clamp_size(file.size() - used);
    const uInt room_out = clamp_size(content.size() - made);
    stream.next_in = const_cast<Bytef*>(file.data() + used);
    stream.avail_in = room_in;
    stream.next_out = content.data() + made;
    stream.avail_out = room_out;
    const int outcome = inflate(&stream, Z_NO_FLUSH);
    used += room_in - stream.avail_in;
    made += room_out - stream.avail_out;

    if (outcome == Z_STREAM_END) {
      if (!is_member(file.subspan(used))) break;
      inflateReset(&stream);
      continue;
    }
    if (outcome == Z_MEM_ERROR) return Error{"gzip: out of memory"};
    const bool starved = outcome == Z_BUF_ERROR || (outcome == Z_OK && stream.avail_in == 0);
    if (starved && used == file.size() && made < content.size()) return cut_off;
    if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
      return Error{std::string("gzip: damaged near byte ") + std::to_string(used) + " (" +
                   (stream.msg != nullptr ? stream.msg : "unknown data") + ")"};
    }
  }
  if (made > max_size) {
    return Error{"gzip: the content is larger than the " + std::to_string(max_size) + " bytes expected"};
  }
  if (used != file.size()) {
    return Error{"gzip: " + std::to_string(file.size() - used) +
                 " bytes follow the end of the compressed data"};
  }
  content.resize(made);
  return content;
}

}  // namespace bottleneck
