// Autoencoders from arrays that others named.
#include "formats/model_tensors.h"

#include <gtest/gtest.h>

#include "formats/keras_model.h"
#include "formats/model_file.h"
#include "formats/npy.h"
#include "formats/npz.h"
#include "unit/broken_bytes.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

using TensorNames = std::vector<std::string>;

Autoencoder foreign_model(std::vector<int> hidden, int latent, int inputs = 12, bool is_linear = false) {
  Autoencoder model = make_autoencoder(
      {.hidden = std::move(hidden), .latent = latent, .linear_latent = is_linear, .inputs = inputs});
  Rng rng(4);
  for (float& value : model.parameters) value = rng.uniform(-1, 1);
  return model;
}

// A state_dict: "NAME.weight" and "NAME.bias" for every layer.
TensorFile state_dict(const Autoencoder& model, const TensorNames& names) {
  TensorFile file;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Layer& layer = model.layers[i];
    file.tensors.push_back(
        from_floats(names[i] + ".weight", {layer.outputs, layer.inputs}, model.weights(layer), DType::f32));
    file.tensors.push_back(from_floats(names[i] + ".bias", {layer.outputs}, model.biases(layer), DType::f32));
  }
  return file;
}

// Keras's: the kernel under names[2 i], the biases under names[2 i + 1].
TensorFile keras_arrays(const Autoencoder& model, const TensorNames& names) {
  TensorFile file;
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& layer = model.layers[i];
    file.tensors.push_back(from_floats(names[2 * i], {layer.inputs, layer.outputs},
                                       transposed(model.weights(layer), layer.outputs), DType::f32));
    file.tensors.push_back(from_floats(names[2 * i + 1], {layer.outputs}, model.biases(layer), DType::f32));
  }
  return file;
}

void expect_same(const Result<ModelFile>& file, const Autoencoder& model) {
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->model.architecture, model.architecture);
  EXPECT_EQ(file->model.parameters, model.parameters);
}

TEST(ModelTensors, AStateDictOfAnyNames) {
  const Autoencoder flat = foreign_model({}, 3);
  const Autoencoder deep = foreign_model({9}, 3);
  for (const TensorNames& names :
       {TensorNames{"0", "2"}, TensorNames{"enc", "dec"}, TensorNames{"module.net.0", "module.net.2"}}) {
    const auto file = model_of(state_dict(flat, names));
    expect_same(file, flat);
    EXPECT_TRUE(file->assumes_activations);
  }
  for (const TensorNames& names :
       {TensorNames{"encoder.0", "encoder.2", "decoder.0", "decoder.2"},
        TensorNames{"fc1", "fc2", "fc3", "fc4"}, TensorNames{"net.8", "net.9", "net.10", "net.11"}}) {
    TensorFile file = state_dict(deep, names);
    std::ranges::reverse(file.tensors);  // whatever order they lie in
    expect_same(model_of(std::move(file)), deep);
  }
}

// 784 pixels tell where to begin, and the widths how to go on, whatever the names.
TEST(ModelTensors, WidthsTellTheOrderWhereNamesDoNot) {
  const Autoencoder model = foreign_model({300}, 16, kPixels);
  expect_same(model_of(state_dict(model, {"squeeze", "code", "open", "draw"})), model);
}

TEST(ModelTensors, ALayerWithoutBiasesHasNone) {
  Autoencoder model = foreign_model({}, 3);
  TensorFile file = state_dict(model, {"0", "1"});
  std::erase_if(file.tensors, [](const Tensor& tensor) { return tensor.name == "0.bias"; });
  for (std::size_t i = 0; i < 3; ++i) model.parameters[model.layers[0].biases + i] = 0;
  expect_same(model_of(std::move(file)), model);
}

TEST(ModelTensors, KerasWeightsAsNumpyKeepsThem) {
  const Autoencoder model = foreign_model({9}, 3);
  const TensorNames names = {"arr_0", "arr_1", "arr_2", "arr_3", "arr_4", "arr_5", "arr_6", "arr_7"};
  TensorFile zip;
  for (const Tensor& tensor : keras_arrays(model, names).tensors) {
    const Bytes npy = write_npy(tensor.shape, *to_floats(tensor));
    zip.tensors.push_back({tensor.name + ".npy", DType::u8, {static_cast<std::int64_t>(npy.size())}, npy});
  }
  expect_same(model_of(zip), model);
}

