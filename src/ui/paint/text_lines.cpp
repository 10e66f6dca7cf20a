#include "ui/paint/text_lines.h"

#include <algorithm>
#include <array>

#include "ui/paint/paint.h"

namespace bottleneck {
namespace {

constexpr std::array<std::string_view, 12> kUnits{"B", "KB",  "Kb", "MB", "Mb", "ms",
                                                  "s", "min", "h",  "px", "×",  "%"};

bool is_unit(std::string_view word) {
  return std::ranges::find(kUnits, word.substr(0, word.find_last_not_of(".,;:)") + 1)) != kUnits.end();
}

std::size_t end_of_word(std::string_view text, std::size_t start) {
  return std::min(text.find(' ', start), text.size());
}

// Where the unit ends that follows the number at the end of the word, or the word itself.
std::size_t end_of_unit(std::string_view text, std::size_t end) {
  if (end == text.size() || end == 0 || text[end - 1] < '0' || text[end - 1] > '9') return end;
  const std::size_t next = end_of_word(text, end + 1);
  return is_unit(text.substr(end + 1, next - end - 1)) ? next : end;
}

// In bytes.
std::size_t first_character(std::string_view text) {
  const auto is_inside = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  std::size_t length = 1;
  while (length < text.size() && is_inside(length)) ++length;
  return length;
}

}  // namespace

std::size_t fitting_length(const Look& look, const TextStyle& style, std::string_view text, float width) {
  const char* end = text.data();
  look.font(style)->CalcTextSizeA(box_height(style), width, 0, text.data(), text.data() + text.size(), &end);
  return static_cast<std::size_t>(end - text.data());
}

std::vector<std::string> break_lines(const Look& look, const TextStyle& style, std::string_view text,
                                     float width) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = end_of_word(text, start);
    if (const std::size_t unit = end_of_unit(text, end);
        text_width(look, style, text.substr(start, unit - start)) <= width)
      end = unit;
    const std::string_view word = text.substr(start, end - start);
    const std::string longer = line.empty() ? std::string(word) : std::string(line).append(" ").append(word);
    if (!line.empty() && text_width(look, style, longer) > width) {
      lines.push_back(line);
      line = word == "·" ? "" : word;
    } else {
      line = longer;
    }
    start = end + 1;
    while (text_width(look, style, line) > width) {
      const std::size_t fits = std::max(fitting_length(look, style, line, width), first_character(line));
      if (fits == line.size()) break;
      lines.push_back(line.substr(0, fits));
      line.erase(0, fits);
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace bottleneck
