// What stands in the way of the neighbours' votes and of images to look at, and what helps: decided here for
// the canvas and for the HTML beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/session/session.h"
#include "lab/shown/data_words.h"

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
// Of those halves of the chosen model's dataset; nothing where they are there. What helps is what
// add_chosen_data() offers.
std::optional<Missing> missing_data(const Session& session, const Splits& needed);
// Of both, and of the worker, which together the stations of the notebook measure with.
std::optional<Missing> missing_to_measure(const Session& session);

// Of the samples beside the pad; nothing where they are there.
std::optional<Missing> missing_samples(const Session& session);
// The worker, which was lost and is not started again unasked.
std::optional<Missing> missing_worker(const Session& session);
// Of the half that the reader looks at, which is not there.
Missing missing_browsed(const Session& session);

}  // namespace bottleneck
