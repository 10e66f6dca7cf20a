#include "core/code_blocks.h"

#include <algorithm>
#include <limits>

#include "core/nearness_order.h"

namespace bottleneck {
namespace {

std::vector<int> order_of(std::span<const PixelCode> codes) {
  std::vector<float> halves;
  halves.reserve(codes.size() * kCodeNumbers);
  for (const PixelCode& code : codes) halves.insert(halves.end(), code.begin(), code.begin() + kCodeNumbers);
  return nearness_order(halves, kCodeNumbers, kBoxed);
}

}  // namespace

CodeBlocks arrange(std::span<const PixelCode> codes) {
  const std::size_t blocks = (codes.size() + kFilterReferences - 1) / kFilterReferences;
  CodeBlocks arranged{.indices = order_of(codes),
                      .boxes = {},
                      .numbers = std::vector<std::int16_t>(blocks * kFilterReferences * kCodeNumbers),
                      .halves = std::vector<std::int32_t>(blocks * kFilterReferences,
                                                          std::numeric_limits<std::int32_t>::max()),
                      .seconds = {},
                      .second_squares = {}};
  for (std::size_t r = 0; r < codes.size(); ++r) {
    const PixelCode& code = codes[static_cast<std::size_t>(arranged.indices[r])];
    const auto first = std::span(code).first<kCodeNumbers>();
    const auto second = std::span(code).last<kCodeNumbers>();
    const std::size_t block = r / kFilterReferences * kFilterReferences * kCodeNumbers;
    for (std::size_t i = 0; i < kCodeNumbers; ++i)
      arranged.numbers[block + (i / 2 * kFilterReferences + r % kFilterReferences) * 2 + i % 2] = first[i];
    arranged.halves[r] = squared_length(first) / 2;
    arranged.seconds.insert(arranged.seconds.end(), second.begin(), second.end());
    arranged.second_squares.push_back(squared_length(second));
    if (r % kBoxed == 0) {
      CodeBox& box = arranged.boxes.emplace_back();
      std::ranges::copy(first, box.low.begin());
      box.high = box.low;
    }
    CodeBox& box = arranged.boxes.back();
    for (std::size_t i = 0; i < kCodeNumbers; ++i) {
      box.low[i] = std::min(box.low[i], first[i]);
      box.high[i] = std::max(box.high[i], first[i]);
    }
  }
  return arranged;
}

// Two codes are nowhere farther apart than their images, 4 · 28 · 255 steps and a little: so are a code and
// the ends of a box, and neither a difference nor the sum of its squares overflows.
std::int32_t squared_distance(const CodeBox& box, std::span<const std::int16_t, kCodeNumbers> half) {
  std::int32_t squared = 0;
  for (std::size_t i = 0; i < kCodeNumbers; ++i) {
    const auto below = static_cast<std::int16_t>(box.low[i] - half[i]);
    const auto above = static_cast<std::int16_t>(half[i] - box.high[i]);
    const std::int16_t outside = std::max(std::int16_t{0}, std::max(below, above));
    squared += std::int32_t{outside} * outside;
  }
  return squared;
}

}  // namespace bottleneck