TEST(ModelTensors, WhatDoesNotFitIsTold) {
  const Autoencoder model = foreign_model({9}, 3);
  const TensorNames names = {"encoder.0", "encoder.1", "decoder.0", "decoder.1"};
  const auto refuse = [&](const std::string& reason, const auto& spoil) {
    TensorFile file = state_dict(model, names);
    spoil(file);
    EXPECT_REFUSED(model_of(std::move(file)), reason);
  };
  refuse("found no arrays at all", [](TensorFile& f) { f.tensors.clear(); });
  refuse("no dense layers: expected",
         [](TensorFile& f) { f.tensors = {from_floats("x", {1}, {{1.0F}}, DType::f32)}; });
  refuse("\"conv.weight\" of shape (1, 1, 1, 1) belongs to no dense layer", [](TensorFile& f) {
    f.tensors.push_back(from_floats("conv.weight", {1, 1, 1, 1}, {{1.0F}}, DType::f32));
  });
  refuse("mirror each other, such as 784 → 16 → 784 or 784 → 300 → 16 → 300 → 784; found 12 → 9 → 3 → 9",
         [](TensorFile& f) { f.tensors.resize(6); });
  refuse("\"encoder.0.bias\" of shape (3,): expected (9,)",
         [](TensorFile& f) { f.tensors[1] = from_floats("encoder.0.bias", {3}, {{1, 2, 3}}, DType::f32); });
  refuse("not finite, at index 1", [](TensorFile& f) {
    f.tensors[1].bytes[7] = 0x7F;
    f.tensors[1].bytes[6] = 0x80;
    f.tensors[1].bytes[5] = f.tensors[1].bytes[4] = 0;
  });
  refuse("is U8, expected F64", [](TensorFile& f) {
    f.tensors[0].dtype = DType::u8;
    f.tensors[0].bytes.resize(9 * 12);
  });
}

// --- Keras

std::string keras_dense(const std::string& name, int units, const std::string& activation,
                        const std::string& more = "") {
  return R"({"class_name": "Dense", "config": {"name": ")" + name + R"(", "units": )" +
         std::to_string(units) + R"(, "activation": )" + activation + R"(, "use_bias": true})" + more + "}";
}

std::string keras_model(const std::string& kind, const std::string& name, const std::string& layers,
                        const std::string& more = "") {
  return R"({"class_name": ")" + kind + R"(", "config": {"name": ")" + name + R"(", "layers": [)" + layers +
         "]}" + more + "}";
}

std::string keras_input(const std::string& more = "") {
  return R"({"class_name": "InputLayer", "config": {"name": "in"})" + more + "}";
}

TensorFile flat_keras(const Autoencoder& model) {
  return keras_arrays(model,
                      {"model.weights.h5/layers/dense/vars/0", "model.weights.h5/layers/dense/vars/1",
                       "model.weights.h5/layers/dense_1/vars/0", "model.weights.h5/layers/dense_1/vars/1"});
}

Result<ModelFile> with_config(TensorFile file, const std::string& config) {
  file.metadata["config"] = config;
  return model_of(std::move(file));
}

TEST(KerasModel, ASequentialModelOfKeras3) {
  const Autoencoder model = foreign_model({}, 3);
  const auto file = with_config(
      flat_keras(model),
      keras_model("Sequential", "s",
                  keras_input() + "," + keras_dense("a", 3, "\"relu\"") + "," +
                      keras_dense("b", 12, R"({"class_name": "function", "config": "sigmoid"})")));
  expect_same(file, model);
  EXPECT_FALSE(file->assumes_activations);
}

