#include "lab/reading.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "core/sigmoid.h"

namespace bottleneck {
namespace {

Image to_image(std::span<const float> pixels) {
  Image image;
  std::ranges::transform(pixels, image.begin(),
                         [](float pixel) { return static_cast<std::uint8_t>(pixel * 255 + 0.5F); });
  return image;
}

// image → code → reconstruction, and how far the reconstruction is from the image.
void pass_through(Reading& reading, const Autoencoder& model) {
  std::array<float, kPixels> unit;
  std::array<float, kPixels> logits;
  to_unit(*reading.image, unit);
  reading.latent.resize(static_cast<std::size_t>(model.architecture.latent));
  encode(model, unit, reading.latent);
  decode_logits(model, reading.latent, logits);
  const PixelErrors sums = reconstruction_errors(logits, unit);
  reading.error = ReconstructionError{.bce = sums.bce / kPixels, .mse = sums.squared / kPixels};
  sigmoid(logits);
  reading.reconstruction = to_image(logits);
}

// code → its nearest codes → votes → prediction.
void ask_neighbours(Reading& reading, const CodeLibrary& codes, std::size_t classes, int k) {
  const auto nearest_codes = nearest(codes.references, reading.latent, std::min(k, codes.size()));
  reading.votes.assign(classes, 0);
  count_votes(nearest_codes, codes.labels, reading.votes);
  reading.prediction = winner(reading.votes);
  for (const Neighbour& neighbour : nearest_codes) {
    const auto index = static_cast<std::size_t>(neighbour.index);
    reading.neighbours.push_back({.neighbour = neighbour, .label = codes.labels[index]});
  }
}

// The neighbours' pictures: their codes through the decoder.
void picture_neighbours(Reading& reading, const Autoencoder& model, const CodeLibrary& codes) {
  const auto width = static_cast<std::size_t>(model.architecture.latent);
  std::array<float, kPixels> pixels;
  for (NearCode& near : reading.neighbours) {
    const auto row =
        std::span(codes.codes).subspan(static_cast<std::size_t>(near.neighbour.index) * width, width);
    decode(model, row, pixels);
    near.picture = to_image(pixels);
  }
}

}  // namespace

Reading read_image(const std::optional<Image>& image, const LibraryEntry* entry, int k, Clock clock) {
  assert(k >= 1);
  Reading reading{.image = image};
  if (!image || !entry || !entry->is_usable()) return reading;

  const double start = clock();
  pass_through(reading, *entry->model);
  const double passed = clock();
  reading.network_ms = passed - start;
  if (!entry->codes) return reading;

  ask_neighbours(reading, *entry->codes, entry->card->class_names.size(), k);
  reading.neighbours_ms = clock() - passed;
  picture_neighbours(reading, *entry->model, *entry->codes);
  return reading;
}

}  // namespace bottleneck
