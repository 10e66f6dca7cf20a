#include "lab/reading.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

#include "core/sigmoid.h"

namespace bottleneck {
namespace {

// A winner with a smaller share of the votes is doubted: 4 of 7.
constexpr double kClearShare = 0.6;

// image → code → reconstruction, and how far the reconstruction is from the image.
void pass_through(Reading& reading, const ReadingInputs& inputs) {
  const Autoencoder& model = *inputs.model;
  std::array<float, kPixels> unit;
  std::array<float, kPixels> logits;
  to_unit(*reading.image, unit);
  reading.latent.resize(static_cast<std::size_t>(model.architecture.latent));
  encode(model, unit, reading.latent);
  const bool is_edited = inputs.code && inputs.code->size() == reading.latent.size();
  reading.code = is_edited ? *inputs.code : reading.latent;
  decode_logits(model, reading.code, logits);
  const PixelErrors sums = reconstruction_errors(logits, unit);
  reading.error = ReconstructionError{.bce = sums.bce / kPixels, .mse = sums.squared / kPixels};
  sigmoid(logits);
  reading.reconstruction = to_image(logits);
}

// The neighbours' pictures: the training images where they are there, else their codes through the decoder.
void picture_neighbours(Opinion& opinion, const ReadingInputs& inputs) {
  const auto width = static_cast<std::size_t>(inputs.model->architecture.latent);
  const bool has_images = inputs.training && inputs.training->size() == inputs.codes->size();
  std::array<float, kPixels> pixels;
  for (Near& near : opinion.neighbours) {
    near.is_decoded = !has_images;
    if (has_images) {
      std::ranges::copy(inputs.training->image(near.neighbour.index), near.picture.begin());
      continue;
    }
    const std::size_t first = static_cast<std::size_t>(near.neighbour.index) * width;
    decode(*inputs.model, std::span(inputs.codes->codes).subspan(first, width), pixels);
    near.picture = to_image(pixels);
  }
}

}  // namespace

Image to_image(std::span<const float> pixels) {
  Image image;
  // Written so that NaN, of a model that no training made, becomes 0.
  std::ranges::transform(pixels, image.begin(), [](float pixel) {
    return static_cast<std::uint8_t>(pixel > 0 ? pixel * 255 + 0.5F : 0);
  });
  return image;
}

Opinion form_opinion(std::span<const Neighbour> neighbours, std::span<const std::uint8_t> labels,
                     std::size_t classes, double far) {
  assert(!neighbours.empty());
  Opinion opinion{.votes = std::vector<int>(classes), .references = static_cast<int>(labels.size())};
  count_votes(neighbours, labels, opinion.votes);
  opinion.prediction = winner(opinion.votes);
  for (const Neighbour& neighbour : neighbours) {
    opinion.neighbours.push_back(
        {.neighbour = neighbour, .label = labels[static_cast<std::size_t>(neighbour.index)]});
  }
  const int most = opinion.votes[static_cast<std::size_t>(*opinion.prediction)];
  if (static_cast<double>(neighbours.front().distance) > far) {
    opinion.doubt = Doubt::far;
  } else if (most < kClearShare * static_cast<double>(neighbours.size())) {
    opinion.doubt = Doubt::split;
  }
  return opinion;
}

Reading read_image(const ReadingInputs& inputs, Clock clock) {
  assert(inputs.k >= 1);
  Reading reading{.image = inputs.image};
  if (!inputs.image || !inputs.card || !inputs.model) return reading;

  const double start = clock();
  pass_through(reading, inputs);
  const double passed = clock();
  reading.network_ms = passed - start;
  if (!inputs.codes) return reading;

  const CodeLibrary& codes = *inputs.codes;
  const auto found = nearest(codes.references, reading.code, std::min(inputs.k, codes.size()));
  // A code beyond all measure (of a model that no training made) is near to nothing.
  if (std::ranges::any_of(found, [](const Neighbour& one) { return one.index < 0; })) return reading;
  const auto& near = inputs.card->near_distance;
  reading.codes = form_opinion(found, codes.labels, inputs.card->class_names.size(),
                               near ? near->p99 : std::numeric_limits<double>::infinity());
  reading.codes.ms = clock() - passed;
  picture_neighbours(reading.codes, inputs);
  return reading;
}

}  // namespace bottleneck
