// An autoencoder from named arrays, whoever wrote them: this project, PyTorch, Keras or NumPy.
//
//   file ──► TensorFile (safetensors.h, zip.h, hdf5.h; in a browser web/arrays.js) ──► autoencoder
//
// Which of these it is, names and texts tell:
//   ours             "architecture" among the texts; encoder.0.weight [out, in] or encoder.0.kernel [in, out]
//   Keras            its configuration among the texts (keras_model.h)
//   any other        matrices with their biases: NAME.weight [out, in] as PyTorch's state_dict has them, any
//                    other name [in, out] as Keras's get_weights() gives them; no activations are told
#pragma once

#include "core/autoencoder.h"
#include "core/result.h"
#include "formats/safetensors.h"

namespace bottleneck {

// One dense layer as a file has it.
struct FoundLayer {
  std::string name;  // for messages
  int inputs = 0;
  int outputs = 0;
  std::string activation{};      // "relu", "linear" or "sigmoid"; another cannot be had; empty: not told
  std::vector<float> weights{};  // outputs × inputs
  std::vector<float> biases{};   // outputs
};

// The autoencoder that the layers form one after the other: of an even number, of widths that mirror each
// other, rectified but for the code, which may be linear, and the sigmoid at the end. What is not told is
// taken to be so. Errors say what was expected and what was found.
Result<Autoencoder> form_autoencoder(const std::vector<FoundLayer>& layers);

// Values of a tensor as floats, all finite.
Result<std::vector<float>> finite_floats(const Tensor& tensor);

// "784 → 16 → 784": how the widths are written in messages.
std::string widths_text(const std::vector<FoundLayer>& layers);

// rows × columns → columns × rows.
std::vector<float> transposed(std::span<const float> values, int rows);

// A layer from a matrix and its biases, null for none: they count as zero, which is the same. Errors: shapes
// that are no dense layer's, numbers that are not finite.
Result<FoundLayer> make_layer(std::string name, const Tensor& weights, bool is_inputs_first,
                              const Tensor* biases);

// The matrices of a file with their biases, in the order in which one takes what the one before gives; among
// several that could, the encoder's come before the decoder's, and 2 comes before 10. Error: an array that
// belongs to no dense layer.
Result<std::vector<FoundLayer>> find_layers(const TensorFile& file);

// What a zip file of arrays holds, in place of its files: of each .npy its array, of each .json its text
// among the metadata; what else there is stays as it is. Error: that of read_npy().
Result<TensorFile> unpack_files(TensorFile file);

}  // namespace bottleneck
