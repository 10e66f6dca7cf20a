// A dense autoencoder: D pixels → hidden layers (ReLU) → K numbers (ReLU, or linear by choice) → the same
// layers mirrored → D pixels (sigmoid).
//
//   image (B×D) ──► encoder ──► code (B×K) ──► decoder ──► logits (B×D) ──sigmoid──► reconstruction (B×D)
//
// All weights and biases lie in one flat buffer, so that saving, Adam and a transfer to another thread each
// take one span. Shapes and activations are Keras's `Dense`; a layer's weights are stored out×in, row by row,
// as PyTorch's `Linear` has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned.h"
#include "core/rng.h"
#include "core/shapes.h"

namespace bottleneck {

struct Architecture {
  std::vector<int>
      hidden;       // widths of the encoder's hidden layers; the decoder has them in reverse; may be empty
  int latent = 16;  // K, at least 1
  bool linear_latent = false;  // the code is not cut off at zero
  int inputs = kPixels;        // D; another width serves tests

  bool operator==(const Architecture&) const = default;
};

// The widths from the image to the code and back: D, hidden…, K, …hidden, D.
std::vector<int> layer_widths(const Architecture& architecture);

enum class Activation : std::uint8_t { linear, relu };

// One dense layer y = activation(W x + b), and where its parameters lie in the flat buffer.
struct Layer {
  int inputs;
  int outputs;
  Activation activation;
  std::size_t weights;  // offset of W: outputs × inputs, row by row (a row is one neuron)
  std::size_t biases;   // offset of b: outputs
};

struct Autoencoder {
  Architecture architecture;
  std::vector<Layer> layers;  // the encoder's, then the decoder's; the last one's output is the logits
  AlignedFloats parameters;   // every layer's W, then its b, in the order of the layers

  std::size_t encoder_layers() const { return layers.size() / 2; }  // the decoder has as many
  std::span<const float> weights(const Layer& layer) const;         // outputs × inputs
  std::span<const float> biases(const Layer& layer) const;          // outputs
};

// The layers for an architecture, all parameters zero. Widths must be at least 1.
Autoencoder make_autoencoder(const Architecture& architecture);

// Number of weights and biases: 25,888 for (784, 16, 784). In 64 bits also where sizes have 32, so that it
// can be held against a limit before memory is taken; more than 64 bits hold counts as the most they do.
std::uint64_t parameter_count(const Architecture& architecture);

// Weights uniform in ±sqrt(6 / (inputs + outputs)), biases zero (X. Glorot, Y. Bengio, "Understanding the
// difficulty of training deep feedforward neural networks", 2010; Keras's default). The same generator gives
// the same bits on every machine.
void initialise_glorot(Autoencoder& model, Rng& rng);

// 0..255 → 0..1 by division by 255, as the notebook does. Both spans have the same length.
void to_unit(std::span<const std::uint8_t> bytes, std::span<float> unit);

// What the first `layers` layers (at least one) make of images. images: B × D in [0, 1]; activations: B × the
// outputs of the last of them.
void activate(const Autoencoder& model, std::size_t layers, std::span<const float> images,
              std::span<float> activations);

// images: B × D in [0, 1] → codes: B × K.
void encode(const Autoencoder& model, std::span<const float> images, std::span<float> codes);

// images: N × D bytes → N × K codes, in batches.
std::vector<float> encode_bytes(const Autoencoder& model, std::span<const std::uint8_t> images);

// codes: B × K → logits: B × D, any real number; the reconstruction is their sigmoid.
void decode_logits(const Autoencoder& model, std::span<const float> codes, std::span<float> logits);

// codes: B × K → pixels: B × D in [0, 1].
void decode(const Autoencoder& model, std::span<const float> codes, std::span<float> pixels);

}  // namespace bottleneck