TEST(KerasModel, ALinearCodeAndActivationsOfTheirOwn) {
  const Autoencoder model = foreign_model({}, 3, 12, true);
  const auto file = with_config(
      flat_keras(model),
      keras_model(
          "Sequential", "s",
          R"({"class_name": "Flatten", "config": {"name": "f"}},)" + keras_dense("a", 3, "\"linear\"") +
              R"(,{"class_name": "Dropout", "config": {"name": "d"}},)" + keras_dense("b", 12, "null") +
              R"(,{"class_name": "Activation", "config": {"name": "s", "activation": "sigmoid"}})" +
              R"(,{"class_name": "Reshape", "config": {"name": "r"}})"));
  expect_same(file, model);
}

// Two functional models in a third, in the layout of Keras 2's .h5 files.
TEST(KerasModel, ModelsInsideOneAnotherOfKeras2) {
  const Autoencoder model = foreign_model({9}, 3);
  TensorFile file =
      keras_arrays(model, {"model_weights/encoder/dense/kernel:0", "model_weights/encoder/dense/bias:0",
                           "model_weights/encoder/dense_1/kernel:0", "model_weights/encoder/dense_1/bias:0",
                           "model_weights/decoder/dense/kernel:0", "model_weights/decoder/dense/bias:0",
                           "model_weights/decoder/dense_1/kernel:0", "model_weights/decoder/dense_1/bias:0"});
  const auto from = [](const std::string& layer) {
    return R"(, "inbound_nodes": [[[")" + layer + R"(", 0, 0, {}]]])";
  };
  const std::string input = keras_input(R"(, "inbound_nodes": [])");
  const auto half = [&](const std::string& name, int first, int second, const std::string& last,
                        const std::string& source) {
    return keras_model("Functional", name,
                       input + "," + keras_dense("dense", first, "\"relu\"", from("in")) + "," +
                           keras_dense("dense_1", second, last, from("dense")),
                       from(source));
  };
  file.metadata["model_config"] = keras_model("Functional", "autoencoder",
                                              input + "," + half("encoder", 9, 3, "\"relu\"", "in") + "," +
                                                  half("decoder", 9, 12, "\"sigmoid\"", "encoder"));
  expect_same(model_of(file), model);
  file.metadata["model_config"] = keras_model("Functional", "autoencoder",
                                              input + "," + half("encoder", 9, 3, "\"relu\"", "in") + "," +
                                                  half("decoder", 9, 12, "\"sigmoid\"", "in"));
  EXPECT_REFUSED(model_of(file), "layer \"decoder\" takes \"in\"; expected \"encoder\" alone");
}

TEST(KerasModel, WhatDoesNotFitIsTold) {
  const Autoencoder model = foreign_model({}, 3);
  const auto refuse = [&](const std::string& reason, const std::string& layers) {
    EXPECT_REFUSED(with_config(flat_keras(model), keras_model("Sequential", "s", layers)), reason);
  };
  const std::string code = keras_dense("a", 3, "\"relu\"");
  const std::string output = keras_dense("b", 12, "\"sigmoid\"");
  refuse("layer \"c\" is of the kind \"Conv2D\"; expected Dense layers",
         R"({"class_name": "Conv2D", "config": {"name": "c"}})");
  refuse("layer \"a\" has the activation \"tanh\"; expected relu or linear",
         keras_dense("a", 3, "\"tanh\"") + "," + output);
  refuse("layer \"b\" has the activation \"linear\"; expected sigmoid",
         code + "," + keras_dense("b", 12, "null"));
  refuse("layer \"a\": its configuration tells 4 units, its kernel has 3", keras_dense("a", 4, "\"relu\""));
  refuse("layer \"b\": its kernel is not in the file", code + "," + output + "," + output);
  refuse("mirror each other", code);
  refuse("mirror each other", "");
  refuse("a layer is no JSON object", "1");
  EXPECT_REFUSED(with_config(flat_keras(model), R"({"class_name": "Mine", "config": {}})"),
                 "is of \"Mine\"; expected a Sequential or functional model");
  EXPECT_REFUSED(with_config(flat_keras(model), "{"), "Keras's configuration: ");
  std::string deep = code;
  for (int i = 0; i < 12; ++i) deep = keras_model("Sequential", "s" + std::to_string(i), deep);
  refuse("more than 8 deep", deep);
}

}  // namespace
}  // namespace bottleneck
