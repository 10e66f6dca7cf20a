#include "formats/idx.h"

#include <cstdio>
#include <utility>

namespace bottleneck {
namespace {

constexpr std::uint32_t kImagesMagic = 0x00000803;  // unsigned bytes, 3 dimensions
constexpr std::uint32_t kLabelsMagic = 0x00000801;  // unsigned bytes, 1 dimension
constexpr std::size_t kImagesHeader = 16;
constexpr std::size_t kLabelsHeader = 8;

std::string hex(std::uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(value));
  return text;
}

// Checks magic, image size and byte count of one of the two files. Yields N, the items that follow the
// header.
Result<std::uint32_t> read_header(const std::string& which, ByteView file, std::uint32_t magic,
                                  std::size_t header_bytes, std::uint64_t item_bytes) {
  const std::string place = "IDX " + which + ": ";
  if (file.size() < header_bytes) {
    return Error{place + "the file ends in its header (expected " + std::to_string(header_bytes) +
                 " bytes of it, got " + std::to_string(file.size()) + ")"};
  }
  const std::uint32_t found = read_big_endian(file, 0);
  if (found != magic) {
    const bool gzip = file[0] == 0x1F && file[1] == 0x8B;
    return Error{place + "magic number " + hex(found) + ", expected " + hex(magic) +
                 (gzip ? " (the file is still gzipped)" : "")};
  }
  const std::uint32_t count = read_big_endian(file, 4);
  for (std::size_t at = 8; at < header_bytes; at += 4) {
    const std::uint32_t side = read_big_endian(file, at);
    if (side != static_cast<std::uint32_t>(kSide)) {
      return Error{place + (at == 8 ? "the height" : "the width") + " of an image is " +
                   std::to_string(side) + ", expected " + std::to_string(kSide)};
    }
  }
  const std::uint64_t expected = header_bytes + count * item_bytes;
  if (file.size() != expected) {
    return Error{place + "expected " + std::to_string(expected) + " bytes for " + std::to_string(count) +
                 " " + which + ", got " + std::to_string(file.size())};
  }
  return count;
}

// All that is said of a pair of files.
Status check_pair(ByteView images, ByteView labels) {
  const auto image_count = read_header("images", images, kImagesMagic, kImagesHeader, kPixels);
  if (!image_count) return Error{image_count.error()};
  const auto label_count = read_header("labels", labels, kLabelsMagic, kLabelsHeader, 1);
  if (!label_count) return Error{label_count.error()};
  if (*image_count != *label_count) {
    return Error{"IDX: " + std::to_string(*image_count) + " images, but " + std::to_string(*label_count) +
                 " labels"};
  }
  if (*image_count == 0) return Error{"IDX: the files hold no images"};

  const ByteView values = labels.subspan(kLabelsHeader);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= kClasses) {
      return Error{"IDX labels: label " + std::to_string(values[i]) + " at index " + std::to_string(i) +
                   ", expected 0 to " + std::to_string(kClasses - 1)};
    }
  }
  return Done{};
}

}  // namespace

Result<Dataset> take_idx(Bytes images, Bytes labels) {
  const Status checked = check_pair(images, labels);
  if (!checked) return Error{checked.error()};
  // Moves the pixels down by the 16 bytes of the header, some milliseconds for 47 MB. An offset in Dataset
  // would save these, and everything that reads images would have to heed it.
  images.erase(images.begin(), images.begin() + kImagesHeader);
  labels.erase(labels.begin(), labels.begin() + kLabelsHeader);
  return Dataset{std::move(images), std::move(labels)};
}

}  // namespace bottleneck
