#include "core/autoencoder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "core/dense.h"
#include "core/sigmoid.h"

namespace bottleneck {
namespace {

constexpr int kEncodeBatch = 256;  // as in training: large enough for the product, small enough for the cache

// Runs layers[first, last) on a batch; `input` is B × the first one's inputs, `output` B × the last one's
// outputs.
void run_layers(const Autoencoder& model, std::size_t first, std::size_t last, std::span<const float> input,
                std::span<float> output) {
  assert(input.size() % static_cast<std::size_t>(model.layers[first].inputs) == 0);
  const std::size_t batch = input.size() / static_cast<std::size_t>(model.layers[first].inputs);
  AlignedFloats before(input.begin(), input.end());
  AlignedFloats after;
  for (std::size_t i = first; i < last; ++i) {
    const Layer& layer = model.layers[i];
    after.resize(batch * static_cast<std::size_t>(layer.outputs));
    dense_forward(layer, model.parameters, before, after);
    before.swap(after);
  }
  assert(output.size() == before.size());
  std::copy(before.begin(), before.end(), output.begin());
}

}  // namespace

std::span<const float> Autoencoder::weights(const Layer& layer) const {
  return std::span(parameters)
      .subspan(layer.weights,
               static_cast<std::size_t>(layer.inputs) * static_cast<std::size_t>(layer.outputs));
}

std::span<const float> Autoencoder::biases(const Layer& layer) const {
  return std::span(parameters).subspan(layer.biases, static_cast<std::size_t>(layer.outputs));
}

std::vector<int> layer_widths(const Architecture& architecture) {
  std::vector<int> widths = {architecture.inputs};
  widths.insert(widths.end(), architecture.hidden.begin(), architecture.hidden.end());
  widths.push_back(architecture.latent);
  widths.insert(widths.end(), architecture.hidden.rbegin(), architecture.hidden.rend());
  widths.push_back(architecture.inputs);
  return widths;
}

Autoencoder make_autoencoder(const Architecture& architecture) {
  assert(architecture.inputs >= 1 && architecture.latent >= 1);
  const std::vector<int> widths = layer_widths(architecture);
  Autoencoder model{.architecture = architecture, .layers = {}, .parameters = {}};
  const std::size_t latent_layer = architecture.hidden.size();
  std::size_t offset = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    assert(widths[i + 1] >= 1);
    const bool is_linear = i + 2 == widths.size() || (i == latent_layer && architecture.linear_latent);
    const auto weight_count = static_cast<std::size_t>(widths[i]) * static_cast<std::size_t>(widths[i + 1]);
    model.layers.push_back({.inputs = widths[i],
                            .outputs = widths[i + 1],
                            .activation = is_linear ? Activation::linear : Activation::relu,
                            .weights = offset,
                            .biases = offset + weight_count});
    offset += weight_count + static_cast<std::size_t>(widths[i + 1]);
  }
  model.parameters.assign(offset, 0.0F);
  return model;
}

std::uint64_t parameter_count(const Architecture& architecture) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t count = 0;
  int width = architecture.inputs;
  const auto add_layer = [&](int next) {
    assert(width >= 1 && next >= 1);
    // Widths are below 2^31: one layer cannot overflow, their sum can.
    const std::uint64_t layer = (static_cast<std::uint64_t>(width) + 1) * static_cast<std::uint64_t>(next);
    count = layer > kMost - count ? kMost : count + layer;
    width = next;
  };
  for (const int hidden : architecture.hidden) add_layer(hidden);
  add_layer(architecture.latent);
  for (std::size_t i = architecture.hidden.size(); i > 0; --i) add_layer(architecture.hidden[i - 1]);
  add_layer(architecture.inputs);
  return count;
}

void initialise_glorot(Autoencoder& model, Rng& rng) {
  for (const Layer& layer : model.layers) {
    const float limit = std::sqrt(6.0F / static_cast<float>(layer.inputs + layer.outputs));
    const std::span<float> all = model.parameters;
    for (float& weight : all.subspan(layer.weights, model.weights(layer).size()))
      weight = rng.uniform(-limit, limit);
    for (float& bias : all.subspan(layer.biases, model.biases(layer).size())) bias = 0.0F;
  }
}

void to_unit(std::span<const std::uint8_t> bytes, std::span<float> unit) {
  assert(bytes.size() == unit.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) unit[i] = static_cast<float>(bytes[i]) / 255.0F;
}

void activate(const Autoencoder& model, std::size_t layers, std::span<const float> images,
              std::span<float> activations) {
  run_layers(model, 0, layers, images, activations);
}

void encode(const Autoencoder& model, std::span<const float> images, std::span<float> codes) {
  activate(model, model.encoder_layers(), images, codes);
}

std::vector<float> encode_bytes(const Autoencoder& model, std::span<const std::uint8_t> images) {
  const auto width = static_cast<std::size_t>(model.architecture.inputs);
  const auto latent = static_cast<std::size_t>(model.architecture.latent);
  assert(images.size() % width == 0);
  const std::size_t count = images.size() / width;
  std::vector<float> codes(count * latent);
  std::vector<float> unit(std::min<std::size_t>(count, kEncodeBatch) * width);
  for (std::size_t first = 0; first < count; first += kEncodeBatch) {
    const std::size_t batch = std::min<std::size_t>(kEncodeBatch, count - first);
    const std::span<float> pixels = std::span(unit).first(batch * width);
    to_unit(images.subspan(first * width, batch * width), pixels);
    encode(model, pixels, std::span(codes).subspan(first * latent, batch * latent));
  }
  return codes;
}

void decode_logits(const Autoencoder& model, std::span<const float> codes, std::span<float> logits) {
  run_layers(model, model.encoder_layers(), model.layers.size(), codes, logits);
}

void decode(const Autoencoder& model, std::span<const float> codes, std::span<float> pixels) {
  decode_logits(model, codes, pixels);
  sigmoid(pixels);
}

}  // namespace bottleneck
