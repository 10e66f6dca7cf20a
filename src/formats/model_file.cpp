#include "formats/model_file.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "formats/json_fields.h"
#include "formats/json_strict.h"
#include "formats/keras_model.h"
#include "formats/model_tensors.h"

namespace bottleneck {
namespace {

const std::string kArchitecture = "architecture";  // among a file's metadata

Result<Architecture> read_architecture(const std::map<std::string, std::string>& metadata) {
  const auto json = parse_json(metadata.at(kArchitecture));
  if (!json) return Error{"architecture: " + json.error()};
  if (!json->is_object()) return Error{"architecture: not a JSON object"};
  FieldReader read(*json, "architecture");
  Architecture architecture;
  architecture.inputs = read.integer("inputs", 1, kMaxLayerWidth);
  architecture.hidden = read.widths("hidden");
  architecture.latent = read.integer("latent", 1, kMaxLayerWidth);
  architecture.linear_latent = read.flag("linear_latent");
  if (architecture.hidden.size() > kMaxHidden) {
    read.complain("hidden", "a list of at most " + std::to_string(kMaxHidden) + " widths");
  }
  if (!read.problem().empty()) return Error{read.problem()};
  return architecture;
}

// The tensor of that name and shape as floats, all finite.
Result<std::vector<float>> read_floats(const TensorFile& file, const std::string& name,
                                       const std::vector<std::int64_t>& shape) {
  const Tensor* const tensor = file.find(name);
  if (!tensor) return Error{"tensor \"" + name + "\" is missing"};
  if (tensor->shape != shape) {
    return Error{"tensor \"" + name + "\" has shape " + shape_text(tensor->shape) + ", expected " +
                 shape_text(shape)};
  }
  return finite_floats(*tensor);
}

// Outputs × inputs: as they are, or turned from Keras's order.
Result<std::vector<float>> read_weights(const TensorFile& file, const std::string& layer_name,
                                        const Layer& layer) {
  if (!file.find(layer_name + ".kernel"))
    return read_floats(file, layer_name + ".weight", {layer.outputs, layer.inputs});
  auto kernel = read_floats(file, layer_name + ".kernel", {layer.inputs, layer.outputs});
  return kernel ? transposed(*kernel, layer.inputs) : kernel;
}

std::size_t data_size(const TensorFile& file) {
  std::size_t sum = 0;
  for (const Tensor& tensor : file.tensors) sum += tensor.bytes.size();
  return sum;
}

// A file that this project wrote.
Result<ModelFile> read_own(const TensorFile& file) {
  const Result<Architecture> architecture = read_architecture(file.metadata);
  if (!architecture) return Error{architecture.error()};
  // Before any memory is taken for the widths the file claims: its own bytes must have room for them.
  if (parameter_count(*architecture) > data_size(file))
    return Error{"the file is too small for the architecture it names"};

  ModelFile result{.model = make_autoencoder(*architecture)};
  for (std::size_t i = 0; i < result.model.layers.size(); ++i) {
    const Layer& layer = result.model.layers[i];
    const std::string name = layer_name(result.model, i);
    const auto weights = read_weights(file, name, layer);
    if (!weights) return Error{weights.error()};
    const auto biases = read_floats(file, name + ".bias", {layer.outputs});
    if (!biases) return Error{biases.error()};
    float* const parameters = result.model.parameters.data();
    std::copy(weights->begin(), weights->end(), parameters + layer.weights);
    std::copy(biases->begin(), biases->end(), parameters + layer.biases);
  }
  if (file.tensors.size() != 2 * result.model.layers.size()) {
    return Error{"the file holds " + std::to_string(file.tensors.size()) + " tensors, its architecture has " +
                 std::to_string(2 * result.model.layers.size())};
  }
  if (const auto card = file.metadata.find("card"); card != file.metadata.end()) result.card = card->second;
  return result;
}

}  // namespace

std::string layer_name(const Autoencoder& model, std::size_t layer) {
  const std::size_t half = model.encoder_layers();
  return layer < half ? "encoder." + std::to_string(layer) : "decoder." + std::to_string(layer - half);
}

std::string architecture_json(const Architecture& architecture) {
  return nlohmann::json{{"inputs", architecture.inputs},
                        {"hidden", architecture.hidden},
                        {"latent", architecture.latent},
                        {"linear_latent", architecture.linear_latent}}
      .dump();
}

Bytes write_model(const Autoencoder& model, DType type, const std::string& card) {
  TensorFile file;
  file.metadata[kArchitecture] = architecture_json(model.architecture);
  if (!card.empty()) file.metadata["card"] = card;
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& layer = model.layers[i];
    const std::string name = layer_name(model, i);
    file.tensors.push_back(
        from_floats(name + ".weight", {layer.outputs, layer.inputs}, model.weights(layer), type));
    file.tensors.push_back(from_floats(name + ".bias", {layer.outputs}, model.biases(layer), type));
  }
  return write_safetensors(file);
}

