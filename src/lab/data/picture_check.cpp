#include "lab/data/picture_check.h"

#include <algorithm>
#include <optional>

#include "lab/base/figures.h"
#include "texts/pictures.h"

namespace bottleneck {
namespace {

struct PictureSize {  // in pixels
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

// Of `count` bytes from `at` on, the highest first.
std::uint32_t number_at(ByteView file, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : file.subspan(at, count)) value = value << 8 | byte;
  return value;
}

// The first chunk, IHDR, begins with them.
std::optional<PictureSize> size_of_png(ByteView file) {
  if (file.size() < 24) return std::nullopt;
  return PictureSize{.width = number_at(file, 16, 4), .height = number_at(file, 20, 4)};
}

// They stand in the segment that begins a frame: SOF0 to SOF15, but DHT, JPG and DAC lie among these numbers.
bool begins_jpeg_frame(std::uint8_t marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

std::optional<PictureSize> size_of_jpeg(ByteView file) {
  std::size_t at = 2;
  while (at + 9 <= file.size()) {
    if (file[at] != 0xff) return std::nullopt;
    const std::uint8_t marker = file[at + 1];
    if (marker == 0xff) {  // padding
      ++at;
    } else if (begins_jpeg_frame(marker)) {
      return PictureSize{.width = number_at(file, at + 7, 2), .height = number_at(file, at + 5, 2)};
    } else {
      at += 2 + number_at(file, at + 2, 2);
    }
  }
  return std::nullopt;
}

std::optional<PictureSize> size_of_picture(ByteView file) {
  const std::string_view text = as_text(file);
  if (text.starts_with(kPngMagic)) return size_of_png(file);
  if (text.starts_with(kJpegMagic)) return size_of_jpeg(file);
  return std::nullopt;
}

}  // namespace

std::string picture_problem(ByteView file) {
  const std::optional<PictureSize> size = size_of_picture(file);
  if (!size || size->width == 0 || size->height == 0) return texts::kPicturesOfNoKind;
  if (std::max(size->width, size->height) > kLongestPictureSide ||
      std::size_t{size->width} * size->height > kMostPicturePixels)
    return fill(texts::kPicturesTooManyPixels, {std::to_string(size->width), std::to_string(size->height)});
  return "";
}

}  // namespace bottleneck
