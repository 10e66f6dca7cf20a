#include "core/metrics.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <vector>

#include "core/sigmoid.h"

namespace bottleneck {
namespace {

// Sends the images through the model and back in batches: calls visit(logits, unit) for each, both B × D.
template <class Visit>
void for_each_batch(const Autoencoder& model, std::span<const std::uint8_t> images, Visit visit) {
  constexpr std::size_t kAtOnce = 256;
  const auto width = static_cast<std::size_t>(model.architecture.inputs);
  assert(!images.empty() && images.size() % width == 0);
  std::vector<float> unit(kAtOnce * width);
  std::vector<float> logits(kAtOnce * width);
  std::vector<float> codes(kAtOnce * static_cast<std::size_t>(model.architecture.latent));
  for (std::size_t first = 0; first < images.size(); first += kAtOnce * width) {
    const std::size_t pixels = std::min(kAtOnce * width, images.size() - first);
    const std::span<float> x = std::span(unit).first(pixels);
    const std::span<float> z = std::span(logits).first(pixels);
    const std::span<float> code =
        std::span(codes).first(pixels / width * static_cast<std::size_t>(model.architecture.latent));
    to_unit(images.subspan(first, pixels), x);
    encode(model, x, code);
    decode_logits(model, code, z);
    visit(std::span<const float>(z), std::span<const float>(x));
  }
}

ReconstructionError mean_errors(const PixelErrors& sums, std::size_t pixels) {
  const auto count = static_cast<double>(pixels);
  return {.bce = sums.bce / count, .mse = sums.squared / count};
}

// Of values in rising order: between the two that stand around share · (count - 1).
double quantile(std::span<const float> sorted, double share) {
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const double low = sorted[below];
  const double high = sorted[std::min(below + 1, sorted.size() - 1)];
  return low + (position - static_cast<double>(below)) * (high - low);
}

}  // namespace

ReconstructionError reconstruction_error(const Autoencoder& model, std::span<const std::uint8_t> images) {
  PixelErrors sums;
  for_each_batch(model, images, [&](std::span<const float> logits, std::span<const float> unit) {
    const PixelErrors errors = reconstruction_errors(logits, unit);
    sums.bce += errors.bce;
    sums.squared += errors.squared;
  });
  return mean_errors(sums, images.size());
}

std::vector<ReconstructionError> image_errors(const Autoencoder& model,
                                              std::span<const std::uint8_t> images) {
  const auto width = static_cast<std::size_t>(model.architecture.inputs);
  std::vector<ReconstructionError> errors;
  errors.reserve(images.size() / width);
  for_each_batch(model, images, [&](std::span<const float> logits, std::span<const float> unit) {
    for (std::size_t first = 0; first < unit.size(); first += width) {
      const PixelErrors sums =
          reconstruction_errors(logits.subspan(first, width), unit.subspan(first, width));
      errors.push_back(mean_errors(sums, width));
    }
  });
  return errors;
}

double relative_error(double mse, std::span<const std::uint8_t> image) {
  double squares = 0;
  for (const std::uint8_t byte : image) squares += byte * byte;
  if (squares == 0) return std::numeric_limits<double>::infinity();
  return mse * 255 * 255 * static_cast<double>(image.size()) / squares;
}

NearDistance near_distance(std::vector<float> distances) {
  assert(!distances.empty());
  std::sort(distances.begin(), distances.end());
  return {
      .median = quantile(distances, 0.5), .p95 = quantile(distances, 0.95), .p99 = quantile(distances, 0.99)};
}

void ConfusionMatrix::add(int truth, int predicted) {
  assert(truth >= 0 && truth < classes && predicted >= 0 && predicted < classes);
  ++counts[static_cast<std::size_t>(truth * classes + predicted)];
}

int ConfusionMatrix::at(int truth, int predicted) const {
  return counts[static_cast<std::size_t>(truth * classes + predicted)];
}

int ConfusionMatrix::total() const {
  return std::accumulate(counts.begin(), counts.end(), 0);
}

int ConfusionMatrix::correct() const {
  int sum = 0;
  for (int i = 0; i < classes; ++i) sum += at(i, i);
  return sum;
}

double ConfusionMatrix::accuracy() const {
  return total() == 0 ? 0.0 : static_cast<double>(correct()) / total();
}

CompressionSizes compression_sizes(const Architecture& architecture, std::int64_t images) {
  constexpr std::int64_t kFloatBytes = 4;
  const Autoencoder model = make_autoencoder(architecture);
  const auto decoder = model.parameters.size() - model.layers[model.encoder_layers()].weights;
  return {.images = images * architecture.inputs * kFloatBytes,
          .codes = images * architecture.latent * kFloatBytes,
          .decoder = static_cast<std::int64_t>(decoder) * kFloatBytes};
}

int count_dead_units(const Autoencoder& model, std::span<const float> codes) {
  const auto latent = static_cast<std::size_t>(model.architecture.latent);
  assert(codes.size() % latent == 0);
  if (model.architecture.linear_latent) return 0;
  std::vector<bool> is_live(latent);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] != 0.0F) is_live[i % latent] = true;
  }
  return static_cast<int>(std::ranges::count(is_live, false));
}

int count_dead_neurons(const Autoencoder& model, std::span<const std::uint8_t> images) {
  // Their activations are the code of a network that has no other layer; its parameters come first.
  const Architecture& architecture = model.architecture;
  const bool is_code = architecture.hidden.empty();
  Autoencoder first = make_autoencoder({.hidden = {},
                                        .latent = model.layers.front().outputs,
                                        .linear_latent = is_code && architecture.linear_latent,
                                        .inputs = architecture.inputs});
  std::copy_n(model.parameters.begin(),
              first.weights(first.layers.front()).size() + first.biases(first.layers.front()).size(),
              first.parameters.begin());
  return count_dead_units(first, encode_bytes(first, images));
}

}  // namespace bottleneck
