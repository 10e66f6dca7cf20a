#include "formats/csv.h"

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

}  // namespace bottleneck
