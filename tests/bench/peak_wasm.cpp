#include "peak.h"

namespace bottleneck {
namespace {

// Plain SIMD has no fused one: relaxed SIMD's is not in every browser, and gives other bits.
struct Separate {
  using Vector = float __attribute__((vector_size(16)));
  static Vector multiply_add(Vector a, Vector x, Vector y) { return a * x + y; }
};

}  // namespace

double peak_flops() {
  return best_flops<Separate>();
}

}  // namespace bottleneck
