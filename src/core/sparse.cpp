// Two ways of doing the same, each of which goes along the rows of A:
//
//   A B    a row of C at a time, by up to eight vectors of B's columns: the sums stay in registers
//   Bᵀ A   a row of B at a time stays in registers, up to 16 numbers of it, and is added to what lies in
//   memory
#include "core/sparse.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <utility>

#include "core/aligned.h"
#include "core/leaves.h"
#include "core/vectors.h"

namespace bottleneck {
namespace {

constexpr std::size_t kOneIn = 2;        // numbers may be other than zero
constexpr std::size_t kMostVectors = 8;  // that stay in registers: WebAssembly engines have no more
constexpr std::size_t kMostOfARow =
    std::max<std::size_t>(1, 16 / kLanes);  // vectors: what they are added to stays in the cache

template <std::size_t vectors>
std::array<Vector, vectors> add_up(std::span<const SparseRows::Entry> row, const float* panel) {
  std::array<Vector, vectors> sums{};
  for (const SparseRows::Entry& entry : row) {
    const float* const b = panel + entry.column * (vectors * kLanes);
    for (std::size_t v = 0; v < vectors; ++v)
      sums[v] = multiply_add(Vector(entry.value), load(b + v * kLanes), sums[v]);
  }
  return sums;
}

template <std::size_t vectors>
void add_to(std::span<const SparseRows::Entry> row, const float* b, float* sums) {
  std::array<Vector, vectors> factors;
  for (std::size_t v = 0; v < vectors; ++v) factors[v] = load(b + v * kLanes);
  for (const SparseRows::Entry& entry : row) {
    float* const sum = sums + entry.column * (vectors * kLanes);
    for (std::size_t v = 0; v < vectors; ++v)
      store(sum + v * kLanes, multiply_add(Vector(entry.value), factors[v], load(sum + v * kLanes)));
  }
}

// Calls use.template operator()<vectors>() for the number of vectors given.
template <class Use>
void with_vectors(std::size_t vectors, const Use& use) {
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (void)((vectors == i + 1 ? (use.template operator()<i + 1>(), true) : false) || ...);
  }(std::make_index_sequence<kMostVectors>());
}

// Calls use.template operator()<vectors>(first column, columns, panel) for each panel of B of so many
// vectors.
template <class Use>
void for_each_panel(const MatrixView& b, std::size_t most, const Use& use) {
  AlignedFloats panel;
  for (std::size_t first = 0; first < b.columns;) {
    const std::size_t vectors = std::min((b.columns - first + kLanes - 1) / kLanes, most);
    const std::size_t width = vectors * kLanes;
    const std::size_t count = std::min(width, b.columns - first);
    panel.resize(b.rows * width);
    const float* const from = b.data + first * b.column_stride;
    if (b.column_stride == 1) {
      for (std::size_t l = 0; l < b.rows; ++l)
        std::copy_n(from + l * b.row_stride, count, panel.data() + l * width);
    } else {
      turn_over(from, count, b.rows, b.column_stride, panel.data(), width);
    }
    with_vectors(vectors, [&]<std::size_t of_panel>() {
      use.template operator()<of_panel>(first, count, panel.data());
    });
    first += count;
  }
}

}  // namespace

std::size_t sparse_entries(std::size_t images, std::size_t width) {
  // Those of the image that makes them too many are still written.
  return images * width / kOneIn + width;
}

bool fill_sparse(std::span<const std::uint8_t> images, std::size_t width, SparseRows& rows,
                 std::span<float> unit) {
  constexpr std::size_t kTogether = sizeof(std::uint64_t);
  assert(width > 0 && images.size() % width == 0 && unit.size() == images.size());
  assert(rows.entries.size() >= sparse_entries(images.size() / width, width));
  std::array<float, 256> values;
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) / 255.0F;
  const std::size_t most = images.size() / kOneIn;
  rows.starts.assign(1, 0);
  std::size_t count = 0;
  for (std::size_t first = 0; first < images.size(); first += width) {
    const std::uint8_t* const row = images.data() + first;
    float* const unit_row = unit.data() + first;
    for (std::size_t j = 0; j < width;) {
      std::uint64_t eight = 1;
      if (j + kTogether <= width) std::memcpy(&eight, row + j, kTogether);
      const std::size_t end = std::min(j + kTogether, width);
      if (eight == 0) {
        std::fill(unit_row + j, unit_row + end, 0.0F);
        j = end;
        continue;
      }
      for (; j < end; ++j) {
        // Written always, kept where it is not zero: no branch that could be guessed wrongly.
        const float value = values[row[j]];
        unit_row[j] = value;
        rows.entries[count] = {static_cast<std::uint32_t>(j), value};
        count += row[j] != 0 ? 1 : 0;
      }
    }
    if (count > most) return false;
    rows.starts.push_back(static_cast<std::uint32_t>(count));
  }
  return true;
}

void product(const SparseRows& a, const MatrixView& b, std::span<const float> start,
             std::span<float> result) {
  const std::size_t n = b.columns;
  assert(result.size() == a.rows() * n && (start.empty() || start.size() == n));
  for_each_panel(b, kMostVectors,
                 [&]<std::size_t vectors>(std::size_t first, std::size_t count, const float* panel) {
                   std::array<float, vectors * kLanes> s{};
                   if (!start.empty()) std::copy_n(start.data() + first, count, s.data());
                   for (std::size_t i = 0; i < a.rows(); ++i) {
                     const std::array<Vector, vectors> sums = add_up<vectors>(a.row(i), panel);
                     std::array<float, vectors * kLanes> row;
                     float* const c = result.data() + i * n + first;
                     float* const to = count == row.size() ? c : row.data();
                     for (std::size_t v = 0; v < vectors; ++v)
                       store(to + v * kLanes, sums[v] + load(s.data() + v * kLanes));
                     if (to != c) std::copy_n(to, count, c);
                   }
                 });
}

void product_by_leaves(const MatrixView& b, const SparseRows& a, std::size_t first, std::size_t columns,
                       std::span<float> result) {
  assert(b.column_stride == 1 && first + b.rows <= a.rows() && result.size() == b.columns * columns);
  for_each_panel(
      b, kMostOfARow, [&]<std::size_t vectors>(std::size_t begin, std::size_t count, const float* panel) {
        const AlignedFloats sums = add_by_leaves<AlignedFloats>(
            leaf_count(b.rows),
            [&](std::size_t leaf, AlignedFloats& of_leaf) {
              of_leaf.assign(columns * vectors * kLanes, 0.0F);
              for (std::size_t i = leaf_begin(leaf, b.rows); i < leaf_begin(leaf + 1, b.rows); ++i)
                add_to<vectors>(a.row(first + i), panel + i * vectors * kLanes, of_leaf.data());
            },
            add_numbers);
        turn_over(sums.data(), columns, count, vectors * kLanes, result.data() + begin * columns, columns);
      });
}

}  // namespace bottleneck
