// The compression in words and numbers, for the canvas, the HTML beside it, and the file of numbers.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "lab/session/compression.h"
#include "lab/shown/missing.h"
#include "lab/shown/numbers.h"

namespace bottleneck {

// "49 ×", "12.3 ×".
std::string times_in_words(double ratio);

// A file of the station: its name, how many bytes (0: that depends on its numbers), and why it cannot be had
// yet (empty: it can).
struct ArrayFile {
  std::string name{};
  std::int64_t bytes = 0;
  std::string why_not{};
};
ArrayFile array_file(const Session& session, const SaveTestArray& which);

// The offer of such a file: "save-codes", and as a table for spreadsheets "save-codes:csv".
std::string array_offer_id(const SaveTestArray& which);

// What the book printed, where it is about just these sizes; empty otherwise.
std::string book_on_sizes(const Session& session, const CompressionRow& row);

// The bound under way; nothing otherwise.
std::optional<ProgressWords> bound_progress(const Session& session);

Numbers compression_numbers(const Session& session);

// For tests: {models: [{name, k, mse, here}], bound: [[width, mse]]}
nlohmann::ordered_json compression_json(const Session& session);

}  // namespace bottleneck
