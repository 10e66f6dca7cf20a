#include "lab/models/inference.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <utility>

#include "core/sigmoid.h"
#include "lab/data/published_measures.h"
#include "lab/models/own_neighbours.h"

namespace bottleneck {
namespace {

// A winner with a smaller share of the votes is doubted: 4 of 7.
constexpr double kClearShare = 0.6;

// image → code → reconstruction, and how far the reconstruction is from the image.
void pass_through(Inference& inference, const InferenceInputs& inputs) {
  const Autoencoder& model = *inputs.model;
  std::array<float, kPixels> unit;
  std::array<float, kPixels> logits;
  to_unit(*inference.image, unit);
  inference.latent.resize(static_cast<std::size_t>(model.architecture.latent));
  encode(model, unit, inference.latent);
  const bool is_edited = inputs.code && inputs.code->size() == inference.latent.size();
  inference.code = is_edited ? *inputs.code : inference.latent;
  decode_logits(model, inference.code, logits);
  const PixelErrors sums = reconstruction_errors(logits, unit);
  inference.error = ReconstructionError{.bce = sums.bce / kPixels, .mse = sums.squared / kPixels};
  inference.relative_error = relative_error(inference.error->mse, *inference.image);
  sigmoid(logits);
  inference.reconstruction = to_image(logits);
}

// The neighbours' pictures: the training images where they are there, else their codes through the decoder.
void picture_neighbours(Opinion& opinion, const InferenceInputs& inputs) {
  const bool has_images = inputs.training && inputs.training->size() == inputs.codes->size();
  std::array<float, kPixels> pixels;
  for (Near& near : opinion.neighbours) {
    if (near.is_own) continue;  // has its own
    near.is_decoded = !has_images;
    if (has_images) {
      std::ranges::copy(inputs.training->image(near.neighbour.index), near.picture.begin());
      continue;
    }
    decode(*inputs.model, inputs.codes->code(static_cast<std::size_t>(near.neighbour.index)), pixels);
    near.picture = to_image(pixels);
  }
}

}  // namespace

bool has_decoded(const Opinion& opinion) {
  return std::ranges::any_of(opinion.neighbours, &Near::is_decoded);
}

Image to_image(std::span<const float> pixels) {
  Image image;
  // Written so that NaN, of a model that no training made, becomes 0.
  std::ranges::transform(pixels, image.begin(), [](float pixel) {
    return static_cast<std::uint8_t>(pixel > 0 ? pixel * 255 + 0.5F : 0);
  });
  return image;
}

std::vector<Near> with_labels(std::span<const Neighbour> found, std::span<const std::uint8_t> labels) {
  std::vector<Near> near;
  for (const Neighbour& neighbour : found)
    near.push_back({.neighbour = neighbour, .label = labels[static_cast<std::size_t>(neighbour.index)]});
  return near;
}

Opinion form_opinion(std::vector<Near> neighbours, std::size_t classes, double far, bool is_faint) {
  assert(!neighbours.empty());
  Opinion opinion{.neighbours = std::move(neighbours), .votes = std::vector<int>(classes)};
  for (const Near& near : opinion.neighbours) ++opinion.votes[static_cast<std::size_t>(near.label)];
  opinion.prediction = winner(opinion.votes);
  const int most = opinion.votes[static_cast<std::size_t>(*opinion.prediction)];
  if (is_faint) {
    opinion.doubt = Doubt::faint;
  } else if (static_cast<double>(opinion.neighbours.front().neighbour.distance) > far) {
    opinion.doubt = Doubt::far;
  } else if (most < kClearShare * static_cast<double>(opinion.neighbours.size())) {
    opinion.doubt = Doubt::split;
  }
  return opinion;
}

Inference infer(const InferenceInputs& inputs, Clock clock) {
  assert(inputs.k >= 1);
  Inference inference{.image = inputs.image};
  if (!inputs.image || !inputs.card || !inputs.model) return inference;

  const double start = clock();
  pass_through(inference, inputs);
  const double passed = clock();
  inference.network_ms = passed - start;
  if (!inputs.codes) return inference;

  const CodeLibrary& codes = *inputs.codes;
  const auto found = nearest(codes.references, inference.code, std::min(inputs.k, codes.size()));
  // A code beyond all measure (of a model that no training made) is near to nothing.
  if (std::ranges::any_of(found, [](const Neighbour& one) { return one.index < 0; })) return inference;
  std::vector<Near> neighbours = with_labels(found, codes.labels);
  if (inputs.own) neighbours = with_own_codes(neighbours, codes, *inputs.own, inference.code, inputs.k);
  const auto& near = inputs.card->near_distance;
  inference.codes = form_opinion(std::move(neighbours), inputs.card->class_names.size(),
                                 near ? near->p99 : std::numeric_limits<double>::infinity(),
                                 !inference.is_edited() && is_faint(inputs.card->dataset, *inputs.image));
  inference.codes.own_references = inputs.own ? inputs.own->drawings->size() : 0;
  inference.codes.references = codes.size() + inference.codes.own_references;
  inference.codes.ms = clock() - passed;
  picture_neighbours(inference.codes, inputs);
  return inference;
}

}  // namespace bottleneck
