// zlib's decompressor, freed on every way out. Native only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

#include <zlib.h>

namespace bottleneck {

class Inflater {
 public:
  // What is around the compressed data, with the largest window: gzip's header and sums, or nothing.
  static constexpr int kGzip = 16 + MAX_WBITS;
  static constexpr int kBare = -MAX_WBITS;

  explicit Inflater(int container) : ready_(inflateInit2(&stream_, container) == Z_OK) {}
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool ready() const { return ready_; }  // else there was no memory
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_;
};

// zlib counts in 32 bits.
inline uInt clamp_size(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace bottleneck
