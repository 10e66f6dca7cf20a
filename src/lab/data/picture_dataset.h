// Pictures become a dataset, in the page and in the native program by the same rules: 28×28, a class tells
// which are tested on (lab/data/picture_classes.h), and light backgrounds are made dark.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/dataset.h"
#include "core/resize.h"

namespace bottleneck {

// A picture in an image, and the part of it that it takes.
struct FittedPicture {
  Image image{};
  Fit fit{};
};
// grey: height × width bytes, row by row; width and height are 1 to 65,536.
FittedPicture fit_picture(std::span<const std::uint8_t> grey, int width, int height);

struct FittedClass {
  std::string name;
  std::vector<FittedPicture> pictures{};
};

// The dataset of at most kMostPictureClasses. More than half of all pictures on a light background
// (core/background.h) make all of them negatives, also the dark ones: what was drawn on paper and what is
// white on black in the same set are told apart by nobody's rule without mistakes, and a set in which some
// are negatives and some are not is of no use. keeps_background: they stay as they are, and the dataset says
// so.
TrainTest dataset_of_pictures(std::vector<FittedClass> classes, bool keeps_background);

}  // namespace bottleneck
