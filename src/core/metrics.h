// How good a reconstruction, a classification and a compression are, how far apart neighbours lie, and which
// latent units are dead.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/autoencoder.h"

namespace bottleneck {

// Means over all pixels of the images, or of one image.
struct ReconstructionError {
  double bce;  // binary cross-entropy, natural logarithm
  double mse;  // squared error, pixels in [0, 1]
};

// Sends images (N × D bytes, N >= 1) through the model and back.
ReconstructionError reconstruction_error(const Autoencoder& model, std::span<const std::uint8_t> images);

// The same for each image by itself: N errors.
std::vector<ReconstructionError> image_errors(const Autoencoder& model, std::span<const std::uint8_t> images);

// A reconstruction's mean squared error as a share of the image's mean square (what a black reconstruction
// errs): so images of little and of much ink can be compared. image: the pixels as bytes; of a black one it
// is infinite.
double relative_error(double mse, std::span<const std::uint8_t> image);

// How far images lie from their nearest reference: the distances that half, 95 % and 99 % of them do not
// exceed. Euclidean, in the units of the codes, or of pixels in [0, 1].
struct NearDistance {
  double median = 0;
  double p95 = 0;
  double p99 = 0;

  bool operator==(const NearDistance&) const = default;
};

// distances: one per image, at least one. Between two of them a quantile is linear, as NumPy's by default.
NearDistance near_distance(std::vector<float> distances);

// counts[t · classes + p]: how many images of true class t were given class p.
struct ConfusionMatrix {
  int classes;
  std::vector<int> counts;

  explicit ConfusionMatrix(int class_count)
      : classes(class_count),
        counts(static_cast<std::size_t>(class_count) * static_cast<std::size_t>(class_count)) {}

  void add(int truth, int predicted);
  int at(int truth, int predicted) const;
  int total() const;
  int correct() const;
  double accuracy() const;  // in [0, 1]; 0 when nothing was added
};

// Bytes for `images` images of D 32-bit numbers, for their codes of K, and for the decoder that the codes
// cannot do without.
struct CompressionSizes {
  std::int64_t images;
  std::int64_t codes;
  std::int64_t decoder;

  double ratio() const { return static_cast<double>(images) / static_cast<double>(codes); }
  double honest_ratio() const { return static_cast<double>(images) / static_cast<double>(codes + decoder); }
};

CompressionSizes compression_sizes(const Architecture& architecture, std::int64_t images);

// How many of the K units are zero in all of the codes (N × K) of the model: their ReLU never opens, they
// carry nothing, and no gradient reaches them any more (dying ReLU). All of them where N is 0. A linear unit
// is never dead.
int count_dead_units(const Autoencoder& model, std::span<const float> codes);

}  // namespace bottleneck
