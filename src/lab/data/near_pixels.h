// How far the published datasets' test images lie from their nearest training images, pixel by pixel: the
// measure of what is near when the neighbours of a drawing are searched on pixels.
#pragma once

#include <string_view>

#include "core/metrics.h"

namespace bottleneck {

// Euclidean, pixels in [0, 1]. Measured with `bottleneck knn --space pixels` on all 10,000 test images
// against all 60,000 training images.
inline constexpr NearDistance kNearPixelsMnist{.median = 4.335, .p95 = 6.060, .p99 = 6.764};
inline constexpr NearDistance kNearPixelsFashion{.median = 3.463, .p95 = 5.679, .p99 = 6.866};

// The distances of the dataset "mnist" or "fashion-mnist"; null for another.
inline const NearDistance* near_pixels(std::string_view dataset) {
  if (dataset == "mnist") return &kNearPixelsMnist;
  if (dataset == "fashion-mnist") return &kNearPixelsFashion;
  return nullptr;
}

}  // namespace bottleneck
