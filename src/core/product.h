// Products of matrices, which are nearly all of what training costs.
//
//   C = s + A B       A: m×k   B: k×n   s: n, added to every row   C: m×n, row by row
//
// product() is our own (as WebAssembly Eigen knows no vectors and comes to a third of the machine's speed;
// natively both are as fast); Eigen's is its oracle, and takes what has fewer than eight rows. From eight
// rows on, a row of C does not depend on how many others there are, to the bit. Another build may add up in
// another order.
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

// The same without a start, added up over k leaf by leaf, and the leaves in pairs: k are the images of a
// mini-batch (core/leaves.h). Where images end a leaf, they may be shared out: the bits are the same.
void product_by_leaves(const MatrixView& a, const MatrixView& b, std::span<float> result);

// The rows' sum, likewise. rows: k × n; sum: n numbers, overwritten.
void sum_by_leaves(const MatrixView& rows, std::span<float> sum);

namespace eigen {
void product(const MatrixView& a, const MatrixView& b, std::span<const float> start, std::span<float> result);
}
namespace plain {  // by the definition, added up in double precision
void product(const MatrixView& a, const MatrixView& b, std::span<const float> start, std::span<float> result);
}

}  // namespace bottleneck
