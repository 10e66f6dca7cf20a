#include "formats/bytes.h"

namespace bottleneck {

std::optional<std::size_t> element_count(std::span<const std::int64_t> shape, std::size_t limit) {
  bool empty = false;
  for (const std::int64_t size : shape) {
    if (size < 0) return std::nullopt;
    if (size == 0) empty = true;
  }
  if (empty) return 0;  // seen first: the other sizes of an empty array may be as large as they like
  std::uint64_t product = 1;
  for (const std::int64_t size : shape) {
    if (static_cast<std::uint64_t>(size) > limit / product) return std::nullopt;
    product *= static_cast<std::uint64_t>(size);
  }
  if (product > limit) return std::nullopt;
  return static_cast<std::size_t>(product);
}

std::string shape_text(std::span<const std::int64_t> shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(shape[i]);
  }
  if (shape.size() == 1) text += ",";
  return text + ")";
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::size_t end = text.size();
  if (end > kLongest) {
    end = kLongest;
    // Do not cut inside a UTF-8 character: its later bytes are 10xxxxxx.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  }
  std::string out = "\"";
  for (const char c : text.substr(0, end)) {
    const auto code = static_cast<unsigned char>(c);
    out += code < 0x20 || code == 0x7F ? '?' : c;
  }
  if (end < text.size()) out += "...";
  return out + "\"";
}

}  // namespace bottleneck
