// The weights of neurons as small pictures: orange where a weight is above zero, blue where it is below.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/pixel_weights.h"
#include "ui/paint/picture_sheet.h"

namespace bottleneck {

// On a tile, which is dark in both themes, and so wants the bright colours.
inline constexpr Colour kPositiveWeight = kDark.code;
inline constexpr Colour kNegativeWeight = kDark.image;

// Pictures of the neurons of one layer, for as long as they are those of the same weights.
struct WeightTiles {
  std::shared_ptr<const Autoencoder> model{};
  PixelLayer layer = PixelLayer::first;
  std::optional<float> largest{};  // the weight that is brightest; nothing: of each neuron its own
  int count = 0;                   // of the first neurons
  PictureSheet sheet{};
};

// At least of the first `count` neurons, or of all that there are.
void update_tiles(WeightTiles& tiles, const std::shared_ptr<const Autoencoder>& model, PixelLayer layer,
                  std::optional<float> largest, int count);

struct PlacedNeuron {
  Rect square;
  int neuron;  // of those that there are pictures of
};
void draw_weight_tiles(const Canvas& canvas, WeightTiles& tiles, std::span<const PlacedNeuron> neurons);

// One of them large: every weight as a square, on a tile that is drawn, too.
void draw_weights(const Canvas& canvas, const Rect& square, const PixelWeights& weights, float largest);

// What the colours mean: from -largest to largest, in a bar.
void draw_weight_scale(const Canvas& canvas, const Rect& bar);

}  // namespace bottleneck
