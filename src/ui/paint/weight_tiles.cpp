#include "ui/paint/weight_tiles.h"

#include <algorithm>
#include <vector>

namespace bottleneck {

void update_tiles(WeightTiles& tiles, const std::shared_ptr<const Autoencoder>& model, PixelLayer layer,
                  std::optional<float> largest, int count) {
  const int wanted = std::min(count, pixel_neurons(*model, layer));
  if (tiles.model == model && tiles.layer == layer && tiles.largest == largest && tiles.count >= wanted)
    return;
  std::vector<Image> pictures;
  for (int neuron = 0; neuron < wanted; ++neuron) {
    const PixelWeights weights = pixel_weights(*model, layer, neuron);
    const float brightest = largest ? *largest : largest_weight(weight_numbers(*model, layer, neuron));
    pictures.push_back(weights_ink(weights, brightest, true));
    pictures.push_back(weights_ink(weights, brightest, false));
  }
  tiles.model = model;
  tiles.layer = layer;
  tiles.largest = largest;
  tiles.count = wanted;
  tiles.sheet.put(pictures);
}

void draw_weight_tiles(const Canvas& canvas, WeightTiles& tiles, std::span<const PlacedNeuron> neurons) {
  std::vector<TileSheet::Stamp> stamps;
  for (const auto& [square, neuron] : neurons) {
    fill_rect(canvas, square, canvas.palette().tile, kSmallTileRadius);
    stamps.push_back({.square = square, .picture = 2 * neuron, .ink = kPositiveWeight});
    stamps.push_back({.square = square, .picture = 2 * neuron + 1, .ink = kNegativeWeight});
  }
  tiles.sheet.draw(canvas, stamps);
  for (const PlacedNeuron& one : neurons)
    round_corners(canvas, one.square, kSmallTileRadius, canvas.palette().card);
}

void draw_weights(const Canvas& canvas, const Rect& square, const PixelWeights& weights, float largest) {
  fill_rect(canvas, square, canvas.palette().tile, kTileRadius);
  draw_difference(canvas, square, weights_ink(weights, largest, true), weights_ink(weights, largest, false),
                  kPositiveWeight, kNegativeWeight);
  round_corners(canvas, square, kTileRadius, canvas.palette().card);
}

void draw_weight_scale(const Canvas& canvas, const Rect& bar) {
  if (!canvas.list) return;
  const auto half = [&](float from, float to, Colour at_from, Colour at_to) {
    canvas.list->AddRectFilledMultiColor({from, bar.y}, {to, bar.bottom()}, colour(at_from), colour(at_to),
                                         colour(at_to), colour(at_from));
  };
  half(bar.x, bar.middle_x(), kNegativeWeight, canvas.palette().tile);
  half(bar.middle_x(), bar.right(), canvas.palette().tile, kPositiveWeight);
  round_corners(canvas, bar, kSpace1, canvas.palette().card);
}

}  // namespace bottleneck
