#include "formats/npz.h"

#include <array>

#include <nlohmann/json.hpp>

#include "formats/model_file.h"
#include "formats/model_tensors.h"
#include "formats/npy.h"
#include "formats/zip.h"

namespace bottleneck {
namespace {

ZipEntry text_entry(std::string path, std::string_view text) {
  return {.path = std::move(path), .bytes = Bytes(text.begin(), text.end())};
}

// ", keras.layers.Dense(300, "relu"), …": the layers from `first` on, before `last`.
std::string dense_layers(const Autoencoder& model, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) {
    const Layer& layer = model.layers[i];
    const bool is_output = i + 1 == model.layers.size();
    const char* const activation = is_output                                ? "sigmoid"
                                   : layer.activation == Activation::linear ? "linear"
                                                                            : "relu";
    text += ", keras.layers.Dense(" + std::to_string(layer.outputs) + ", \"" + activation + "\")";
  }
  return text;
}

}  // namespace

Bytes write_npz(const Autoencoder& model, const std::string& card) {
  std::vector<ZipEntry> entries;
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& layer = model.layers[i];
    const std::string name = layer_name(model, i);
    const std::array<std::int64_t, 2> shape{layer.inputs, layer.outputs};
    const std::vector<float> kernel = transposed(model.weights(layer), layer.outputs);
    entries.push_back({name + ".kernel.npy", write_npy(shape, kernel)});
    entries.push_back({name + ".bias.npy", write_npy(std::span(shape).last(1), model.biases(layer))});
  }
  entries.push_back(text_entry("architecture.json", architecture_json(model.architecture)));
  if (!card.empty()) entries.push_back(text_entry("card.json", card));
  return write_zip(entries);
}

std::string keras_loader(const Architecture& architecture, std::string_view npz_name) {
  const Autoencoder model = make_autoencoder(architecture);
  const auto half = [&](const std::string& name, int inputs, std::size_t first, std::size_t last) {
    return name + " = keras.Sequential([keras.Input((" + std::to_string(inputs) + ",))" +
           dense_layers(model, first, last) + "], name=\"" + name + "\")\n";
  };
  // JSON quotes as Python does.
  const std::string name_text =
      nlohmann::json(npz_name).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return "import keras\nimport numpy as np\n\nwith np.load(" + name_text +
         ") as file:\n"
         "    weights = [file[name] for name in file.files if name.endswith((\".kernel\", \".bias\"))]\n" +
         half("encoder", architecture.inputs, 0, model.encoder_layers()) +
         half("decoder", architecture.latent, model.encoder_layers(), model.layers.size()) +
         "autoencoder = keras.Sequential([keras.Input((" + std::to_string(architecture.inputs) +
         ",)), encoder, decoder])\nautoencoder.set_weights(weights)\n";
}

}  // namespace bottleneck
