#include "lab/data/picture_check.h"

#include <algorithm>
#include <optional>

#include "formats/jpeg_check.h"
#include "lab/base/figures.h"
#include "texts/pictures.h"

namespace bottleneck {
namespace {

struct PictureSize {  // in pixels
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

// The first chunk, IHDR, begins with them.
std::optional<PictureSize> size_of_png(ByteView file) {
  if (file.size() < 24) return std::nullopt;
  return PictureSize{.width = read_big_endian(file, 16), .height = read_big_endian(file, 20)};
}

std::optional<PictureSize> size_of_picture(ByteView file) {
  const std::string_view text = as_text(file);
  if (text.starts_with(kPngMagic)) return size_of_png(file);
  if (text.starts_with(kJpegMagic)) {
    if (const auto head = jpeg_size(file))
      return PictureSize{.width = static_cast<std::uint32_t>(head->width),
                         .height = static_cast<std::uint32_t>(head->height)};
  }
  return std::nullopt;
}

}  // namespace

std::string picture_problem(ByteView file) {
  const std::optional<PictureSize> size = size_of_picture(file);
  if (!size || size->width == 0 || size->height == 0) return texts::kPicturesOfNoKind;
  if (std::max(size->width, size->height) > kLongestPictureSide ||
      std::size_t{size->width} * size->height > kMostPicturePixels)
    return fill(texts::kPicturesTooManyPixels, {std::to_string(size->width), std::to_string(size->height)});
  if (as_text(file).starts_with(kJpegMagic) && has_too_many_scans(file)) return texts::kPicturesTooManyScans;
  return "";
}

}  // namespace bottleneck
