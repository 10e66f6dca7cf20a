#include "ui/paint/weight_tiles.h"

#include <algorithm>
#include <vector>

namespace bottleneck {

void update_tiles(WeightTiles& tiles, const std::shared_ptr<const Autoencoder>& model, PixelLayer layer,
                  std::optional<float> largest, int count) {
  const int wanted = std::min(count, pixel_neurons(*model, layer));
  if (tiles.model == model && tiles.layer == layer && tiles.largest == largest && tiles.count >= wanted)
    return;
  if (wanted > 0) tiles.sheet.prepare(2 * wanted);
  for (int neuron = 0; neuron < wanted; ++neuron) {
    const PixelWeights weights = pixel_weights(*model, layer, neuron);
    const float brightest = largest ? *largest : largest_weight(weight_numbers(*model, layer, neuron));
    tiles.sheet.put(2 * neuron, weights_ink(weights, brightest, true));
    tiles.sheet.put(2 * neuron + 1, weights_ink(weights, brightest, false));
  }
  tiles.model = model;
  tiles.layer = layer;
  tiles.largest = largest;
  tiles.count = wanted;
}

void draw_weight_tiles(const Canvas& canvas, WeightTiles& tiles, std::span<const PlacedNeuron> neurons) {
  std::vector<PictureSheet::Stamp> stamps;
  for (const auto& [square, neuron] : neurons) {
    fill_rect(canvas, square, canvas.palette().tile, kSmallTileRadius);
    stamps.push_back({.square = square, .place = 2 * neuron, .ink = kPositiveWeight});
    stamps.push_back({.square = square, .place = 2 * neuron + 1, .ink = kNegativeWeight});
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
  fill_rect(canvas, bar, canvas.palette().tile);
  constexpr int kSteps = 24;  // from the middle to each end
  const float step = bar.width / (2 * kSteps);
  for (int i = 0; i < kSteps; ++i) {
    const auto share = static_cast<float>(i) / kSteps;
    const float from = weight_brightness(share);
    const float to = weight_brightness(share + 1.0F / kSteps);
    const float shift = step * static_cast<float>(i);
    const auto strip = [&](float left, Colour hue, float at_left, float at_right) {
      const ImU32 dark = colour(hue, at_left);
      const ImU32 bright = colour(hue, at_right);
      canvas.list->AddRectFilledMultiColor({left, bar.y}, {left + step, bar.bottom()}, dark, bright, bright,
                                           dark);
    };
    strip(bar.middle_x() + shift, kPositiveWeight, from, to);
    strip(bar.middle_x() - shift - step, kNegativeWeight, to, from);
  }
  round_corners(canvas, bar, kSpace1, canvas.palette().card);
}

}  // namespace bottleneck
