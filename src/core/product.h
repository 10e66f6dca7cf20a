// Products of matrices, which are nearly all of what training costs.
//
//   C = s + A B       A: m×k   B: k×n   s: n, added to every row   C: m×n, row by row
//
// product() is the fast one of the build: natively Eigen's, as WebAssembly our own (Eigen knows no vectors
// there and comes to a third of the machine's speed). The same arguments give the same bits; another build,
// or another m, may add up in another order.
#pragma once

#include <cstddef>
#include <span>

namespace bottleneck {

// A matrix of floats in memory that somebody else owns: element (i, j) is data[i × row_stride + j ×
// column_stride]. One of the strides is 1.
struct MatrixView {
  const float* data;
  std::size_t rows;
  std::size_t columns;
  std::size_t row_stride;
  std::size_t column_stride;
};

// rows × columns numbers, row by row.
inline MatrixView matrix(const float* data, std::size_t rows, std::size_t columns) {
  return {data, rows, columns, columns, 1};
}

inline MatrixView transposed(const MatrixView& a) {
  return {a.data, a.columns, a.rows, a.column_stride, a.row_stride};
}

// start: n numbers, or empty for zeros. result: m × n, overwritten; overlaps neither a, b nor start.
void product(const MatrixView& a, const MatrixView& b, std::span<const float> start, std::span<float> result);

namespace eigen {
void product(const MatrixView& a, const MatrixView& b, std::span<const float> start, std::span<float> result);
}
namespace plain {  // by the definition, added up in double precision
void product(const MatrixView& a, const MatrixView& b, std::span<const float> start, std::span<float> result);
}

}  // namespace bottleneck
