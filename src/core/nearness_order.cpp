// All codes are halved along the number in which they differ most, the halves likewise, and so on, until a
// block holds them (J. Friedman, J. Bentley, R. Finkel, "An Algorithm for Finding Best Matches in Logarithmic
// Expected Time", 1977).
#include "core/nearness_order.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <numeric>

namespace bottleneck {
namespace {

constexpr std::size_t kJudged = 64;  // codes that say in which number a range of them differs most

// Integers that stand in the order of the numbers; those that are not a number stand at the ends.
std::uint32_t in_order(float number) {
  const auto bits = std::bit_cast<std::uint32_t>(number);
  return bits ^ ((bits >> 31) != 0 ? 0xFFFFFFFFU : 0x80000000U);
}

class Ordering {
 public:
  Ordering(std::span<const float> codes, std::size_t width, std::size_t block)
      : codes_(codes),
        width_(width),
        block_(block),
        order_(codes.size() / width),
        keys_(order_.size()),
        sums_(width),
        squares_(width) {
    std::iota(order_.begin(), order_.end(), 0);
    split(0, order_.size());
  }

  std::vector<int> take() && { return std::move(order_); }

 private:
  // Halves the codes [first, last) until a block holds them. Where a half begins a group of blocks begins on
  // every level up to the half's size.
  void split(std::size_t first, std::size_t last) {
    const std::size_t count = last - first;
    if (count <= block_) return;
    std::size_t part = block_;
    while (part * kNearnessGroup < count) part *= kNearnessGroup;
    const std::size_t middle = first + (count + part - 1) / part / 2 * part;
    const std::size_t widest = widest_number(first, last);
    for (std::size_t i = first; i < last; ++i) {
      const auto code = static_cast<std::size_t>(order_[i]);
      keys_[i] = std::uint64_t{in_order(codes_[code * width_ + widest])} << 32 | code;
    }
    const auto at = [&](std::size_t i) { return keys_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(first), at(middle), at(last));
    for (std::size_t i = first; i < last; ++i) order_[i] = static_cast<int>(keys_[i] & 0xFFFFFFFFU);
    split(first, middle);
    split(middle, last);
  }

  // The one with the greatest variance, judged by some of the codes.
  std::size_t widest_number(std::size_t first, std::size_t last) {
    sums_.assign(width_, 0);
    squares_.assign(width_, 0);
    const std::size_t step = (last - first + kJudged - 1) / kJudged;
    float count = 0;
    for (std::size_t i = first; i < last; i += step, ++count) {
      const float* const code = codes_.data() + static_cast<std::size_t>(order_[i]) * width_;
      for (std::size_t n = 0; n < width_; ++n) {
        sums_[n] += code[n];
        squares_[n] += code[n] * code[n];
      }
    }
    for (std::size_t n = 0; n < width_; ++n) squares_[n] -= sums_[n] * sums_[n] / count;
    return static_cast<std::size_t>(std::max_element(squares_.begin(), squares_.end()) - squares_.begin());
  }

  std::span<const float> codes_;
  std::size_t width_;
  std::size_t block_;
  std::vector<int> order_;
  std::vector<std::uint64_t> keys_;
  std::vector<float> sums_;
  std::vector<float> squares_;
};

}  // namespace

std::vector<int> nearness_order(std::span<const float> codes, std::size_t width, std::size_t block) {
  assert(width >= 1 && block >= 1 && codes.size() % width == 0);
  return Ordering(codes, width, block).take();
}

}  // namespace bottleneck
