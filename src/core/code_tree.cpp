// Reference codes in a tree whose nodes have up to 16 children each, with a box around each child.
//
//   all codes ─► halves, quarters … along the unit in which they differ most ─► blocks of 16 codes
//   16 blocks side by side ─► a box around each ─► 16 of these together ─► boxes around them ─► …
#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/knn.h"

namespace bottleneck {
namespace {

constexpr float kFar = std::numeric_limits<float>::infinity();
constexpr std::size_t kJudged = 64;  // codes that say in which unit a range of them differs most

// Integers that stand in the order of the numbers; those that are not a number stand at the ends.
std::uint32_t in_order(float number) {
  const auto bits = std::bit_cast<std::uint32_t>(number);
  return bits ^ ((bits >> 31) != 0 ? 0xFFFFFFFFU : 0x80000000U);
}

class Ordering {
 public:
  Ordering(std::span<const float> codes, std::size_t width)
      : codes_(codes), width_(width), order_(codes.size() / width), keys_(order_.size()) {
    std::iota(order_.begin(), order_.end(), 0);
    split(0, order_.size());
  }

  // Codes that lie near each other stand side by side.
  std::vector<int> take() && { return std::move(order_); }

 private:
  // Halves the codes [first, last) until a block holds them. Where a half begins a node begins on every
  // level up to the half's size.
  void split(std::size_t first, std::size_t last) {
    const std::size_t count = last - first;
    if (count <= kCodeLanes) return;
    std::size_t part = kCodeLanes;
    while (part * kCodeLanes < count) part *= kCodeLanes;
    const std::size_t middle = first + (count + part - 1) / part / 2 * part;
    const std::size_t unit = widest_unit(first, last);
    for (std::size_t i = first; i < last; ++i) {
      const auto code = static_cast<std::size_t>(order_[i]);
      keys_[i] = std::uint64_t{in_order(codes_[code * width_ + unit])} << 32 | code;
    }
    const auto at = [&](std::size_t i) { return keys_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(first), at(middle), at(last));
    for (std::size_t i = first; i < last; ++i) order_[i] = static_cast<int>(keys_[i] & 0xFFFFFFFFU);
    split(first, middle);
    split(middle, last);
  }

  // Where the codes' numbers have the greatest variance, judged by some of them.
  std::size_t widest_unit(std::size_t first, std::size_t last) {
    sums_.assign(width_, 0);
    squares_.assign(width_, 0);
    const std::size_t step = (last - first + kJudged - 1) / kJudged;
    float count = 0;
    for (std::size_t i = first; i < last; i += step, ++count) {
      const float* const code = codes_.data() + static_cast<std::size_t>(order_[i]) * width_;
      for (std::size_t unit = 0; unit < width_; ++unit) {
        sums_[unit] += code[unit];
        squares_[unit] += code[unit] * code[unit];
      }
    }
    for (std::size_t unit = 0; unit < width_; ++unit) squares_[unit] -= sums_[unit] * sums_[unit] / count;
    return static_cast<std::size_t>(std::max_element(squares_.begin(), squares_.end()) - squares_.begin());
  }

  std::span<const float> codes_;
  std::size_t width_;
  std::vector<int> order_;
  std::vector<std::uint64_t> keys_;
  std::vector<float> sums_;
  std::vector<float> squares_;
};

// Room for boxes around `count` children; those that are not there are nowhere.
CodeBoxes make_boxes(std::size_t count, std::size_t width) {
  const std::size_t blocks = (count + kCodeLanes - 1) / kCodeLanes;
  const std::size_t numbers = blocks * width * kCodeLanes;
  return {.low = std::vector<float>(numbers, kFar), .high = std::vector<float>(numbers, -kFar)};
}

// The box around the 16 lanes of a block, of which `low` and `high` are the ends. What is not finite is near
// to nothing.
void enclose(const float* low, const float* high, std::size_t block, std::size_t width, CodeBoxes& boxes) {
  const std::size_t place = block / kCodeLanes * width * kCodeLanes + block % kCodeLanes;
  for (std::size_t i = 0; i < width * kCodeLanes; ++i) {
    const std::size_t to = place + i / kCodeLanes * kCodeLanes;
    if (low[i] < boxes.low[to] && low[i] > -kFar) boxes.low[to] = low[i];
    if (high[i] > boxes.high[to] && high[i] < kFar) boxes.high[to] = high[i];
  }
}

}  // namespace

CodeReferences prepare_codes(std::span<const float> codes, int width) {
  const auto w = static_cast<std::size_t>(width);
  assert(width >= 1 && codes.size() % w == 0);
  const std::size_t count = codes.size() / w;
  std::size_t blocks = (count + kCodeLanes - 1) / kCodeLanes;
  CodeReferences references{.size = static_cast<int>(count),
                            .width = width,
                            .lanes = std::vector<float>(blocks * w * kCodeLanes, kFar),
                            .indices = Ordering(codes, w).take(),
                            .levels = {}};
  for (std::size_t r = 0; r < count; ++r) {
    const float* const code = codes.data() + static_cast<std::size_t>(references.indices[r]) * w;
    float* const block = references.lanes.data() + r / kCodeLanes * w * kCodeLanes;
    for (std::size_t i = 0; i < w; ++i) block[i * kCodeLanes + r % kCodeLanes] = code[i];
  }
  const float* low = references.lanes.data();
  const float* high = low;
  while (blocks > 1) {
    CodeBoxes boxes = make_boxes(blocks, w);
    for (std::size_t block = 0; block < blocks; ++block) {
      const std::size_t first = block * w * kCodeLanes;
      enclose(low + first, high + first, block, w, boxes);
    }
    const CodeBoxes& level = references.levels.emplace_back(std::move(boxes));
    low = level.low.data();
    high = level.high.data();
    blocks = (blocks + kCodeLanes - 1) / kCodeLanes;
  }
  return references;
}

}  // namespace bottleneck
