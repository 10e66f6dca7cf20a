// Blocks of some rows × two vectors of C are added up in registers: with four rows, eight sums share four
// numbers of A and two vectors of B at each step. (From twelve sums on V8 has too few registers; AVX-512 has
// twice as many.) Every number of C is added up over k in order, whatever block it falls into.
//
//   for each panel of columns of B, as many as the cache keeps: copied, k × kPanelColumns
//     for each 16 rows of A: read in place, or copied where their numbers do not lie side by side
//       for each panel, for each block of rows: C's block = s + Σ over k
#include "core/product.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

#include "core/aligned.h"
#include "core/leaves.h"
#include "core/vectors.h"

namespace bottleneck {
namespace {

constexpr std::size_t kBlockRows = kLanes == 16 ? 8 : 4;  // of a block: a power of two
constexpr std::size_t kPanelColumns = 2 * kLanes;
constexpr std::size_t kGroup = 16;     // rows of A at a time: a cache line, where they are copied
constexpr std::size_t kFewPanels = 4;  // of B: copying A costs more than it saves
constexpr std::size_t kFewRows = 8;    // of A: copying B costs more than it saves
constexpr std::size_t kKept = 65536;   // numbers in panels: a quarter of a megabyte, which caches have

// The compiler would make one load and four shuffles of four loads that it knows to be neighbours; loads
// are quicker. It must not know.
std::size_t opaque(std::size_t stride) {
  asm volatile("" : "+r"(stride));
  return stride;
}

// Rows' numbers, one step of k after the other.
struct RowsOfA {
  const float* data;
  std::size_t row_stride;
  std::size_t step;

  RowsOfA from(std::size_t row, std::size_t l) const {
    return {data + row * row_stride + l * step, row_stride, step};
  }
};

// vectors: 2, or 1 where C has no more columns than fill one.
template <std::size_t rows, std::size_t vectors>
struct Block {
  Vector sums[rows][vectors];
};

template <std::size_t rows, std::size_t vectors>
void multiply(const RowsOfA& a, const float* panel, std::size_t k, Block<rows, vectors>& block) {
  Block<rows, vectors> sum{};
  const float* numbers = a.data;
  for (std::size_t l = 0; l < k; ++l) {
    Vector b[vectors];
    for (std::size_t v = 0; v < vectors; ++v) b[v] = load(panel + v * kLanes);
    for (std::size_t i = 0; i < rows; ++i) {
      const Vector number = numbers[i * a.row_stride];
      for (std::size_t v = 0; v < vectors; ++v) sum.sums[i][v] = multiply_add(number, b[v], sum.sums[i][v]);
    }
    numbers += a.step;
    panel += kPanelColumns;
  }
  block = sum;
}

template <std::size_t rows, std::size_t vectors>
void add(const Block<rows, vectors>& more, Block<rows, vectors>& sum) {
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t v = 0; v < vectors; ++v) sum.sums[i][v] += more.sums[i][v];
  }
}

// s + Σ over k in order.
struct InOrder {
  std::size_t k;
  std::array<float, kPanelColumns> start{};

  template <std::size_t rows, std::size_t vectors>
  Block<rows, vectors> sum(const RowsOfA& a, const float* panel) const {
    Block<rows, vectors> block;
    multiply(a, panel, k, block);
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t v = 0; v < vectors; ++v) block.sums[i][v] += load(start.data() + v * kLanes);
    }
    return block;
  }
};

// Σ over k leaf by leaf.
struct ByLeaves {
  std::size_t k;

  template <std::size_t rows, std::size_t vectors>
  Block<rows, vectors> sum(const RowsOfA& a, const float* panel) const {
    return add_by_leaves<Block<rows, vectors>>(
        leaf_count(k),
        [&](std::size_t leaf, Block<rows, vectors>& block) {
          const std::size_t first = leaf_begin(leaf, k);
          multiply(a.from(0, first), panel + first * kPanelColumns, leaf_begin(leaf + 1, k) - first, block);
        },
        add<rows, vectors>);
  }
};

// Where in C a group's block goes: `columns` columns from `result` on, which is its first number. A row of C
// has `stride` numbers.
struct Target {
  float* result;
  std::size_t columns;
  std::size_t stride;
};

template <std::size_t rows, std::size_t vectors, class Sum>
void put_block(const Sum& sum, const RowsOfA& a, const float* panel, const Target& to) {
  const Block<rows, vectors> block = sum.template sum<rows, vectors>(a, panel);
  for (std::size_t i = 0; i < rows; ++i) {
    std::array<float, kPanelColumns> row;
    const bool is_whole = to.columns == vectors * kLanes;
    float* const into = is_whole ? to.result + i * to.stride : row.data();
    for (std::size_t v = 0; v < vectors; ++v) store(into + v * kLanes, block.sums[i][v]);
    if (!is_whole) std::copy_n(row.data(), to.columns, to.result + i * to.stride);
  }
}

// `count` rows of A by one panel: blocks of `rows`, then of half as many.
template <std::size_t rows, std::size_t vectors, class Sum>
void put_rows(const Sum& sum, const RowsOfA& a, std::size_t count, const float* panel, const Target& to) {
  std::size_t i = 0;
  for (; i + rows <= count; i += rows) {
    put_block<rows, vectors>(sum, a.from(i, 0), panel, {to.result + i * to.stride, to.columns, to.stride});
  }
  if constexpr (rows > 1) {
    if (i < count)
      put_rows<rows / 2, vectors>(sum, a.from(i, 0), count - i, panel,
                                  {to.result + i * to.stride, to.columns, to.stride});
  }
}

