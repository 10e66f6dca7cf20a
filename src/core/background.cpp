#include "core/background.h"

#include <cstddef>

namespace bottleneck {
namespace {

constexpr int kLight = 128;

// Calls use(index, is_border) for each pixel of the picture.
template <class Use>
void each_pixel(const Fit& picture, Use use) {
  for (int row = 0; row < picture.rows; ++row) {
    for (int column = 0; column < picture.columns; ++column) {
      const bool is_border =
          row == 0 || row == picture.rows - 1 || column == 0 || column == picture.columns - 1;
      use(static_cast<std::size_t>((picture.top + row) * kSide + picture.left + column), is_border);
    }
  }
}

}  // namespace

bool has_light_background(const Image& image, const Fit& picture) {
  int border = 0;
  int light = 0;
  each_pixel(picture, [&](std::size_t pixel, bool is_border) {
    border += is_border ? 1 : 0;
    light += is_border && image[pixel] >= kLight ? 1 : 0;
  });
  return 4 * light >= 3 * border;
}

void invert(Image& image, const Fit& picture) {
  each_pixel(picture, [&](std::size_t pixel, bool /*is_border*/) {
    image[pixel] = static_cast<std::uint8_t>(kWhite - image[pixel]);
  });
}

}  // namespace bottleneck
