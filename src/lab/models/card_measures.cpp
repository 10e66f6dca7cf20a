#include "lab/models/card_measures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/metrics.h"

namespace bottleneck {
namespace {

bool are_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

// Images × parameters that go through the model in a few dozen milliseconds.
constexpr std::size_t kWork = 250'000'000;

}  // namespace

int images_measured(const Autoencoder& model) {
  const std::size_t images = kWork / std::max<std::size_t>(1, model.parameters.size());
  return static_cast<int>(std::clamp<std::size_t>(images, kFewestMeasured, kImagesMeasured));
}

void note_ranges(std::span<const float> codes, ModelCard& card) {
  const auto width = static_cast<std::size_t>(card.settings.architecture.latent);
  card.latent_min.assign(codes.begin(), codes.begin() + card.settings.architecture.latent);
  card.latent_max = card.latent_min;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    card.latent_min[i % width] = std::min(card.latent_min[i % width], codes[i]);
    card.latent_max[i % width] = std::max(card.latent_max[i % width], codes[i]);
  }
}

std::optional<ErrorHistogram> histogram_of_errors(const Autoencoder& model,
                                                  std::span<const std::uint8_t> images) {
  std::vector<float> errors;
  for (const ReconstructionError& error : image_errors(model, images)) {
    if (!std::isfinite(error.mse)) return std::nullopt;
    const double relative = relative_error(error.mse, images.first(kPixels));
    images = images.subspan(kPixels);
    if (std::isfinite(relative)) errors.push_back(static_cast<float>(relative));
  }
  if (errors.empty()) return std::nullopt;
  return make_error_histogram(errors);
}

void measure_card(ModelCard& card, const Autoencoder& model, std::span<const std::uint8_t> images, int most) {
  const std::size_t all = images.size() / kPixels;
  const std::size_t count = most > 0 ? std::min(all, static_cast<std::size_t>(most)) : all;
  if (count == 0) return;
  const auto some = images.first(count * kPixels);
  const std::vector<float> codes = encode_bytes(model, some);
  auto errors = histogram_of_errors(model, some);
  if (!are_finite(codes) || !errors) return;
  note_ranges(codes, card);
  card.dead_units = count_dead_units(model, codes);
  card.error_histogram = std::move(errors);
  card.measured_images = count < all ? static_cast<int>(count) : 0;
}

UnitRange unit_range(const ModelCard& card, int unit) {
  const auto index = static_cast<std::size_t>(unit);
  if (index >= card.latent_max.size()) return {};
  UnitRange range{.low = index < card.latent_min.size() ? card.latent_min[index] : 0,
                  .high = card.latent_max[index]};
  range.is_dead = range.low == 0 && range.high == 0;
  if (!(range.low < range.high)) range.high = range.low + 1;
  return range;
}

UnitRange code_range(const ModelCard& card) {
  UnitRange all = unit_range(card, 0);
  for (int unit = 1; unit < card.settings.architecture.latent; ++unit) {
    const UnitRange range = unit_range(card, unit);
    if (range.is_dead) continue;
    all = {.low = std::min(all.low, range.low), .high = std::max(all.high, range.high)};
  }
  return all;
}

}  // namespace bottleneck
