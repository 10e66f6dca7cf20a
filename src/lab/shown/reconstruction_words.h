// The reconstructions in words, for the canvas and for the HTML beside it.
#pragma once

#include <optional>
#include <string>

#include "lab/session/session.h"
#include "lab/shown/missing.h"

namespace bottleneck {

// Which images are shown: "Test images 0 to 9 of MNIST"; and "0 to 9".
std::string originals_in_words(const Session& session);
std::string originals_in_short(const Session& session);

// What is known of a row's errors on all test images, or why nothing is; and the error that is told where
// there is no room for both.
struct RowWords {
  std::string errors;
  std::string errors_short;
  bool is_alarm = false;
  bool is_measured = false;
};
RowWords row_in_words(const Session& session, const LibraryEntry& entry);

// What is missing of the test images, or of the worker that measures the rows on them.
std::optional<Missing> missing_reconstructions(const Session& session);

// What is to be said below the pictures, or empty.
std::string reconstructions_note(const Session& session);

}  // namespace bottleneck
