// Datasets in words, for the canvas and for the HTML beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// "train", "test", as an address and the state call them; and for the reader.
const char* half_id(Split split);
const char* half_name(Split split);

// "60,000 + 10,000 images", "loading 3.1 of 11.6 MB", "none yet": one line on a whole dataset.
std::string dataset_in_words(const Session& session, const DatasetEntry& dataset);

// "9.7 MB": what is still to come of a half; "kept here" where all of it is.
std::string load_size_in_words(const DatasetHalf& half);

// One half in a sentence, with where it can be had or why it did not come.
std::string half_in_words(const Session& session, const DatasetEntry& dataset, Split split);

// Bytes that have come of the files on their way, of how many.
struct BytesOnTheWay {
  std::int64_t bytes = 0;
  std::int64_t total = 0;
};
BytesOnTheWay bytes_on_the_way(const DatasetEntry& dataset);

// Whether anything of it has failed.
bool has_failed(const Session& session, const DatasetEntry& dataset);

// How a half stands.
enum class HalfState : std::uint8_t {
  there,
  failed,
  under_way,   // files, or digits being drawn
  to_be_made,  // here
  offered,     // by this site
  elsewhere,   // not on this site; or empty, of the reader's own datasets
};
HalfState half_state(const Session& session, const DatasetEntry& dataset, Split split);
// Whether it is under way; and why it did not come, for the reader, or empty.
bool is_under_way(const Session& session, const DatasetEntry& dataset, Split split);
const std::string& half_error(const Session& session, const DatasetEntry& dataset, Split split);

// Halves of a dataset that something needs.
using Splits = std::vector<Split>;
inline const Splits kBothSplits{Split::train, Split::test};
// Those that are not here, as they can be loaded: digits are drawn for both halves at once, as the training
// half.
Splits halves_to_load(const DatasetEntry& dataset, const Splits& needed);
// The id of the offer that loads them: load:NAME:HALF, or of both load:NAME.
std::string load_id(const DatasetEntry& dataset, const Splits& to_load);

// How far digits are drawn, 0..1; below 0 while none are on their way.
float synthetic_share(const Datasets& datasets);

}  // namespace bottleneck
