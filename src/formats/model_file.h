// Autoencoders and their reference codes as .safetensors files, and autoencoders from whatever else holds
// them.
//
// A model's tensors are named as PyTorch's nn.Sequential would: encoder.0.weight [out, in], encoder.0.bias
// [out], …, decoder.0.weight, … The metadata holds the architecture and, under "card", the model card. A
// PyTorch user loads it with safetensors.torch.load_file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/autoencoder.h"
#include "core/result.h"
#include "formats/safetensors.h"

namespace bottleneck {

// A file with more hidden layers in its encoder is refused.
inline constexpr std::size_t kMaxHidden = 16;

struct ModelFile {
  Autoencoder model;
  std::string card{};                // the JSON of formats/model_card.h; empty in a file that has none
  bool assumes_activations = false;  // the file does not tell them: ReLU, and the sigmoid at the end
};

// "encoder.0", …, "decoder.0", …: what the layer's weights are called before ".weight".
std::string layer_name(const Autoencoder& model, std::size_t layer);

// {"inputs": 784, "hidden": [300], "latent": 16, "linear_latent": false}
std::string architecture_json(const Architecture& architecture);

// type: f32, or f16, which halves the file and rounds the weights to 11 bits.
Bytes write_model(const Autoencoder& model, DType type, const std::string& card);

// The autoencoder in what was read from a file of any kind (formats/model_tensors.h). Refuses what does not
// form one: a missing or misshapen tensor, weights that are not finite, other layers.
Result<ModelFile> model_of(TensorFile file);

// The same of a .safetensors file.
Result<ModelFile> read_model(ByteView file);

// The codes of a model's training images, for nearest neighbours: N × K numbers in 8 bits each, and N labels.
// A number is step[unit] × its byte; the step is the unit's largest value over the training images / 255.
struct ReferenceCodes {
  int width = 0;                     // K
  std::vector<float> steps;          // K
  std::vector<std::uint8_t> bytes;   // N × K
  std::vector<std::uint8_t> labels;  // N

  int size() const { return static_cast<int>(labels.size()); }
};

// codes: N × K, none below zero (a linear code cannot be quantised so). labels: N.
ReferenceCodes quantise_codes(std::span<const float> codes, int width, std::span<const std::uint8_t> labels);

// N × K numbers again.
std::vector<float> dequantise_codes(const ReferenceCodes& codes);

Bytes write_codes(const ReferenceCodes& codes);
Result<ReferenceCodes> read_codes(ByteView file);

}  // namespace bottleneck
