#include "cli/model_pictures.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "core/pixel_weights.h"
#include "lab/models/inference.h"

namespace bottleneck {
namespace {

constexpr int kScale = 3;
constexpr int kGap = 4;
constexpr int kColumns = 10;

}  // namespace

Raster draw_reconstructions(const std::vector<const Autoencoder*>& models, const Dataset& images, int count) {
  assert(count >= 1 && count <= images.size());
  const auto columns = static_cast<std::size_t>(std::min(count, kColumns));
  const auto total = static_cast<std::size_t>(count);
  std::vector<std::vector<float>> reconstructions;  // one per model, count × D
  for (const Autoencoder* model : models) {
    const auto codes = encode_bytes(*model, std::span(images.images).first(total * kPixels));
    decode(*model, codes, reconstructions.emplace_back(total * kPixels));
  }

  std::vector<Image> tiles;
  const auto add_row = [&](std::size_t first, const auto& tile) {
    for (std::size_t i = first; i < first + columns; ++i) tiles.push_back(i < total ? tile(i) : Image{});
  };
  for (std::size_t first = 0; first < total; first += columns) {
    add_row(first, [&](std::size_t i) {
      Image original{};
      std::copy_n(images.image(static_cast<int>(i)).begin(), kPixels, original.begin());
      return original;
    });
    for (const auto& pixels : reconstructions) {
      add_row(first,
              [&](std::size_t i) { return to_image(std::span(pixels).subspan(i * kPixels, kPixels)); });
    }
  }
  return tile_images(tiles, static_cast<int>(columns), kScale, kGap);
}

Raster draw_first_layer(const Autoencoder& model) {
  constexpr PixelLayer kFirst = PixelLayer::first;
  const int neurons = pixel_neurons(model, kFirst);
  std::vector<Image> tiles;
  for (int neuron = 0; neuron < neurons; ++neuron)
    tiles.push_back(weights_image(pixel_weights(model, kFirst, neuron),
                                  largest_weight(weight_numbers(model, kFirst, neuron))));
  const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(tiles.size())))));
  return tile_images(tiles, columns, neurons > 64 ? 2 : kScale, kGap);
}

}  // namespace bottleneck
