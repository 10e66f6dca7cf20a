#include "formats/strokes_json.h"

#include <charconv>
#include <cmath>

#include "formats/bytes.h"
#include "formats/json_strict.h"

namespace bottleneck {
namespace {

using Json = nlohmann::json;

// "stroke 2, point 5: "
std::string place(std::size_t stroke, std::size_t point) {
  return "stroke " + std::to_string(stroke + 1) + ", point " + std::to_string(point + 1) + ": ";
}

// Reads [x, y] or [x, y, width]; the message of the error says what is wrong with it.
Result<Point> read_point(const Json& value) {
  if (!value.is_array() || value.size() < 2 || value.size() > 3)
    return Error{"[x, y] or [x, y, width] expected"};
  for (const Json& number : value) {
    if (!number.is_number()) return Error{"a number expected, got " + std::string(number.type_name())};
  }
  const double x = value[0].get<double>();
  const double y = value[1].get<double>();
  const double width = value.size() == 3 ? value[2].get<double>() : 1.0;
  // JSON cannot write an infinity, and the parser refuses what a double cannot hold: the limits catch all the
  // rest.
  if (std::abs(x) > kMaxCoordinate || std::abs(y) > kMaxCoordinate)
    return Error{"a coordinate is beyond 1,000,000"};
  if (width < 0 || width > kMaxWidthFactor) return Error{"the width is not from 0 to 100"};
  return Point{static_cast<float>(x), static_cast<float>(y), static_cast<float>(width)};
}

void append_number(std::string& out, float value) {
  assert(std::isfinite(value));
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  out.append(text, end);
}

void append_strokes(std::string& out, const Strokes& strokes) {
  out += "\"strokes\":[";
  for (std::size_t s = 0; s < strokes.size(); ++s) {
    out += s == 0 ? "[" : ",[";
    for (std::size_t p = 0; p < strokes[s].size(); ++p) {
      const Point& point = strokes[s][p];
      out += p == 0 ? "[" : ",[";
      append_number(out, point.x);
      out += ',';
      append_number(out, point.y);
      if (point.width != 1.0F) {
        out += ',';
        append_number(out, point.width);
      }
      out += ']';
    }
    out += ']';
  }
  out += ']';
}

std::optional<int> read_label(const Json& line) {
  const auto label = line.find("label");
  if (label == line.end() || !label->is_number_integer()) return std::nullopt;
  const double number = label->get<double>();
  if (number < 0 || number > kLargestLabel) return std::nullopt;
  return static_cast<int>(number);
}

std::optional<float> read_pen(const Json& line) {
  const auto pen = line.find("pen");
  if (pen == line.end() || !pen->is_number()) return std::nullopt;
  const double width = pen->get<double>();
  if (!(width >= static_cast<double>(kThinnestLinePen) && width <= static_cast<double>(kThickestLinePen)))
    return std::nullopt;
  return static_cast<float>(width);
}

}  // namespace

Result<StrokesLine> read_strokes_line(std::string_view line) {
  // Four values a point and what surrounds them; other keys find room there too.
  const auto parsed = parse_json(line, {.max_depth = 16, .max_values = 8 * kMaxPoints});
  if (!parsed) return Error{parsed.error()};
  if (!parsed->is_object() || !parsed->contains("strokes")) return Error{"{\"strokes\": [...]} expected"};
  const Json& list = (*parsed)["strokes"];
  if (!list.is_array()) return Error{"\"strokes\" is not an array"};

  StrokesLine drawing{.label = read_label(*parsed), .pen = read_pen(*parsed)};
  Strokes& strokes = drawing.strokes;
  std::size_t points = 0;
  for (std::size_t s = 0; s < list.size(); ++s) {
    if (!list[s].is_array())
      return Error{"stroke " + std::to_string(s + 1) + ": an array of points expected"};
    Stroke& stroke = strokes.emplace_back();
    for (std::size_t p = 0; p < list[s].size(); ++p) {
      if (++points > kMaxPoints) return Error{"more than " + std::to_string(kMaxPoints) + " points"};
      const auto point = read_point(list[s][p]);
      if (!point) return Error{place(s, p) + point.error()};
      stroke.push_back(*point);
    }
  }
  return drawing;
}

std::string_view without_blank_end(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Result<std::vector<StrokesLine>> read_strokes_lines(std::string_view text) {
  std::vector<StrokesLine> drawings;
  text = without_blank_end(text);
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::string where = "line " + std::to_string(drawings.size() + 1) + ": ";
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      return Error{where + "empty; a blank pad is {\"strokes\": []}"};
    }
    auto drawing = read_strokes_line(line);
    if (!drawing) return Error{where + drawing.error()};
    drawings.push_back(*std::move(drawing));
  }
  return drawings;
}

std::string write_strokes_line(const StrokesLine& line) {
  std::string out = "{";
  if (line.label) out += "\"label\":" + std::to_string(*line.label) + ",";
  if (line.pen) {
    out += "\"pen\":";
    append_number(out, *line.pen);
    out += ',';
  }
  append_strokes(out, line.strokes);
  return out + "}";
}

}  // namespace bottleneck
