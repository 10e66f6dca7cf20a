#include "formats/csv.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace bottleneck {
namespace {

void append_cell(std::string& text, const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
    text += cell;
    return;
  }
  text += '"';
  for (const char character : cell) {
    if (character == '"') text += '"';
    text += character;
  }
  text += '"';
}

// Appends it; a number that is none is an empty cell.
void append_number(Bytes& out, float value) {
  constexpr int kDigits = 6;
  if (!std::isfinite(value)) return;
  char text[64];  // the largest has 39 digits before the point
  const char* end = std::to_chars(text, text + sizeof(text), value, std::chars_format::fixed, kDigits).ptr;
  while (end[-1] == '0') --end;
  if (end[-1] == '.') --end;
  std::string_view written(text, static_cast<std::size_t>(end - text));
  if (written == "-0") written.remove_prefix(1);
  out.insert(out.end(), written.begin(), written.end());
}

void append_text(Bytes& out, const std::string& text) {
  out.insert(out.end(), text.begin(), text.end());
}

}  // namespace

std::string write_csv(const CsvRows& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      append_cell(text, row[i]);
    }
    text += "\r\n";
  }
  return text;
}

Bytes write_csv(std::span<const float> values, int width) {
  const auto columns = static_cast<std::size_t>(width);
  Bytes out;
  append_text(out, "image");
  for (std::size_t column = 0; column < columns; ++column) append_text(out, "," + std::to_string(column));
  append_text(out, "\r\n");
  for (std::size_t row = 0; row < values.size() / columns; ++row) {
    append_text(out, std::to_string(row));
    for (const float value : values.subspan(row * columns, columns)) {
      out.push_back(',');
      append_number(out, value);
    }
    append_text(out, "\r\n");
  }
  return out;
}

}  // namespace bottleneck
