// .csv: rows of cells with commas between (RFC 4180), as spreadsheets, pandas and NumPy read them.
#pragma once

#include <string>
#include <vector>

namespace bottleneck {

using CsvRows = std::vector<std::vector<std::string>>;

// Lines end with CR LF; a cell with a comma, a quotation mark or a line's end in it stands in quotation
// marks.
std::string write_csv(const CsvRows& rows);

}  // namespace bottleneck
