// The codes of reference images (pixel_codes.h) as a search for neighbours looks at them (knn_filtered.cpp):
// in the order of nearness, with a box around each run of them. Whoever is farther away from a box than
// anything it looks for need not look into it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.h"
#include "core/filter_kernel.h"
#include "core/pixel_codes.h"

namespace bottleneck {

inline constexpr std::size_t kBoxBlocks = 32;  // of a box: their first halves stay in the first cache, 16 KB
inline constexpr std::size_t kBoxed = kBoxBlocks * kFilterReferences;

// The least and the greatest that each number of the first halves is.
struct CodeBox {
  std::array<std::int16_t, kCodeNumbers> low;
  std::array<std::int16_t, kCodeNumbers> high;
};

// N codes in the order of nearness.
struct CodeBlocks {
  std::vector<int> indices;    // N: which image each code is of
  std::vector<CodeBox> boxes;  // ceil(N / kBoxed)
  // The first halves as filter_block() takes them.
  std::vector<std::int16_t> numbers;  // ceil(N / 8) blocks; the last is filled up with zeros
  std::vector<std::int32_t> halves;  // ceil(N / 8) × 8; where there is no reference, so much that none passes
  std::vector<std::int16_t, AlignedAllocator<std::int16_t>> seconds;  // N × kCodeNumbers
  std::vector<std::int32_t> second_squares;                           // N
};

struct BlockRange {
  std::size_t first;
  std::size_t end;
};

// Which blocks' codes are in a box.
inline BlockRange blocks_of(const CodeBlocks& codes, std::size_t box) {
  return {box * kBoxBlocks, std::min((box + 1) * kBoxBlocks, codes.halves.size() / kFilterReferences)};
}

// codes: N, in the order of their images.
CodeBlocks arrange(std::span<const PixelCode> codes);

// How far, squared and in steps, the first half of a code is from the nearest point of a box: never farther
// than from a code in it.
std::int32_t squared_distance(const CodeBox& box, std::span<const std::int16_t, kCodeNumbers> half);

}  // namespace bottleneck
