// Blocks of some rows × two vectors of C are added up in registers: with four rows, eight sums share four
// numbers of A and two vectors of B at each step. (From twelve sums on V8 has too few registers; AVX-512 has
// twice as many.) The loop over the steps is not unrolled: engines do that, and of one that is V8 keeps sums
// in memory. Every number of C is added up over k in order, whatever block it falls into.
//
//   for each panel of columns of B, as many as the cache keeps: copied, k × kPanelColumns
//     for each 16 rows of A: copied so that each step's numbers lie side by side, or read in place
//       for each panel, for each block of rows: C's block = s + Σ over k
#include "core/product.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

#include "core/aligned.h"
#include "core/leaves.h"
#include "core/shapes.h"
#include "core/vectors.h"

namespace bottleneck {
namespace {

constexpr std::size_t kBlockRows = kVectorLanes == 16 ? 8 : 4;  // of a block: a power of two
constexpr std::size_t kPanelColumns = 2 * kVectorLanes;
constexpr std::size_t kGroup = 16;          // rows of A at a time: a cache line, where they are copied
constexpr std::size_t kPanelsTogether = 4;  // panels of B that are copied at a time: whole cache lines
constexpr std::size_t kFewRows = 8;         // of A: copying B costs more than it saves
constexpr std::size_t kKept = 65536;        // numbers in panels: a quarter of a megabyte, which caches have

// Of B, for which rows of A that lie along are copied as well: V8 works out at each step where each of their
// numbers is, native code need not.
constexpr std::size_t kManyPanels = kVectorLanes == 4 ? 9 : std::numeric_limits<std::size_t>::max();

// The compiler would make one load and four shuffles of four loads that it knows to be neighbours; loads
// are quicker. It must not know.
inline const float* opaque(const float* pointer) {
  asm volatile("" : "+r"(pointer));
  return pointer;
}

// Rows of A at some step of k, where each row's numbers lie side by side. known: the stride, if the compiler
// is to know it, or 0. V8 then works out once where the rows lie, else at each step.
template <std::size_t known>
struct RowsAlong {
  const float* numbers;
  std::size_t stride;  // from row to row

  const float* row(std::size_t i) const { return numbers + i * (known > 0 ? known : stride); }
  float operator[](std::size_t i) const { return *row(i); }
  RowsAlong from(std::size_t i) const { return {row(i), stride}; }
  void step() { ++numbers; }
};

// The same where each step's numbers lie side by side, as copied.
struct RowsAcross {
  const float* numbers;

  float operator[](std::size_t i) const { return opaque(numbers)[i]; }
  RowsAcross from(std::size_t i) const { return {numbers + i}; }
  void step() { numbers += kGroup; }
};

// vectors: 2, or 1 where C has no more columns than fill one.
template <std::size_t rows, std::size_t vectors>
struct Block {
  Vector sums[rows][vectors];
};

// Σ over the next k steps, which a and panel have behind them then.
template <std::size_t rows, std::size_t vectors, class Rows>
[[gnu::always_inline]] inline Block<rows, vectors> multiply(std::size_t k, Rows& a, const float*& panel) {
  Block<rows, vectors> sum{};
  // Up to an end that the compiler does not know: it would count the steps as well.
  for (const float* const end = opaque(panel) + k * kPanelColumns; panel != end; panel += kPanelColumns) {
    // Vector by vector of B: row by row V8's code takes 3 % longer. That the pointer is opaque keeps the
    // order.
    Vector numbers[rows];
    for (std::size_t v = 0; v < vectors; ++v) {
      const Vector b = load(opaque(panel) + v * kVectorLanes);
      for (std::size_t i = 0; i < rows; ++i) {
        if (v == 0) numbers[i] = a[i];
        sum.sums[i][v] = multiply_add(numbers[i], b, sum.sums[i][v]);
      }
    }
    a.step();
  }
  return sum;
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
  const float* start;  // s, as many numbers as a panel has columns

  template <std::size_t rows, std::size_t vectors, class Rows>
  Block<rows, vectors> sum(Rows a, const float* panel) const {
    Block<rows, vectors> block = multiply<rows, vectors>(k, a, panel);
    for (std::size_t v = 0; v < vectors; ++v) {
      const Vector s = load(start + v * kVectorLanes);
      for (std::size_t i = 0; i < rows; ++i) block.sums[i][v] += s;
    }
    return block;
  }
};

// Σ over k leaf by leaf.
struct ByLeaves {
  std::size_t k;

