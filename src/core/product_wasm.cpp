// Blocks of four rows × two vectors of C are added up in registers: eight sums share four numbers of A and
// two vectors of B at each step. (From twelve sums on V8 has too few registers.)
//
//   for each 8 columns of B, as many as the cache keeps: copied into a panel, k × 8
//     for each 16 rows of A: read in place, or copied where their numbers do not lie side by side
//       for each panel, for each 4 rows: C's block = s + Σ over k
#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

#include <wasm_simd128.h>

#include "core/product.h"

namespace bottleneck {
namespace {

constexpr std::size_t kRows = 4;      // of a block
constexpr std::size_t kColumns = 8;   // likewise: two vectors
constexpr std::size_t kGroup = 16;    // rows of A at a time: a cache line, where they are copied
constexpr std::size_t kFewRows = 8;   // of A: copying B costs more than it saves
constexpr std::size_t kKept = 65536;  // numbers in panels: a quarter of a megabyte, which caches have

// The compiler would make one load and four shuffles of four loads that it knows to be neighbours; loads
// are quicker. It must not know.
std::size_t opaque(std::size_t stride) {
  asm volatile("" : "+r"(stride));
  return stride;
}

// Four rows' numbers, one step of k after the other.
struct RowsOfA {
  const float* data;
  std::size_t row_stride;
  std::size_t step;
};

// rows ≤ kRows of the block; panel: k × kColumns; start: kColumns numbers; block: its rows are `stride`
// apart.
template <std::size_t rows>
void multiply_block(const RowsOfA& a, const float* panel, std::size_t k, const float* start, float* block,
                    std::size_t stride) {
  v128_t sums[rows][2];
  for (auto& row : sums) {
    row[0] = wasm_f32x4_splat(0);
    row[1] = wasm_f32x4_splat(0);
  }
  const float* numbers = a.data;
  for (std::size_t l = 0; l < k; ++l) {
    const v128_t left = wasm_v128_load(panel);
    const v128_t right = wasm_v128_load(panel + 4);
    for (std::size_t i = 0; i < rows; ++i) {
      const v128_t number = wasm_v128_load32_splat(numbers + i * a.row_stride);
      sums[i][0] = wasm_f32x4_add(sums[i][0], wasm_f32x4_mul(number, left));
      sums[i][1] = wasm_f32x4_add(sums[i][1], wasm_f32x4_mul(number, right));
    }
    numbers += a.step;
    panel += kColumns;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    wasm_v128_store(block + i * stride, wasm_f32x4_add(sums[i][0], wasm_v128_load(start)));
    wasm_v128_store(block + i * stride + 4, wasm_f32x4_add(sums[i][1], wasm_v128_load(start + 4)));
  }
}

void multiply_rows(std::size_t rows, const RowsOfA& a, const float* panel, std::size_t k, const float* start,
                   float* block, std::size_t stride) {
  switch (rows) {
    case 1:
      return multiply_block<1>(a, panel, k, start, block, stride);
    case 2:
      return multiply_block<2>(a, panel, k, start, block, stride);
    case 3:
      return multiply_block<3>(a, panel, k, start, block, stride);
    default:
      return multiply_block<kRows>(a, panel, k, start, block, stride);
  }
}

// Turns a square of 4 × 4 over: from four rows, `stride` apart, to four columns, kColumns apart.
void turn_square(const float* from, std::size_t stride, float* to) {
  const v128_t a = wasm_v128_load(from);
  const v128_t b = wasm_v128_load(from + stride);
  const v128_t c = wasm_v128_load(from + 2 * stride);
  const v128_t d = wasm_v128_load(from + 3 * stride);
  const v128_t ab_low = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
  const v128_t ab_high = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
  const v128_t cd_low = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5);
  const v128_t cd_high = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
  wasm_v128_store(to, wasm_i64x2_shuffle(ab_low, cd_low, 0, 2));
  wasm_v128_store(to + kColumns, wasm_i64x2_shuffle(ab_low, cd_low, 1, 3));
  wasm_v128_store(to + 2 * kColumns, wasm_i64x2_shuffle(ab_high, cd_high, 0, 2));
  wasm_v128_store(to + 3 * kColumns, wasm_i64x2_shuffle(ab_high, cd_high, 1, 3));
}

// Copies columns [first, first + count) of B into the panel; what is missing of kColumns stays as it is.
void copy_panel(const MatrixView& b, std::size_t first, std::size_t count, float* panel) {
  const float* from = b.data + first * b.column_stride;
  std::size_t l = 0;
  if (count == kColumns && b.column_stride == 1) {
    for (; l < b.rows; ++l) {
      wasm_v128_store(panel + l * kColumns, wasm_v128_load(from + l * b.row_stride));
      wasm_v128_store(panel + l * kColumns + 4, wasm_v128_load(from + l * b.row_stride + 4));
    }
  } else if (count == kColumns) {
    for (; l + 4 <= b.rows; l += 4) {
      turn_square(from + l, b.column_stride, panel + l * kColumns);
      turn_square(from + l + 4 * b.column_stride, b.column_stride, panel + l * kColumns + 4);
    }
  }
  for (; l < b.rows; ++l) {
    for (std::size_t j = 0; j < count; ++j)
      panel[l * kColumns + j] = from[l * b.row_stride + j * b.column_stride];
  }
}

// Copies `count` rows of A, which lie in columns, so that each step's numbers are neighbours.
void copy_rows(const MatrixView& a, std::size_t first, std::size_t count, float* copy) {
  for (std::size_t l = 0; l < a.columns; ++l) {
    const float* from = a.data + first + l * a.column_stride;
    std::copy_n(from, count, copy + l * kGroup);
  }
}

// What a group of rows is multiplied into: `columns` columns of C from where `result` points, which is its
// first number, and as many of s. A row of C has `stride` numbers.
struct Target {
  std::array<float, kColumns> start{};  // zeros where C ends
  float* result;
  std::size_t columns;
  std::size_t stride;
};

void multiply_group(const RowsOfA& a, std::size_t count, const float* panel, std::size_t k,
                    const Target& target) {
  for (std::size_t i = 0; i < count; i += kRows) {
    const std::size_t rows = std::min(kRows, count - i);
    const RowsOfA four{a.data + i * a.row_stride, a.row_stride, a.step};
    float* const to = target.result + i * target.stride;
    if (target.columns == kColumns) {
      multiply_rows(rows, four, panel, k, target.start.data(), to, target.stride);
      continue;
    }
    std::array<float, kRows * kColumns> block;
    multiply_rows(rows, four, panel, k, target.start.data(), block.data(), kColumns);
    for (std::size_t row = 0; row < rows; ++row)
      std::copy_n(block.data() + row * kColumns, target.columns, to + row * target.stride);
  }
}

}  // namespace

