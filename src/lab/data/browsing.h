// A look at the images of a dataset: one half of it, perhaps one class alone, from some image on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/dataset.h"
#include "lab/data/datasets.h"

namespace bottleneck {

// What of the datasets the reader looks at.
struct Browsing {
  std::string dataset{};  // a name among the datasets; empty: the one that the plan is about
  Split split = Split::test;
  int label = -1;   // this class alone; -1: all
  int picked = -1;  // the index of the image shown large; -1: none
  int first = 0;    // the index of the image at the top left, or of one before it

  bool operator==(const Browsing&) const = default;
};

// Indices of the images of one class (-1: of all) in the half, ascending.
std::vector<int> images_of_class(const Dataset& dataset, int label);

// "7", "Ankle boot": what a label of that dataset means.
std::string label_name(const DatasetEntry& dataset, int label);

// How many of each class there are, from class 0 on.
std::vector<int> class_counts(const Dataset& dataset, std::size_t classes);

// Whether another visit would find the same images under the same numbers.
bool has_lasting_images(const DatasetEntry& dataset);

// "MNIST, training image 12, labelled 7"
std::string image_in_words(const DatasetEntry& dataset, Split split, int index);

// Where in images_of_class() an image stands, or the first after it.
int place_of_image(const std::vector<int>& images, int index);

}  // namespace bottleneck
