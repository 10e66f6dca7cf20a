#include <cassert>

#include <Eigen/Core>

#include "core/product.h"

namespace bottleneck::eigen {
namespace {

using Columns = Eigen::Map<const Eigen::MatrixXf, Eigen::Unaligned, Eigen::OuterStride<>>;

Eigen::Index index(std::size_t n) {
  return static_cast<Eigen::Index>(n);
}

// Calls `use` with the matrix turned over, as Eigen has it: column by column, or as the transpose of one that
// lies so. Which of the two must be known when it is compiled.
template <class Use>
void turned_over(const MatrixView& a, const Use& use) {
  assert(a.column_stride == 1 || a.row_stride == 1);
  if (a.column_stride == 1) {
    use(Columns(a.data, index(a.columns), index(a.rows), Eigen::OuterStride<>(index(a.row_stride))));
  } else {
    use(Columns(a.data, index(a.rows), index(a.columns), Eigen::OuterStride<>(index(a.column_stride)))
            .transpose());
  }
}

}  // namespace

void product(const MatrixView& a, const MatrixView& b, std::span<const float> start,
             std::span<float> result) {
  assert(a.columns == b.rows && result.size() == a.rows * b.columns);
  assert(start.empty() || start.size() == b.columns);
  // What is ours row by row is Eigen's column by column, turned over: Cᵀ = Bᵀ Aᵀ.
  Eigen::Map<Eigen::MatrixXf> c(result.data(), index(b.columns), index(a.rows));
  turned_over(
      b, [&](const auto& left) { turned_over(a, [&](const auto& right) { c.noalias() = left * right; }); });
  if (!start.empty()) c.colwise() += Eigen::Map<const Eigen::VectorXf>(start.data(), index(b.columns));
}

}  // namespace bottleneck::eigen
