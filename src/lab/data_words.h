// Datasets in words, for the canvas and for the HTML beside it.
#pragma once

#include <string>

#include "lab/session.h"

namespace bottleneck {

// "60,000 + 10,000 images", "loading 3.1 of 11.6 MB", "none yet": one line on a whole dataset.
std::string dataset_in_words(const Session& session, const DatasetEntry& dataset);

// One half in a sentence, with where it can be had or why it did not come.
std::string half_in_words(const Session& session, const DatasetEntry& dataset, Split split);

// Whether anything of it has failed.
bool has_failed(const Session& session, const DatasetEntry& dataset);

// Whether a half is on its way: files, or digits being drawn; and why it did not come, for the reader, or
// empty.
bool is_under_way(const Session& session, const DatasetEntry& dataset, Split split);
const std::string& half_error(const Session& session, const DatasetEntry& dataset, Split split);

// How far digits are drawn, 0..1; below 0 while none are on their way.
float synthetic_share(const Datasets& datasets);

}  // namespace bottleneck
