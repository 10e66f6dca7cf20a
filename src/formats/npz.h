// An autoencoder as .npz, NumPy's file of several arrays: what np.savez writes, and np.load reads.
//
//   encoder.0.kernel.npy  784×16, inputs × outputs as Keras has them, and encoder.0.bias.npy 16; so on
//   through
//                         the decoder: the arrays of the file in its order are what set_weights() takes
//   architecture.json, card.json  as in the metadata of a .safetensors file (formats/model_file.h)
#pragma once

#include <string>
#include <string_view>

#include "core/autoencoder.h"
#include "formats/bytes.h"

namespace bottleneck {

// In 32-bit floats. card: its JSON; empty for none. read_model() takes the file, unzipped.
Bytes write_npz(const Autoencoder& model, const std::string& card);

// The Keras program that makes the model from such a file: at most ten lines.
std::string keras_loader(const Architecture& architecture, std::string_view npz_name);

}  // namespace bottleneck
