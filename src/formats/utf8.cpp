#include "formats/utf8.h"

#include <array>
#include <cstddef>
#include <cstdio>

namespace bottleneck {
namespace {

// Bytes of the well-formed character that the text begins with; 0 where there is none.
std::size_t first_length(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[i])) : 0U;
  };
  const auto is_between = [](unsigned value, unsigned low, unsigned high) {
    return value >= low && value <= high;
  };
  const auto goes_on = [&](std::size_t i) { return is_between(byte(i), 0x80, 0xBF); };

  if (text.empty()) return 0;
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (is_between(lead, 0xC2, 0xDF)) return goes_on(1) ? 2 : 0;
  if (is_between(lead, 0xE0, 0xEF)) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;   // below: overlong
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;  // above: surrogates
    return is_between(byte(1), low, high) && goes_on(2) ? 3 : 0;
  }
  if (is_between(lead, 0xF0, 0xF4)) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;   // below: overlong
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;  // above: beyond U+10FFFF
    return is_between(byte(1), low, high) && goes_on(2) && goes_on(3) ? 4 : 0;
  }
  return 0;
}

// Of a well-formed character of up to three bytes; of four bytes, which are all letters and signs, 0xFFFF.
unsigned code_point(std::string_view character) {
  const auto low = [&](std::size_t i) { return static_cast<unsigned>(character[i]) & 0x3FU; };
  const auto lead = static_cast<unsigned char>(character[0]);
  switch (character.size()) {
    case 1:
      return lead;
    case 2:
      return (lead & 0x1FU) << 6 | low(1);
    case 3:
      return (lead & 0x0FU) << 12 | low(1) << 6 | low(2);
    default:
      return 0xFFFF;
  }
}

// Whether a terminal, or a reader's eye, would be led astray by it.
bool is_control(unsigned code) {
  const auto is_between = [code](unsigned low, unsigned high) { return code >= low && code <= high; };
  return code < 0x20 || is_between(0x7F, 0x9F) || is_between(0x2028, 0x202E) || is_between(0x2066, 0x2069);
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = first_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string made_utf8(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = first_length(text);
    if (length == 0) {
      made += '?';
      text.remove_prefix(1);
    } else {
      made += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return made;
}

std::string escaped(std::string_view text) {
  constexpr unsigned kReplacement = 0xFFFD;
  std::string made;
  made.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = first_length(text);
    const unsigned code = length == 0 ? kReplacement : code_point(text.substr(0, length));
    if (length == 0 || is_control(code)) {
      std::array<char, 8> digits{};
      std::snprintf(digits.data(), digits.size(), "\\u%04x", code);
      made += digits.data();
    } else {
      made += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return made;
}

}  // namespace bottleneck