Result<ModelFile> model_of(TensorFile packed) {
  const Result<TensorFile> file = unpack_files(std::move(packed));
  if (!file) return Error{file.error()};
  if (file->metadata.contains(kArchitecture)) return read_own(*file);
  const std::string* const keras = find_keras_config(*file);
  const auto layers = keras ? read_keras_layers(*file, *keras) : find_layers(*file);
  if (!layers) return Error{layers.error()};
  auto model = form_autoencoder(*layers);
  if (!model) return Error{model.error()};
  return ModelFile{.model = *std::move(model), .assumes_activations = keras == nullptr};
}

Result<ModelFile> read_model(ByteView bytes) {
  auto file = read_safetensors(bytes);
  return file ? model_of(*std::move(file)) : Error{file.error()};
}

ReferenceCodes quantise_codes(std::span<const float> codes, int width, std::span<const std::uint8_t> labels) {
  const auto w = static_cast<std::size_t>(width);
  assert(codes.size() == labels.size() * w);
  ReferenceCodes result{.width = width,
                        .steps = std::vector<float>(w),
                        .bytes = std::vector<std::uint8_t>(codes.size()),
                        .labels = {labels.begin(), labels.end()}};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    assert(codes[i] >= 0);
    result.steps[i % w] = std::max(result.steps[i % w], codes[i] / 255.0F);
  }
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const float step = result.steps[i % w];
    const float rounded = step > 0 ? std::nearbyint(codes[i] / step) : 0.0F;  // a dead unit has step 0
    result.bytes[i] = static_cast<std::uint8_t>(std::clamp(rounded, 0.0F, 255.0F));
  }
  return result;
}

std::vector<float> dequantise_codes(const ReferenceCodes& codes) {
  std::vector<float> values(codes.bytes.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = codes.steps[i % codes.steps.size()] * static_cast<float>(codes.bytes[i]);
  }
  return values;
}

Bytes write_codes(const ReferenceCodes& codes) {
  const std::int64_t count = codes.size();
  TensorFile file;
  file.tensors.push_back(from_floats("steps", {codes.width}, codes.steps, DType::f32));
  file.tensors.push_back(
      {.name = "codes", .dtype = DType::u8, .shape = {count, codes.width}, .bytes = codes.bytes});
  file.tensors.push_back({.name = "labels", .dtype = DType::u8, .shape = {count}, .bytes = codes.labels});
  return write_safetensors(file);
}

Result<ReferenceCodes> read_codes(ByteView bytes) {
  Result<TensorFile> file = read_safetensors(bytes);
  if (!file) return Error{file.error()};
  const Tensor* const codes = file->find("codes");
  const Tensor* const labels = file->find("labels");
  if (!codes || codes->dtype != DType::u8 || codes->shape.size() != 2 || codes->shape[1] < 1 ||
      codes->shape[1] > kMaxLayerWidth) {
    return Error{"the file must hold \"codes\", U8, images × units"};
  }
  if (!labels || labels->dtype != DType::u8 || labels->shape != std::vector{codes->shape[0]}) {
    return Error{"the file must hold \"labels\", U8, one for each of the codes"};
  }
  const auto steps = read_floats(*file, "steps", {codes->shape[1]});
  if (!steps) return Error{steps.error()};
  return ReferenceCodes{.width = static_cast<int>(codes->shape[1]),
                        .steps = *steps,
                        .bytes = codes->bytes,
                        .labels = labels->bytes};
}

}  // namespace bottleneck
