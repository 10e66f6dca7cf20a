// The search through the tree gives what comparing with every code gives, list by list and bit by bit,
// whatever the codes are.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/knn.h"
#include "core/rng.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

using CodeNumbers = std::vector<float>;

template <class Number>
CodeNumbers numbers(std::size_t count, std::size_t width, const Number& number) {
  CodeNumbers codes(count * width);
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = number(i / width, i % width);
  return codes;
}

struct Codes {
  std::string name;
  CodeNumbers references;
  CodeNumbers queries;
};

constexpr std::size_t kCodeQueries = 9;

std::vector<Codes> all_codes(std::size_t count, std::size_t width) {
  Rng rng(count * 1000 + width);
  const auto with = [&](const char* name, const auto& number) {
    return Codes{name, numbers(count, width, number), numbers(kCodeQueries, width, number)};
  };
  const auto uniform = [&](std::size_t, std::size_t) { return rng.uniform(-4, 4); };
  std::vector<Codes> all = {
      with("uniform", uniform),
      with("whole", [&](std::size_t, std::size_t) { return static_cast<float>(rng.below(3)); }),
      with("rectified", [&](std::size_t, std::size_t) { return std::max(0.0F, rng.uniform(-4, 4)); }),
      with("the same", [](std::size_t, std::size_t) { return 0.1F; }),
      with("one of seven",
           [](std::size_t code, std::size_t unit) {
             return static_cast<float>(code % 7) * 0.1F + static_cast<float>(unit);
           }),
      with("clusters far apart",
           [&](std::size_t code, std::size_t) {
             return static_cast<float>(code % 5) * 1000.0F + rng.uniform(0, 0.01F);
           }),
      with("ever nearer", [&](std::size_t code, std::size_t) { return -static_cast<float>(code); }),
      with("one unit differs",
           [&](std::size_t, std::size_t unit) { return unit == 0 ? rng.uniform(-1, 1) : 3.0F; }),
      with("of squares too small for single precision",
           [&](std::size_t, std::size_t) { return rng.uniform(-1e-22F, 1e-22F); }),
      with("large", [&](std::size_t, std::size_t) { return rng.uniform(-1e16F, 1e16F); }),
      with("of squares too large for single precision",
           [&](std::size_t, std::size_t) {
             return rng.below(2) == 0 ? rng.uniform(-1, 1) : rng.uniform(-1e20F, 1e20F);
           }),
      with("of all magnitudes",
           [&](std::size_t, std::size_t) {
             return std::ldexp(rng.uniform(-1, 1), static_cast<int>(rng.below(120)) - 60);
           }),
      with("some not finite",
           [&](std::size_t, std::size_t) {
             constexpr float kOdd[] = {kNan, kInfinity, -kInfinity};
             return rng.below(9) == 0 ? kOdd[rng.below(3)] : rng.uniform(-1, 1);
           }),
      with("none finite", [&](std::size_t, std::size_t) { return rng.below(2) == 0 ? kNan : kInfinity; }),
  };
  all.push_back({"far from all", all[0].references,
                 numbers(kCodeQueries, width, [](std::size_t, std::size_t) { return 1e6F; })});
  all.push_back({"themselves", all[0].references,
                 CodeNumbers(all[0].references.begin(),
                             all[0].references.begin() +
                                 static_cast<std::ptrdiff_t>(std::min(count, kCodeQueries) * width))});
  return all;
}

void expect_same(const Codes& codes, std::size_t width, int k) {
  const std::vector<Neighbour> expected =
      plain::nearest_codes(codes.references, static_cast<int>(width), codes.queries, k);
  const CodeReferences references = prepare_codes(codes.references, static_cast<int>(width));
  CodeNumbers moved(codes.queries.size() + 1);  // queries begin anywhere in memory
  std::ranges::copy(codes.queries, moved.begin() + 1);
  const std::vector<Neighbour> found = nearest(references, std::span(moved).subspan(1), k);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].index, expected[i].index)
        << codes.name << ": " << references.size << " × " << width << ", k " << k << ", entry " << i;
    ASSERT_EQ(found[i].distance, expected[i].distance) << codes.name;
  }
}

TEST(CodeTree, FindsWhatComparingWithEveryCodeFinds) {
  for (const std::size_t width : {1U, 3U, 7U, 8U, 9U, 16U, 17U, 64U}) {
    for (const std::size_t count : {1U, 15U, 16U, 17U, 255U, 256U, 257U, 600U}) {
      for (const Codes& codes : all_codes(count, width)) {
        for (const std::size_t k : {1U, 7U, 258U})
          if (k <= count) expect_same(codes, width, static_cast<int>(k));
      }
    }
  }
}

// As deep as the codes of MNIST lie.
TEST(CodeTree, IsSearchedOnFourLevels) {
  const std::vector<Codes> all = all_codes(2 * 4096 + 3, 5);
  EXPECT_EQ(prepare_codes(all[0].references, 5).levels.size(), 3U);
  for (const Codes& codes : all) expect_same(codes, 5, 7);
}

TEST(CodeTree, EveryCodeHasOnePlaceInIt) {
  for (const std::size_t count : {1U, 16U, 17U, 300U, 4097U}) {
    Rng rng(count);
    const CodeNumbers codes = numbers(count, 2, [&](std::size_t, std::size_t) { return rng.uniform(-1, 1); });
    const CodeReferences references = prepare_codes(codes, 2);
    std::vector<int> indices = references.indices;
    std::ranges::sort(indices);
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(indices[i], static_cast<int>(i));
  }
}

// Most of the codes are passed by: that is what the tree is for.
TEST(CodeTree, BoxesAreSmall) {
  Rng rng(1);
  const CodeNumbers codes = numbers(4096, 3, [&](std::size_t, std::size_t) { return rng.uniform(0, 1); });
  const CodeReferences references = prepare_codes(codes, 3);
  const CodeBoxes& boxes = references.levels.front();
  double sides = 0;
  for (std::size_t i = 0; i < boxes.low.size(); ++i) sides += double{boxes.high[i]} - double{boxes.low[i]};
  EXPECT_LT(sides / static_cast<double>(boxes.low.size()), 0.25) << "256 blocks fill a cube with sides of 1";
}

}  // namespace
}  // namespace bottleneck
