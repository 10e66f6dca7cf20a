// What a model card says of a model on many images: the range of each latent unit, which are dead, and how
// the errors of the reconstructions are distributed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/autoencoder.h"
#include "formats/model_card.h"

namespace bottleneck {

// Each unit's smallest and largest value over N × K codes, N >= 1.
void note_ranges(std::span<const float> codes, ModelCard& card);

// Of the relative errors (core/metrics.h) of N × D bytes, N >= 1, one by one; black ones have none. Nothing
// where all are black, or an error is not finite.
std::optional<ErrorHistogram> histogram_of_errors(const Autoencoder& model,
                                                  std::span<const std::uint8_t> images);

// On how many training images a model is measured while somebody waits: fewer of a large one, so that it
// takes a few dozen milliseconds.
inline constexpr int kImagesMeasured = 1000;
inline constexpr int kFewestMeasured = 100;
int images_measured(const Autoencoder& model);

// Both, and the dead units, of the first so many images, or of all of them where there are no more; the card
// says of how many. Without images, or where the model's numbers are not finite, nothing is said. images: N ×
// D bytes, the training images; most: 0 for all.
void measure_card(ModelCard& card, const Autoencoder& model, std::span<const std::uint8_t> images, int most);

// From the smallest to the largest value that a unit has over the training images, by the card: a unit's
// slider goes there.
struct UnitRange {
  float low = 0;
  float high = 1;
  bool is_dead = false;  // zero on every training image
};
UnitRange unit_range(const ModelCard& card, int unit);

// From the smallest to the largest value of all units: bars of one scale.
UnitRange code_range(const ModelCard& card);

}  // namespace bottleneck
