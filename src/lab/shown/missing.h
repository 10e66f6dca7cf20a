// What stands in the way of the neighbours' votes and of images to look at, and what helps: decided here for
// the canvas and for the HTML beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// Something on its way.
struct ProgressWords {
  std::string what;
  std::string what_short;  // where there is no room for `what`
  std::string amount{};    // "120 KB of 320 KB", or empty
  float share = -1;        // 0..1, below 0 while it is not known
};
ProgressWords file_progress(const char* what, const Download& file);
// Of a half of a dataset, downloaded or drawn.
ProgressWords half_progress(const Session& session, const DatasetEntry& dataset, Split split);

struct Missing {
  std::string text;  // a sentence
  bool is_alarm = false;
  std::optional<ProgressWords> progress{};  // with it the canvas says it in place of the text
  std::vector<std::string> helps{};         // the ids of the offers that help

  bool is_helped_by(std::string_view id) const;
};

// Of the votes by a model's codes (null: there is no such model), and by pixels. Nothing where they can vote
// on what is drawn.
std::optional<Missing> missing_codes(const Session& session, const LibraryEntry* entry);
std::optional<Missing> missing_pixels(const Session& session);

// Of the chosen model itself; nothing where it can be used.
std::optional<Missing> missing_model(const Session& session);
// Of that half of the chosen model's dataset; nothing where it is there. What helps is what add_half()
// offers.
std::optional<Missing> missing_half(const Session& session, Split split);

// Of the samples beside the pad; nothing where they are there.
std::optional<Missing> missing_samples(const Session& session);
// The worker, which was lost and is not started again unasked.
std::optional<Missing> missing_worker(const Session& session);
// Of both halves of the chosen model's dataset, which the stations of the notebook measure on, and the worker
// that measures; nothing where they are there.
std::optional<Missing> missing_chosen_data(const Session& session);
// Of the half that the reader looks at, which is not there.
Missing missing_browsed(const Session& session);

}  // namespace bottleneck
