// Which characters of a line of Python are what, for colours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bottleneck {

enum class SpanKind : std::uint8_t { plain, comment, text, number, keyword };

struct Span {
  SpanKind kind = SpanKind::plain;
  std::string text{};

  bool operator==(const Span&) const = default;
};

// Colours line by line: a text between three quotes may go over several.
class Highlighter {
 public:
  // The spans of the next line; joined they are the line.
  std::vector<Span> next(std::string_view line);

 private:
  bool is_in_text_ = false;  // between three quotes
};

}  // namespace bottleneck
