// IDX files for tests (formats/idx.h).
#pragma once

#include "formats/idx.h"

namespace bottleneck {

inline void append_big_endian(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

// The bytes of an images file; `images` is N × D.
inline Bytes write_idx_images(ByteView images) {
  Bytes out;
  append_big_endian(out, 0x00000803);
  append_big_endian(out, static_cast<std::uint32_t>(images.size() / kPixels));
  append_big_endian(out, kSide);
  append_big_endian(out, kSide);
  out.insert(out.end(), images.begin(), images.end());
  return out;
}

// The bytes of a labels file; `labels` is N.
inline Bytes write_idx_labels(ByteView labels) {
  Bytes out;
  append_big_endian(out, 0x00000801);
  append_big_endian(out, static_cast<std::uint32_t>(labels.size()));
  out.insert(out.end(), labels.begin(), labels.end());
  return out;
}

}  // namespace bottleneck
