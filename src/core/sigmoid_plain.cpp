#include <cassert>
#include <cmath>

#include "core/sigmoid.h"

namespace bottleneck::plain {
namespace {

double logistic(double z) {
  return 1.0 / (1.0 + std::exp(-z));
}

double cross_entropy(double z, double x) {
  return std::fmax(z, 0.0) - x * z + std::log1p(std::exp(-std::fabs(z)));
}

}  // namespace

void sigmoid(std::span<float> values) {
  for (float& value : values) value = static_cast<float>(logistic(value));
}

PixelErrors reconstruction_errors(std::span<const float> logits, std::span<const float> targets) {
  assert(logits.size() == targets.size());
  PixelErrors sums;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double difference = logistic(logits[i]) - targets[i];
    sums.bce += cross_entropy(logits[i], targets[i]);
    sums.squared += difference * difference;
  }
  return sums;
}

double bce_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                         std::span<float> gradient) {
  for (std::size_t i = 0; i < logits.size(); ++i) {
    gradient[i] = static_cast<float>(scale * (logistic(logits[i]) - targets[i]));
  }
  return reconstruction_errors(logits, targets).bce;
}

double squared_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                             std::span<float> gradient) {
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double y = logistic(logits[i]);
    gradient[i] = static_cast<float>(scale * 2.0 * (y - targets[i]) * y * (1.0 - y));
  }
  return reconstruction_errors(logits, targets).squared;
}

}  // namespace bottleneck::plain
