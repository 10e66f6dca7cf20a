// What the reader sees of a dataset: one half of it, perhaps one class alone, from some image on.
#pragma once

#include <string>
#include <vector>

#include "lab/session.h"

namespace bottleneck {

// The dataset looked at, never null, and its half.
const DatasetEntry& browsed_dataset(const Session& session);
const DatasetHalf& browsed_half(const Session& session);

// Indices of the images of one class (-1: of all) in the half, ascending.
std::vector<int> images_of_class(const Dataset& dataset, int label);

// "7", "Ankle boot": what a label of that dataset means.
std::string label_name(const DatasetEntry& dataset, int label);

// The choice with another half or class in it, from its beginning on.
Browsing with_half(const Browsing& browsing, Split split);
Browsing with_class(const Browsing& browsing, int label);

// How many of each class there are, from class 0 on.
std::vector<int> class_counts(const Dataset& dataset, std::size_t classes);

// Whether another visit would find the same images under the same numbers.
bool has_lasting_images(const DatasetEntry& dataset);

// Gives the picture on a sheet, an image of that half by its index, a caption in place of the index where an
// address cannot name it.
void name_picture(const Session& session, const DatasetEntry& dataset, Split split, Sheet& sheet);

// An image of the half looked at, as it lies on the pad. It is one of the chosen model's test images, or has
// a caption.
Sheet sheet_of_image(const Session& session, int index);

// "MNIST, training image 12, labelled 7"
std::string image_in_words(const DatasetEntry& dataset, Split split, int index);

// Where in images_of_class() an image stands, or the first after it.
int place_of_image(const std::vector<int>& images, int index);

}  // namespace bottleneck
