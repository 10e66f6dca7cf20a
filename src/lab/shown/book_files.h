// The table of the book for files, plain numbers in it, and for readers.
#pragma once

#include <string>

#include "lab/session/session.h"
#include "lab/shown/numbers.h"

namespace bottleneck {

Numbers book_numbers(const Session& session);
CsvRows book_table(const Session& session);
std::string write_book_markdown(const Session& session);

}  // namespace bottleneck