  template <std::size_t rows, std::size_t vectors, class Rows>
  Block<rows, vectors> sum(Rows a, const float* panel) const {
    return add_by_leaves<Block<rows, vectors>>(
        leaf_count(k),
        [&](std::size_t leaf, Block<rows, vectors>& block) {
          block = multiply<rows, vectors>(leaf_begin(leaf + 1, k) - leaf_begin(leaf, k), a, panel);
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

  Target from(std::size_t row) const { return {result + row * stride, columns, stride}; }
};

template <std::size_t rows, std::size_t vectors>
void put_block(const Block<rows, vectors>& block, const Target& to) {
  for (std::size_t i = 0; i < rows; ++i) {
    float* const row = to.result + i * to.stride;
    if (to.columns == vectors * kVectorLanes) {
      for (std::size_t v = 0; v < vectors; ++v) store(row + v * kVectorLanes, block.sums[i][v]);
    } else {
      std::array<float, vectors * kVectorLanes> whole;
      for (std::size_t v = 0; v < vectors; ++v) store(whole.data() + v * kVectorLanes, block.sums[i][v]);
      std::copy_n(whole.data(), to.columns, row);
    }
  }
}

// `count` rows of A by one panel: blocks of `rows`, then of half as many.
template <std::size_t rows, std::size_t vectors, class Sum, class Rows>
void put_rows(const Sum& sum, const Rows& a, std::size_t count, const float* panel, const Target& to) {
  std::size_t i = 0;
  for (; i + rows <= count; i += rows)
    put_block(sum.template sum<rows, vectors>(a.from(i), panel), to.from(i));
  if constexpr (rows > 1) {
    if (i < count) put_rows<rows / 2, vectors>(sum, a.from(i), count - i, panel, to.from(i));
  }
}

std::size_t panels_of(std::size_t columns) {
  return (columns + kPanelColumns - 1) / kPanelColumns;
}

// Copies `panels` whole panels of B, whose rows lie `stride` apart. (What a MatrixView says would be read
// again after every number that is written: for all that the compiler knows it may be one of them.)
template <std::size_t panels>
void copy_whole_panels(const float* row, std::size_t rows, std::size_t stride, float* to) {
  for (std::size_t l = 0; l < rows; ++l, row += stride, to += kPanelColumns) {
    for (std::size_t p = 0; p < panels; ++p) {
      for (std::size_t v = 0; v < kPanelColumns; v += kVectorLanes)
        store(to + p * rows * kPanelColumns + v, load(row + p * kPanelColumns + v));
    }
  }
}

// Copies columns [first, last) of B into panels, one after the other; what is missing of the last one's
// columns is zero: of numbers that nobody set some are denormal, with which processors are slow.
void copy_panels(const MatrixView& b, std::size_t first, std::size_t last, float* to) {
  const std::size_t panel = b.rows * kPanelColumns;
  std::size_t column = first;
  if ((last - first) % kPanelColumns != 0)
    std::fill_n(to + (last - first) / kPanelColumns * panel, panel, 0.0F);
  if (b.column_stride == 1) {
    const auto copy_whole = [&]<std::size_t panels>() {
      for (; column + panels * kPanelColumns <= last; column += panels * kPanelColumns, to += panels * panel)
        copy_whole_panels<panels>(b.data + column, b.rows, b.row_stride, to);
    };
    copy_whole.template operator()<kPanelsTogether>();
    copy_whole.template operator()<1>();
    for (std::size_t l = 0; column < last && l < b.rows; ++l)
      std::copy_n(b.data + l * b.row_stride + column, last - column, to + l * kPanelColumns);
  } else {
    for (; column < last; column += kPanelColumns, to += panel)
      turn_over(b.data + column * b.column_stride, std::min(kPanelColumns, last - column), b.rows,
                b.column_stride, to, kPanelColumns);
  }
}

// Copies `count` rows of A so that each step's numbers are neighbours.
void copy_rows(const MatrixView& a, std::size_t first, std::size_t count, float* to) {
  if (a.column_stride == 1)
    return turn_over(a.data + first * a.row_stride, count, a.columns, a.row_stride, to, kGroup);
  const float* from = a.data + first;
  const std::size_t stride = a.column_stride;
  for (const float* const end = to + a.columns * kGroup; to != end; from += stride, to += kGroup) {
    if (count == kGroup) {
      for (std::size_t j = 0; j < kGroup; j += kVectorLanes) store(to + j, load(from + j));
    } else {
      std::copy_n(from, count, to);
    }
  }
}

// make_sum(first column): the way to add up a panel's blocks. in_place: whether rows of A may be read so.
template <bool in_place, class MakeSum>
void multiply_all(const MatrixView& a, const MatrixView& b, std::span<float> result,
                  const MakeSum& make_sum) {
  const std::size_t k = a.columns;
  const std::size_t n = b.columns;
  const bool is_copied = !in_place || a.column_stride != 1 || panels_of(n) >= kManyPanels;
  const std::size_t kept =
      std::clamp<std::size_t>(kKept / (k * kPanelColumns), 1, panels_of(n)) * kPanelColumns;
  UnsetFloats copy_of_a(is_copied ? k * kGroup : 0);
  UnsetFloats copy_of_b(k * kept);

  for (std::size_t first = 0; first < n; first += kept) {
    const std::size_t last = std::min(first + kept, n);
    copy_panels(b, first, last, copy_of_b.data());
    for (std::size_t i = 0; i < a.rows; i += kGroup) {
      const std::size_t count = std::min(kGroup, a.rows - i);
      const auto put = [&](const auto& rows) {
        for (std::size_t column = first; column < last; column += kPanelColumns) {
          const Target to{result.data() + i * n + column, std::min(kPanelColumns, n - column), n};
          const float* const panel = copy_of_b.data() + (column - first) * k;
          if (to.columns > kVectorLanes) {
            put_rows<kBlockRows, 2>(make_sum(column), rows, count, panel, to);
          } else {
            put_rows<8, 1>(make_sum(column), rows, count, panel, to);
          }
        }
      };
      if (is_copied) {
        copy_rows(a, i, count, copy_of_a.data());
        put(RowsAcross{copy_of_a.data()});
      } else if constexpr (in_place) {
        const float* const from = a.data + i * a.row_stride;
        if (a.row_stride == kPixels) {  // of images
          put(RowsAlong<kPixels>{from, kPixels});
        } else {
          put(RowsAlong<0>{from, a.row_stride});
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
  AlignedFloats starts(panels_of(b.columns) * kPanelColumns);  // zeros where C ends
  std::ranges::copy(start, starts.begin());
  multiply_all<true>(a, b, result, [&](std::size_t column) {
    return InOrder{.k = a.columns, .start = starts.data() + column};
  });
}

void product_by_leaves(const MatrixView& a, const MatrixView& b, std::span<float> result) {
  assert(a.columns == b.rows && a.columns > 0 && result.size() == a.rows * b.columns);
  assert(lies_well(a) && lies_well(b));
  // Training's A lies by columns here, with an image in each.
  multiply_all<false>(a, b, result, [&](std::size_t) { return ByLeaves{.k = a.columns}; });
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