void product(const MatrixView& a, const MatrixView& b, std::span<const float> start,
             std::span<float> result) {
  assert(a.columns == b.rows && result.size() == a.rows * b.columns);
  assert(start.empty() || start.size() == b.columns);
  assert((a.column_stride == 1 || a.row_stride == 1) && (b.column_stride == 1 || b.row_stride == 1));
  const std::size_t k = a.columns;
  const std::size_t n = b.columns;
  if (a.rows < kFewRows || k == 0 || n == 0) return eigen::product(a, b, start, result);
  const bool is_copied = a.column_stride != 1;
  const std::size_t panel = k * kColumns;
  const std::size_t panels = (n + kColumns - 1) / kColumns;
  const std::size_t kept = std::clamp<std::size_t>(kKept / panel, 1, panels);
  std::vector<float> copy_of_b(kept * panel);
  std::vector<float> copy_of_a(is_copied ? k * kGroup : 0);

  for (std::size_t first = 0; first < panels; first += kept) {
    const std::size_t last = std::min(first + kept, panels);
    for (std::size_t p = first; p < last; ++p) {
      copy_panel(b, p * kColumns, std::min(kColumns, n - p * kColumns),
                 copy_of_b.data() + (p - first) * panel);
    }
    for (std::size_t i = 0; i < a.rows; i += kGroup) {
      const std::size_t count = std::min(kGroup, a.rows - i);
      if (is_copied) copy_rows(a, i, count, copy_of_a.data());
      const RowsOfA rows = is_copied ? RowsOfA{copy_of_a.data(), opaque(1), kGroup}
                                     : RowsOfA{a.data + i * a.row_stride, opaque(a.row_stride), 1};
      for (std::size_t p = first; p < last; ++p) {
        const std::size_t column = p * kColumns;
        Target target{
            .result = result.data() + i * n + column, .columns = std::min(kColumns, n - column), .stride = n};
        if (!start.empty()) std::copy_n(start.data() + column, target.columns, target.start.data());
        multiply_group(rows, count, copy_of_b.data() + (p - first) * panel, k, target);
      }
    }
  }
}

}  // namespace bottleneck
