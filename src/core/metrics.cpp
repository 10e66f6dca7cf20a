#include "core/metrics.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "core/sigmoid.h"

namespace bottleneck {

ReconstructionError reconstruction_error(const Autoencoder& model, std::span<const std::uint8_t> images) {
  constexpr std::size_t kBatch = 256;
  const auto width = static_cast<std::size_t>(model.architecture.inputs);
  assert(!images.empty() && images.size() % width == 0);
  std::vector<float> unit(kBatch * width);
  std::vector<float> logits(kBatch * width);
  std::vector<float> codes(kBatch * static_cast<std::size_t>(model.architecture.latent));
  PixelErrors sums;
  for (std::size_t first = 0; first < images.size(); first += kBatch * width) {
    const std::size_t pixels = std::min(kBatch * width, images.size() - first);
    const std::span<float> x = std::span(unit).first(pixels);
    const std::span<float> z = std::span(logits).first(pixels);
    const std::span<float> code =
        std::span(codes).first(pixels / width * static_cast<std::size_t>(model.architecture.latent));
    to_unit(images.subspan(first, pixels), x);
    encode(model, x, code);
    decode_logits(model, code, z);
    const PixelErrors errors = reconstruction_errors(z, x);
    sums.bce += errors.bce;
    sums.squared += errors.squared;
  }
  const auto pixels = static_cast<double>(images.size());
  return {.bce = sums.bce / pixels, .mse = sums.squared / pixels};
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

}  // namespace bottleneck
