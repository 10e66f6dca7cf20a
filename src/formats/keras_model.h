// The dense layers of a model that Keras has saved: what autoencoder.save("a.keras") and save("a.h5") write,
// by Keras 3 and Keras 2 alike, Sequential or functional, with models inside one another.
//
//   configuration (JSON, class_name and config of every layer) ──► a plain chain of layers
//   the arrays of each: in .keras layers/functional/layers/dense_1/vars/0 (by kind and number within a
//   model),
//                       in .h5 model_weights/encoder/dense_1/kernel:0 (by name)
#pragma once

#include <string_view>

#include "core/result.h"
#include "formats/model_tensors.h"

namespace bottleneck {

// The text among the metadata that is Keras's configuration; null in a file without.
const std::string* find_keras_config(const TensorFile& file);

// The dense layers, one after the other. Taken beside them: what leaves numbers as they are (input, dropout,
// noise), Flatten before and Reshape behind all of them, activations as layers of their own. Errors name the
// layer, what was expected and what was found: other kinds of layers, branches, layers used twice, arrays
// that are not there.
Result<std::vector<FoundLayer>> read_keras_layers(const TensorFile& file, std::string_view config);

}  // namespace bottleneck
