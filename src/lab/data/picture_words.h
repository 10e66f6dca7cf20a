// The reader's own pictures in words, for their card and for the HTML beside the canvas.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lab/data/datasets.h"
#include "lab/data/own_pictures.h"

namespace bottleneck {

// "1,234 + 246 pictures in 5 classes". They must be there.
std::string picture_counts_in_words(const DatasetEntry& entry);

// The names of the classes with how many pictures each has: "anna 210, ben 97".
std::string picture_classes_in_words(const DatasetEntry& entry);

// What became of their light background; empty: they have none. They must be there.
std::string background_in_words(const DatasetEntry& entry);

// What of the pictures is not used, a line for each, at most so many; the last one may say how many more
// there are. Empty when all are used.
std::vector<std::string> left_out_in_words(const PictureReport& report, std::size_t most);

// That there were more than can be taken; empty when there were not.
std::string too_many_in_words(const PictureReport& report);

}  // namespace bottleneck
