#include <cassert>

#include "core/product.h"

namespace bottleneck::plain {

void product(const MatrixView& a, const MatrixView& b, std::span<const float> start,
             std::span<float> result) {
  assert(a.columns == b.rows && result.size() == a.rows * b.columns);
  assert(start.empty() || start.size() == b.columns);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < b.columns; ++j) {
      double sum = start.empty() ? 0.0 : static_cast<double>(start[j]);
      for (std::size_t l = 0; l < a.columns; ++l) {
        sum += static_cast<double>(a.data[i * a.row_stride + l * a.column_stride]) *
               static_cast<double>(b.data[l * b.row_stride + j * b.column_stride]);
      }
      result[i * b.columns + j] = static_cast<float>(sum);
    }
  }
}

}  // namespace bottleneck::plain
