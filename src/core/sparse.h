// Products with images of which most pixels are zero: four fifths of MNIST's. What is zero is left out of
// sums that go in the same order as core/product.h's, so that where all numbers are finite the bits are the
// same, and either may be taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/product.h"

namespace bottleneck {

// A matrix row by row without its zeros: row i are the entries from starts[i] to before starts[i + 1], their
// columns rising.
struct SparseRows {
  struct Entry {
    std::uint32_t column;
    float value;
  };
  std::vector<std::uint32_t> starts;  // rows + 1
  std::vector<Entry> entries;

  std::size_t rows() const { return starts.size() - 1; }
  std::span<const Entry> row(std::size_t i) const {
    return std::span(entries).subspan(starts[i], starts[i + 1] - starts[i]);
  }
};

// How many entries fill_sparse() needs for n images.
std::size_t sparse_entries(std::size_t images, std::size_t width);

// images: n × width bytes → n rows, 0..255 → 0..1, for which `rows` must have the entries. unit: n ×
// width, the same with its zeros. False where too few are zero: then it is quicker to multiply by them, and
// neither is of any use.
bool fill_sparse(std::span<const std::uint8_t> images, std::size_t width, SparseRows& rows,
                 std::span<float> unit);

// As product(): C = s + A B, C row by row.
void product(const SparseRows& a, const MatrixView& b, std::span<const float> start, std::span<float> result);

// Bᵀ A, n × columns, added up over their common rows, the images of a mini-batch, as product_by_leaves()
// does: rows [first, first + b.rows) of A. b lies by rows.
void product_by_leaves(const MatrixView& b, const SparseRows& a, std::size_t first, std::size_t columns,
                       std::span<float> result);

}  // namespace bottleneck
