// The logistic function and the losses behind it, from logits, so that nothing overflows and log(0) is never
// taken.
//
//   y = sigmoid(z) = 1 / (1 + e^-z)
//   binary cross-entropy  -x log y - (1-x) log(1-y)  =  max(z, 0) - x z + log(1 + e^-|z|)
//   squared error         (y - x)²
//
// Sums run in sixteen lanes, whatever the machine's vectors are, so that every build adds in the same order.
// Each fast function has its plain twin in namespace `plain`, straight from the formula in double precision:
// the oracle of the tests.
#pragma once

#include <span>

namespace bottleneck {

// Sums, not means, over the pixels given.
struct PixelErrors {
  double bce = 0;      // binary cross-entropy, natural logarithm
  double squared = 0;  // squared error
};

// Replaces each z by 1 / (1 + e^-z), to within 2e-7. NaN stays NaN.
void sigmoid(std::span<float> values);

// Both errors of sigmoid(logits) against the targets in [0, 1]; same length.
PixelErrors reconstruction_errors(std::span<const float> logits, std::span<const float> targets);

// Sum of the binary cross-entropy; gradient (same length) gets scale × dBCE/dz = scale × (y - x).
double bce_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                         std::span<float> gradient);

// Sum of the squared error; gradient gets scale × d(y - x)²/dz = scale × 2 (y - x) y (1 - y).
double squared_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                             std::span<float> gradient);

namespace plain {
void sigmoid(std::span<float> values);
PixelErrors reconstruction_errors(std::span<const float> logits, std::span<const float> targets);
double bce_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                         std::span<float> gradient);
double squared_with_gradient(std::span<const float> logits, std::span<const float> targets, float scale,
                             std::span<float> gradient);
}  // namespace plain

}  // namespace bottleneck
