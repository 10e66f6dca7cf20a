#include "core/resize.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace bottleneck {
namespace {

// The length of what the source pixel `s` and the target pixel `t` share, when `source` pixels are scaled to
// `target`. The unit is a source pixel divided by `target`: a source pixel is `target` long and a target
// pixel `source`, so all of it is whole numbers.
std::uint64_t overlap(int s, int t, int source, int target) {
  const auto begin = std::max(static_cast<std::int64_t>(s) * target, static_cast<std::int64_t>(t) * source);
  const auto end =
      std::min(static_cast<std::int64_t>(s + 1) * target, static_cast<std::int64_t>(t + 1) * source);
  return static_cast<std::uint64_t>(std::max<std::int64_t>(end - begin, 0));
}

// The first source pixel that the target pixel `t` touches, and the one after the last.
int first_touched(int t, int source, int target) {
  return static_cast<int>(static_cast<std::int64_t>(t) * source / target);
}
int after_touched(int t, int source, int target) {
  return static_cast<int>((static_cast<std::int64_t>(t + 1) * source + target - 1) / target);
}

// The length of a side once the longer one is kSide; at least one pixel.
int scaled(int side, int longer) {
  return std::max(1, static_cast<int>((2 * static_cast<std::int64_t>(side) * kSide + longer) / (2 * longer)));
}

}  // namespace

Fit fit_in_image(int width, int height) {
  [[maybe_unused]] constexpr int kLongest = 65536;  // keeps the sums below far inside 64 bits
  assert(width >= 1 && width <= kLongest && height >= 1 && height <= kLongest);
  const int longer = std::max(width, height);
  const int columns = scaled(width, longer);
  const int rows = scaled(height, longer);
  return {.left = (kSide - columns) / 2, .top = (kSide - rows) / 2, .columns = columns, .rows = rows};
}

Image resize_to_image(std::span<const std::uint8_t> grey, int width, int height) {
  assert(grey.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const auto [left, top, columns, rows] = fit_in_image(width, height);
  // A target pixel's area, in the unit of `overlap` squared.
  const std::uint64_t area = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);

  Image image{};
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      std::uint64_t sum = 0;
      for (int y = first_touched(row, height, rows); y < after_touched(row, height, rows); ++y) {
        std::uint64_t line = 0;
        const std::uint8_t* pixels =
            grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        for (int x = first_touched(column, width, columns); x < after_touched(column, width, columns); ++x) {
          line += overlap(x, column, width, columns) * pixels[x];
        }
        sum += overlap(y, row, height, rows) * line;
      }
      const auto index = static_cast<std::size_t>((top + row) * kSide + left + column);
      image[index] = static_cast<std::uint8_t>((sum + area / 2) / area);
    }
  }
  return image;
}

}  // namespace bottleneck
