// A picture of any size → a 28×28 image, for datasets made of the reader's own pictures.
#pragma once

#include <cstdint>
#include <span>

#include "core/shapes.h"

namespace bottleneck {

// The part of an image that a picture of width × height, 1 to 65,536 each, takes in it: its longer side all
// of kSide, in the middle (an odd remainder goes to the right or below).
struct Fit {
  int left;
  int top;
  int columns;
  int rows;
};
Fit fit_in_image(int width, int height);

// Scales a grey picture with its aspect kept into its part of an image that is black around it. Every pixel
// is the average of the area it covers in the picture, rounded: computed in whole numbers, the same
// everywhere. `grey` is height × width, row by row; width and height are 1 to 65,536.
Image resize_to_image(std::span<const std::uint8_t> grey, int width, int height);

}  // namespace bottleneck
