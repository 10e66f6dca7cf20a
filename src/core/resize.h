// A picture of any size → a 28×28 image, for datasets made of the reader's own pictures.
#pragma once

#include <cstdint>
#include <span>

#include "core/shapes.h"

namespace bottleneck {

// Scales a grey picture with its aspect kept, so that its longer side takes 28 pixels, and centres it on
// black (an odd remainder goes to the right or below). Every pixel is the average of the area it covers in
// the picture, rounded: computed in whole numbers, the same everywhere. `grey` is height × width, row by row;
// width and height are 1 to 65,536.
Image resize_to_image(std::span<const std::uint8_t> grey, int width, int height);

}  // namespace bottleneck
