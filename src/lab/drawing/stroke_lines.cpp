#include "lab/drawing/stroke_lines.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <vector>

#include "lab/base/figures.h"
#include "lab/base/typed_numbers.h"
#include "lab/drawing/drawing.h"
#include "texts/controls.h"

namespace bottleneck {
namespace {

constexpr int kDecimals = 2;
constexpr std::size_t kMostProblems = 5;
constexpr std::size_t kMostQuoted = 40;  // letters of what is wrong

constexpr std::string_view kBlanks = " \t\r";

// Takes the part before the next of the separators off the text.
std::string_view take_until(std::string_view& text, std::string_view separators) {
  const std::size_t end = std::min(text.find_first_of(separators), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// 12.50 → "12.5", 12.00 → "12".
std::string short_decimal(float value) {
  std::string text = fixed(static_cast<double>(value), kDecimals);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

bool is_in(const std::optional<double>& number, float low, float high) {
  return number && *number >= static_cast<double>(low) && *number <= static_cast<double>(high);
}

std::optional<Point> read_point(std::string_view word) {
  std::vector<std::optional<double>> numbers;
  // An ending comma leaves an empty number behind, which is none.
  for (bool is_last = false; !is_last;) {
    is_last = word.find(',') == std::string_view::npos;
    numbers.push_back(read_number(take_until(word, ",")));
  }
  if (numbers.size() < 2 || numbers.size() > 3) return std::nullopt;
  if (!is_in(numbers[0], 0, kPadUnits) || !is_in(numbers[1], 0, kPadUnits)) return std::nullopt;
  if (numbers.size() == 2) numbers.emplace_back(1.0);
  if (!is_in(numbers[2], kThinnest, kThickest)) return std::nullopt;
  return Point{static_cast<float>(*numbers[0]), static_cast<float>(*numbers[1]),
               static_cast<float>(*numbers[2])};
}

std::string quoted(std::string_view word) {
  if (word.size() <= kMostQuoted) return std::string(word);
  // Not in the middle of a letter of several bytes.
  std::size_t end = kMostQuoted;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
  return std::string(word.substr(0, end)) + "…";
}

}  // namespace

std::string write_stroke_lines(const Strokes& strokes) {
  const auto place = [](float value) { return short_decimal(std::clamp(value, 0.0F, kPadUnits)); };
  std::string text;
  for (const Stroke& stroke : strokes) {
    if (stroke.empty()) continue;
    if (!text.empty()) text += '\n';
    for (const Point& point : stroke) {
      assert(std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.width));
      if (&point != &stroke.front()) text += ' ';
      text += place(point.x) + ',' + place(point.y);
      const std::string width = short_decimal(std::clamp(point.width, kThinnest, kThickest));
      if (width != "1") text += ',' + width;
    }
  }
  return text;
}

Result<Strokes> read_stroke_lines(std::string_view text) {
  Strokes strokes;
  std::string problems;
  std::size_t wrong = 0;
  std::size_t points = 0;
  for (int line = 1; !text.empty(); ++line) {
    std::string_view rest = take_until(text, "\n");
    Stroke stroke;
    while (!rest.empty()) {
      const std::string_view word = take_until(rest, kBlanks);
      if (word.empty()) continue;
      const auto point = read_point(word);
      if (!point) {
        if (++wrong > kMostProblems) break;
        if (!problems.empty()) problems += '\n';
        problems += fill(texts::kMirrorNoPoint, {std::to_string(line), quoted(word)});
        break;
      }
      stroke.push_back(*point);
      if (++points > kMaxDrawingPoints)
        return Error{fill(texts::kMirrorTooManyPoints, {grouped(kMaxDrawingPoints)})};
    }
    if (!stroke.empty()) strokes.push_back(std::move(stroke));
  }
  if (wrong > kMostProblems)
    problems += '\n' + fill(texts::kMirrorMoreLines, {std::to_string(wrong - kMostProblems)});
  if (wrong > 0) return Error{problems};
  return strokes;
}

}  // namespace bottleneck
