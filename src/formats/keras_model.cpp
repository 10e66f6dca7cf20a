#include "formats/keras_model.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "formats/json_strict.h"

namespace bottleneck {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kWeightsFile = "model.weights.h5/";  // in a .keras file, which is a zip file
constexpr int kMostDepth = 64;                                  // of JSON: a model inside another takes 4
constexpr int kMostModels = 8;                                  // inside one another

constexpr std::array<std::string_view, 3> kModels{"Sequential", "Functional", "Model"};
// What leaves numbers as they are once a model is trained.
constexpr std::array<std::string_view, 6> kNeutral{
    "InputLayer", "Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization"};

bool is_among(const auto& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& part_of(const Json& object, const char* key) {
  static const Json kNone = Json::object();
  const auto found = object.find(key);
  return found != object.end() ? *found : kNone;
}

// "relu", also of {"class_name": "function", "config": "relu"}; none is linear.
std::string activation_of(const Json& config) {
  const auto found = config.find("activation");
  if (found == config.end() || found->is_null()) return "linear";
  if (found->is_string()) return found->get<std::string>();
  if (!found->is_object()) return "?";
  const std::string inner = text_of(*found, "config");
  return inner.empty() ? text_of(*found, "class_name") : inner;
}

// The names of the layers that an inbound node tells of: [name, node, tensor, …], however deep.
void collect_sources(const Json& node, std::vector<std::string>& names) {
  const bool is_source = node.is_array() && node.size() >= 3 && node[0].is_string() && node[1].is_number() &&
                         node[2].is_number();
  if (is_source) {
    names.push_back(node[0].get<std::string>());
  } else if (node.is_structured()) {
    for (const Json& inner : node) collect_sources(inner, names);
  }
}

// Goes through a configuration from the input to the output.
class Walk {
 public:
  explicit Walk(const TensorFile& file) : file_(file) {}

  // json: of a model. path: of its arrays in a .keras file; top: the outermost layer that it lies in, "" for
  // none.
  Status model(const Json& json, const std::string& path, const std::string& top, int depth) {
    if (depth > kMostModels) return Error{"Keras: models inside one another more than 8 deep"};
    const Json& config = part_of(json, "config");
    const Json& layers = config.is_array() ? config : part_of(config, "layers");
    if (!layers.is_array()) return Error{"Keras: " + in_quotes(text_of(config, "name")) + " tells no layers"};
    std::map<std::string, int> count;  // of layers of one kind
    std::string before;
    for (const Json& one : layers) {
      if (!one.is_object()) return Error{"Keras: a layer is no JSON object"};
      const std::string kind = text_of(one, "class_name");
      const std::string name = text_of(part_of(one, "config"), "name");
      if (auto status = check_source(one, name, before); !status) return status;
      before = name;
      const int number = count[kind]++;
      const std::string own_path = path + "layers/" + place_of(kind, number) + "/";
      const std::string outermost = top.empty() ? name : top;
      auto status = is_among(kModels, kind) ? model(one, own_path, outermost, depth + 1)
                                            : layer(kind, name, part_of(one, "config"), own_path, outermost);
      if (!status) return status;
    }
    return Done{};
  }

  std::vector<FoundLayer> take() { return std::move(layers_); }

 private:
  // In functional models: each layer takes what the one before it gives, and nothing else.
  static Status check_source(const Json& one, const std::string& name, const std::string& before) {
    const auto nodes = one.find("inbound_nodes");
    if (nodes == one.end()) return Done{};
    std::vector<std::string> sources;
    collect_sources(*nodes, sources);
    const bool is_input = sources.empty() && before.empty();
    if (is_input || (nodes->size() == 1 && sources.size() == 1 && sources[0] == before)) return Done{};
    std::string found = sources.empty() ? std::string("nothing") : std::string();
    for (const std::string& source : sources) found += (found.empty() ? "" : ", ") + in_quotes(source);
    return Error{"layer " + in_quotes(name) + " takes " + found + "; expected " +
                 (before.empty() ? std::string("the model's input") : in_quotes(before)) +
                 " alone: one layer after the other"};
  }

  // "dense", "dense_1", …
  static std::string place_of(std::string_view kind, int number) {
    std::string place;
    for (const char letter : kind)
      place += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return number == 0 ? place : place + "_" + std::to_string(number);
  }

  Status layer(const std::string& kind, const std::string& name, const Json& config, const std::string& path,
               const std::string& top) {
    if (kind == "Dense") return dense(name, config, path, top);
    if (is_among(kNeutral, kind)) return Done{};
    if (kind == "Activation") return activation(name, activation_of(config));
    if (kind == "ReLU") {
      // Only the plain one: not cut off above, zero below zero.
      const auto is_plain = [&](const char* key) {
        const Json& value = part_of(config, key);
        return !value.is_number() || value.get<double>() == 0;
      };
      if (is_plain("max_value") && is_plain("negative_slope") && is_plain("threshold"))
        return activation(name, "relu");
    }
    if (kind == "Flatten" && layers_.empty()) return Done{};
    if (kind == "Reshape") {
      is_reshaped_ = true;
      return Done{};
    }
    return Error{"layer " + in_quotes(name) + " is of the kind " + in_quotes(kind) +
                 "; expected Dense layers with the activations relu, and sigmoid at the end"};
  }

  // A layer of its own behind a dense one without.
  Status activation(const std::string& name, const std::string& kind) {
    if (kind == "linear") return Done{};
    if (layers_.empty() || layers_.back().activation != "linear")
      return Error{"layer " + in_quotes(name) + ": expected a Dense layer without an activation before it"};
    layers_.back().activation = kind;
    return Done{};
  }

  Status dense(const std::string& name, const Json& config, const std::string& path, const std::string& top) {
    if (is_reshaped_)
      return Error{"layer " + in_quotes(name) +
                   " comes behind a Reshape; expected none before the last layer"};
    const bool has_biases = part_of(config, "use_bias") != Json(false);
    const Tensor* const kernel = find(path + "vars/0", top, name, "kernel");
    const Tensor* const biases = has_biases ? find(path + "vars/1", top, name, "bias") : nullptr;
    if (!kernel || (has_biases && !biases))
      return Error{"layer " + in_quotes(name) + ": its " + (kernel ? "biases are" : "kernel is") +
                   " not in the file"};
    auto found = make_layer(name, *kernel, true, biases);
    if (!found) return Error{found.error()};
    const Json& units = part_of(config, "units");
    if (!units.is_number_integer() || units != Json(found->outputs)) {
      return Error{"layer " + in_quotes(name) + ": its configuration tells " + units.dump() +
                   " units, its kernel has " + std::to_string(found->outputs)};
    }
    found->activation = activation_of(config);
    layers_.push_back(*std::move(found));
    return Done{};
  }

  // An array of a layer: by its path in a .keras file, by names in a .h5 file, where it lies in the group of
  // the outermost layer, the layer's own name last before the array's; null: it is not there, or there are
  // two.
  const Tensor* find(const std::string& keras_path, const std::string& top, const std::string& name,
                     const std::string& array) const {
    if (const Tensor* found = file_.find(std::string(kWeightsFile) + keras_path)) return found;
    const std::string group = "model_weights/" + top + "/";
    const std::string end = "/" + name + "/" + array;
    const Tensor* found = nullptr;
    for (const Tensor& tensor : file_.tensors) {
      const bool is_it =
          tensor.name.starts_with(group) && (tensor.name.ends_with(end) || tensor.name.ends_with(end + ":0"));
      if (!is_it) continue;
      if (found) return nullptr;
      found = &tensor;
    }
    return found;
  }

  const TensorFile& file_;
  std::vector<FoundLayer> layers_;
  bool is_reshaped_ = false;
};

}  // namespace

const std::string* find_keras_config(const TensorFile& file) {
  for (const char* key : {"config", "model_config"}) {
    if (const auto found = file.metadata.find(key); found != file.metadata.end()) return &found->second;
  }
  return nullptr;
}

Result<std::vector<FoundLayer>> read_keras_layers(const TensorFile& file, std::string_view config) {
  const auto json = parse_json(config, {.max_depth = kMostDepth});
  if (!json) return Error{"Keras's configuration: " + json.error()};
  const std::string kind = json->is_object() ? text_of(*json, "class_name") : std::string();
  if (!is_among(kModels, kind)) {
    return Error{"Keras's configuration is of " + in_quotes(kind) +
                 "; expected a Sequential or functional model, whose file tells its layers"};
  }
  Walk walk(file);
  if (auto status = walk.model(*json, "", "", 0); !status) return Error{status.error()};
  return walk.take();
}

}  // namespace bottleneck
