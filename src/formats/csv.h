// .csv: rows of cells with commas between (RFC 4180), as spreadsheets, pandas and NumPy read them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/bytes.h"

namespace bottleneck {

using CsvRows = std::vector<std::vector<std::string>>;

// Lines end with CR LF; a cell with a comma, a quotation mark or a line's end in it stands in quotation
// marks.
std::string write_csv(const CsvRows& rows);

// A matrix: a row for each image, with its number first ("image", then the columns "0", "1", … as the head
// names them). Six digits behind the point, without zeros at their end. width: columns, at least 1; values:
// rows × width.
Bytes write_csv(std::span<const float> values, int width);

}  // namespace bottleneck
