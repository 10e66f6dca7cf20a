#include "core/product.h"

namespace bottleneck {

void product(const MatrixView& a, const MatrixView& b, std::span<const float> start,
             std::span<float> result) {
  eigen::product(a, b, start, result);
}

}  // namespace bottleneck
