#include "formats/model_tensors.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "formats/json_fields.h"
#include "formats/npy.h"

namespace bottleneck {
namespace {

constexpr std::size_t kMostLayers = 34;  // of kMaxHidden layers in either half, the code's and the output's

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// Whether `a` comes before `b`, numbers in them by their value: "layers.2" before "layers.10".
bool is_before(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const auto number = [](std::string_view& text) {
        text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
        const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
        const std::string_view digits = text.substr(0, end);
        text.remove_prefix(end);
        return std::pair(digits.size(), digits);
      };
      const auto first = number(a);
      const auto second = number(b);
      if (first != second) return first < second;
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() && !b.empty();
}

bool is_of_decoder(std::string_view name) {
  std::string small(name);
  std::ranges::transform(small, small.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small.find("dec") != std::string::npos;
}

bool has_outputs_first(std::string_view name) {
  return name.ends_with("weight");
}

// Of the biases that belong to a matrix of that name: "fc.weight" → "fc.bias", "dense/kernel:0" →
// "dense/bias:0", "arr_2" → "arr_3".
std::string name_of_biases(const std::string& matrix) {
  for (const std::string_view word : {"weight", "kernel"}) {
    const std::size_t at = matrix.rfind(word);
    if (at != std::string::npos) return std::string(matrix).replace(at, word.size(), "bias");
  }
  const std::size_t end = matrix.find_last_not_of("0123456789") + 1;
  int number = 0;
  const auto [stop, problem] = std::from_chars(matrix.data() + end, matrix.data() + matrix.size(), number);
  const bool is_number = problem == std::errc() && number < 1'000'000;
  return is_number ? matrix.substr(0, end) + std::to_string(number + 1) : std::string();
}

std::string described(const Tensor& tensor) {
  return in_quotes(tensor.name) + " of shape " + shape_text(tensor.shape);
}

// The first arrays of a file, for a message.
std::string arrays_text(const TensorFile& file) {
  constexpr std::size_t kMostNamed = 6;
  if (file.tensors.empty()) return "no arrays at all";
  std::string text;
  for (std::size_t i = 0; i < std::min(kMostNamed, file.tensors.size()); ++i)
    text += (i > 0 ? ", " : "") + described(file.tensors[i]);
  return text + (file.tensors.size() > kMostNamed ? ", …" : "");
}

// The layers so that each takes what the one before gives; those that fit nowhere come last.
std::vector<FoundLayer> in_order(std::vector<FoundLayer> layers) {
  std::ranges::sort(layers, [](const FoundLayer& a, const FoundLayer& b) {
    const bool is_late = is_of_decoder(a.name);
    if (is_late != is_of_decoder(b.name)) return !is_late;
    return is_before(a.name, b.name);
  });
  auto from = layers.begin();
  int width = kPixels;
  while (from != layers.end()) {
    const auto next =
        std::find_if(from, layers.end(), [&](const FoundLayer& l) { return l.inputs == width; });
    if (next != layers.end()) std::rotate(from, next, next + 1);
    width = from->outputs;
    ++from;
  }
  return layers;
}

}  // namespace

std::string widths_text(const std::vector<FoundLayer>& layers) {
  std::string text;
  int width = 0;
  for (const FoundLayer& layer : layers) {
    if (layer.inputs != width) text += (text.empty() ? "" : ", ") + std::to_string(layer.inputs);
    text += " → " + std::to_string(layer.outputs);
    width = layer.outputs;
  }
  return text;
}

Result<std::vector<float>> finite_floats(const Tensor& tensor) {
  Result<std::vector<float>> values = to_floats(tensor);
  if (!values) return values;
  const auto broken = std::find_if(values->begin(), values->end(), [](float v) { return !std::isfinite(v); });
  if (broken != values->end()) {
    return Error{"tensor " + in_quotes(tensor.name) + " holds a number that is not finite, at index " +
                 std::to_string(broken - values->begin())};
  }
  return values;
}

std::vector<float> transposed(std::span<const float> values, int rows) {
  const auto high = static_cast<std::size_t>(rows);
  const std::size_t wide = values.size() / high;
  std::vector<float> out(values.size());
  for (std::size_t r = 0; r < high; ++r) {
    for (std::size_t c = 0; c < wide; ++c) out[c * high + r] = values[r * wide + c];
  }
  return out;
}

Result<FoundLayer> make_layer(std::string name, const Tensor& weights, bool is_inputs_first,
                              const Tensor* biases) {
  const auto is_width = [](std::int64_t size) { return size >= 1 && size <= kMaxLayerWidth; };
  if (weights.shape.size() != 2 || !std::ranges::all_of(weights.shape, is_width))
    return Error{described(weights) + " is no matrix of a dense layer"};
  const auto first = static_cast<int>(weights.shape[0]);
  const auto second = static_cast<int>(weights.shape[1]);
  FoundLayer layer{.name = std::move(name),
                   .inputs = is_inputs_first ? first : second,
                   .outputs = is_inputs_first ? second : first};
  auto values = finite_floats(weights);
  if (!values) return Error{values.error()};
  layer.weights = is_inputs_first ? transposed(*values, layer.inputs) : *std::move(values);
  if (!biases) {
    layer.biases.assign(static_cast<std::size_t>(layer.outputs), 0.0F);
    return layer;
  }
  if (biases->shape != std::vector<std::int64_t>{layer.outputs}) {
    return Error{described(*biases) + ": expected " + shape_text(std::vector<std::int64_t>{layer.outputs}) +
                 ", as " + described(weights) + " has so many outputs"};
  }
  auto bias_values = finite_floats(*biases);
  if (!bias_values) return Error{bias_values.error()};
  layer.biases = *std::move(bias_values);
  return layer;
}

Result<std::vector<FoundLayer>> find_layers(const TensorFile& file) {
  std::vector<FoundLayer> layers;
  std::set<std::string> used;
  for (const Tensor& tensor : file.tensors) {
    if (tensor.shape.size() != 2 || tensor.name.starts_with("optimizer")) continue;
    if (layers.size() == kMostLayers)
      return Error{"more than " + std::to_string(kMostLayers) + " matrices: no autoencoder that fits here"};
    const std::string partner = name_of_biases(tensor.name);
    const Tensor* biases = file.find(partner);
    if (biases && biases->shape.size() != 1) biases = nullptr;
    auto layer = make_layer(tensor.name, tensor, !has_outputs_first(tensor.name), biases);
    if (!layer) return Error{layer.error()};
    layers.push_back(*std::move(layer));
    used.insert(tensor.name);
    if (biases) used.insert(partner);
  }
  if (layers.empty()) {
    return Error{
        "no dense layers: expected matrices with their biases, such as encoder.0.weight and "
        "encoder.0.bias; found " +
        arrays_text(file)};
  }
  for (const Tensor& tensor : file.tensors) {
    if (!used.contains(tensor.name) && !tensor.name.starts_with("optimizer"))
      return Error{described(tensor) + " belongs to no dense layer; expected only these and their biases"};
  }
  return in_order(std::move(layers));
}

Result<Autoencoder> form_autoencoder(const std::vector<FoundLayer>& layers) {
  const std::size_t count = layers.size();
  const std::size_t half = count / 2;
  bool is_chain = count >= 2 && count % 2 == 0 && count <= kMostLayers;
  for (std::size_t i = 0; is_chain && i < count; ++i) {
    const int before = i == 0 ? layers.back().outputs : layers[i - 1].outputs;
    is_chain = layers[i].inputs == before && layers[i].inputs == layers[count - 1 - i].outputs;
  }
  if (!is_chain) {
    return Error{
        "expected dense layers whose widths mirror each other, such as 784 → 16 → 784 or 784 → 300 "
        "→ 16 → 300 → 784; found " +
        (count == 0 ? std::string("none") : widths_text(layers))};
  }
  Architecture architecture{.hidden = {},
                            .latent = layers[half - 1].outputs,
                            .linear_latent = layers[half - 1].activation == "linear",
                            .inputs = layers[0].inputs};
  for (std::size_t i = 0; i + 1 < half; ++i) architecture.hidden.push_back(layers[i].outputs);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& activation = layers[i].activation;
    const bool is_code = i + 1 == half;
    const std::string expected = i + 1 == count ? "sigmoid" : "relu";
    if (activation.empty() || activation == expected || (is_code && activation == "linear")) continue;
    return Error{"layer " + in_quotes(layers[i].name) + " has the activation " + in_quotes(activation) +
                 "; expected " + expected + (is_code ? " or linear" : "")};
  }
  Autoencoder model = make_autoencoder(architecture);
  for (std::size_t i = 0; i < count; ++i) {
    std::ranges::copy(layers[i].weights, model.parameters.data() + model.layers[i].weights);
    std::ranges::copy(layers[i].biases, model.parameters.data() + model.layers[i].biases);
  }
  return model;
}

Result<TensorFile> unpack_files(TensorFile file) {
  std::erase_if(file.tensors, [&](const Tensor& entry) {
    constexpr std::string_view kText = ".json";
    if (entry.dtype != DType::u8 || !entry.name.ends_with(kText)) return false;
    const std::string name = entry.name.substr(0, entry.name.size() - kText.size());
    file.metadata.insert_or_assign(name, std::string(as_text(entry.bytes)));
    return true;
  });
  for (Tensor& entry : file.tensors) {
    constexpr std::string_view kArray = ".npy";
    if (entry.dtype != DType::u8 || !entry.name.ends_with(kArray)) continue;
    auto array = read_npy(entry.bytes, entry.name.substr(0, entry.name.size() - kArray.size()));
    if (!array) return Error{array.error()};
    entry = *std::move(array);
  }
  return file;
}

}  // namespace bottleneck
