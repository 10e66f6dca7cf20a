// What the images of the published datasets and the synthetic digits are like: the measure of what is near to
// them and of what has too little ink.
#pragma once

#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>

#include "core/metrics.h"

namespace bottleneck {

// Euclidean, pixels in [0, 1]. Measured with `bottleneck knn --space pixels` on all 10,000 test images
// against all 60,000 training images.
inline constexpr NearDistance kNearPixelsMnist{.median = 4.335, .p95 = 6.060, .p99 = 6.764};
inline constexpr NearDistance kNearPixelsFashion{.median = 3.463, .p95 = 5.679, .p99 = 6.866};

// How far test images lie from their nearest training image, pixel by pixel, in the dataset "mnist" or
// "fashion-mnist"; null for another.
inline const NearDistance* near_pixels(std::string_view dataset) {
  if (dataset == "mnist") return &kNearPixelsMnist;
  if (dataset == "fashion-mnist") return &kNearPixelsFashion;
  return nullptr;
}

// The ink of the training image that has least of it: the sum of its pixels in [0, 1]. 0 where that is not
// known.
inline double least_ink(std::string_view dataset) {
  if (dataset == "mnist") return 19.9;
  if (dataset == "fashion-mnist") return 15.2;
  if (dataset == "synthetic") return 28.0;
  return 0;
}

// Whether an image has less ink than any training image of that dataset. image: bytes.
inline bool is_faint(std::string_view dataset, std::span<const std::uint8_t> image) {
  return std::accumulate(image.begin(), image.end(), 0) < least_ink(dataset) * 255;
}

}  // namespace bottleneck