// Copies columns [first, first + count) of B into the panel; what is missing of kPanelColumns stays as it is.
void copy_panel(const MatrixView& b, std::size_t first, std::size_t count, float* panel) {
  const float* from = b.data + first * b.column_stride;
  if (b.column_stride != 1) return turn_over(from, count, b.rows, b.column_stride, panel, kPanelColumns);
  for (std::size_t l = 0; l < b.rows; ++l, from += b.row_stride, panel += kPanelColumns) {
    if (count == kPanelColumns) {
      store(panel, load(from));
      store(panel + kLanes, load(from + kLanes));
    } else {
      std::copy_n(from, count, panel);
    }
  }
}

// Copies `count` rows of A, which lie in columns, so that each step's numbers are neighbours.
void copy_rows(const MatrixView& a, std::size_t first, std::size_t count, float* copy) {
  for (std::size_t l = 0; l < a.columns; ++l) {
    const float* from = a.data + first + l * a.column_stride;
    std::copy_n(from, count, copy + l * kGroup);
  }
}

// make_sum(first column, columns): the way to add up a panel's blocks.
template <class MakeSum>
void multiply_all(const MatrixView& a, const MatrixView& b, std::span<float> result,
                  const MakeSum& make_sum) {
  const std::size_t k = a.columns;
  const std::size_t n = b.columns;
  const bool is_copied = a.column_stride != 1 && b.columns > kFewPanels * kPanelColumns;
  const std::size_t panel = k * kPanelColumns;
  const std::size_t panels = (n + kPanelColumns - 1) / kPanelColumns;
  const std::size_t kept = std::clamp<std::size_t>(kKept / panel, 1, panels);
  AlignedFloats copy_of_b(kept * panel);
  AlignedFloats copy_of_a(is_copied ? k * kGroup : 0);

  for (std::size_t first = 0; first < panels; first += kept) {
    const std::size_t last = std::min(first + kept, panels);
    for (std::size_t p = first; p < last; ++p) {
      copy_panel(b, p * kPanelColumns, std::min(kPanelColumns, n - p * kPanelColumns),
                 copy_of_b.data() + (p - first) * panel);
    }
    for (std::size_t i = 0; i < a.rows; i += kGroup) {
      const std::size_t count = std::min(kGroup, a.rows - i);
      if (is_copied) copy_rows(a, i, count, copy_of_a.data());
      const RowsOfA rows = is_copied
                               ? RowsOfA{copy_of_a.data(), opaque(1), kGroup}
                               : RowsOfA{a.data + i * a.row_stride, opaque(a.row_stride), a.column_stride};
      for (std::size_t p = first; p < last; ++p) {
        const std::size_t column = p * kPanelColumns;
        const Target to{result.data() + i * n + column, std::min(kPanelColumns, n - column), n};
        const auto sum = make_sum(column, to.columns);
        const float* const numbers = copy_of_b.data() + (p - first) * panel;
        if (to.columns > kLanes) {
          put_rows<kBlockRows, 2>(sum, rows, count, numbers, to);
        } else {
          put_rows<8, 1>(sum, rows, count, numbers, to);
        }
      }
    }
  }
}

[[maybe_unused]] bool lies_well(const MatrixView& a) {
  return a.column_stride == 1 || a.row_stride == 1;
}

}  // namespace

void product(const MatrixView& a, const MatrixView& b, std::span<const float> start,
             std::span<float> result) {
  assert(a.columns == b.rows && result.size() == a.rows * b.columns);
  assert(start.empty() || start.size() == b.columns);
  assert(lies_well(a) && lies_well(b));
  if (a.rows < kFewRows || a.columns == 0 || b.columns == 0) return eigen::product(a, b, start, result);
  multiply_all(a, b, result, [&](std::size_t column, std::size_t columns) {
    InOrder sum{.k = a.columns};  // zeros where C ends
    if (!start.empty()) std::copy_n(start.data() + column, columns, sum.start.data());
    return sum;
  });
}

void product_by_leaves(const MatrixView& a, const MatrixView& b, std::span<float> result) {
  assert(a.columns == b.rows && a.columns > 0 && result.size() == a.rows * b.columns);
  assert(lies_well(a) && lies_well(b));
  multiply_all(a, b, result, [&](std::size_t, std::size_t) { return ByLeaves{.k = a.columns}; });
}

void sum_by_leaves(const MatrixView& rows, std::span<float> sum) {
  assert(rows.column_stride == 1 && sum.size() == rows.columns);
  const AlignedFloats all = add_by_leaves<AlignedFloats>(
      leaf_count(rows.rows),
      [&](std::size_t leaf, AlignedFloats& of_leaf) {
        of_leaf.assign(sum.size(), 0.0F);
        for (std::size_t i = leaf_begin(leaf, rows.rows); i < leaf_begin(leaf + 1, rows.rows); ++i)
          add_numbers({rows.data + i * rows.row_stride, sum.size()}, of_leaf);
      },
      add_numbers);
  std::ranges::copy(all, sum.begin());
}

}  // namespace bottleneck
