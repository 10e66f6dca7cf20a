#include "peak.h"

namespace bottleneck {
namespace {

struct Fused {
#ifdef __AVX512F__
  using Vector = float __attribute__((vector_size(64)));
#else
  using Vector = float __attribute__((vector_size(32)));
#endif
  static Vector multiply_add(Vector a, Vector x, Vector y) { return __builtin_elementwise_fma(a, x, y); }
};

}  // namespace

double peak_flops() {
  return best_flops<Fused>();
}

}  // namespace bottleneck
