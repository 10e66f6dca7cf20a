// Sizes, shares and progress in words, for the HTML beside the canvas.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// 11'594'722 → "11.6 MB", 320'000 → "320 KB", 64 → "64 B". Thousands, not 1024s.
std::string size_in_words(std::int64_t bytes);

// 0.1234 → "12.3 %". What is not quite nothing or all is never rounded to it. share: in [0, 1].
std::string share_in_words(double share);

// "" while the file is not on its way, else how much of it is there: "120 KB of 320 KB".
std::string progress_in_words(const Download& file);
// The same of both files of a dataset's half.
std::string progress_in_words(const DatasetHalf& half);

// The name of the dataset that a model was trained on, as a reader knows it; the card's own where the page
// does not know the dataset. The card must be there.
std::string dataset_title(const Session& session, const LibraryEntry& entry);

// "60,000 images of MNIST": what a model was trained on, or that this is not known. The card must be there.
std::string origin_in_words(const Session& session, const LibraryEntry& entry);

// What the chosen models need and could not be loaded or started, as sentences, each once: it can be tried
// again.
std::vector<std::string> failures_of(const Session& session);
// All that has failed: of every dataset, too.
std::vector<std::string> errors_of(const Session& session);

}  // namespace bottleneck
