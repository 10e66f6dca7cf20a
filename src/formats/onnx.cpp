#include "formats/onnx.h"

#include <array>
#include <string>

#include "formats/model_file.h"

namespace bottleneck {
namespace {

constexpr std::uint64_t kIrVersion = 8;
constexpr std::uint64_t kOperatorSet = 13;
constexpr std::uint64_t kFloat = 1;  // TensorProto.DataType.FLOAT

// --- a message of protobuf: fields one after another, each under its number in onnx.proto

class Message {
 public:
  Message& number(int field, std::uint64_t value) {
    key(field, 0);
    variable(value);
    return *this;
  }
  Message& bytes(int field, ByteView content) {
    key(field, 2);
    variable(content.size());
    out_.insert(out_.end(), content.begin(), content.end());
    return *this;
  }
  Message& text(int field, std::string_view content) { return bytes(field, as_bytes(content)); }
  Message& message(int field, const Message& inner) { return bytes(field, inner.out_); }

  Bytes take() { return std::move(out_); }

 private:
  void key(int field, std::uint64_t wire_type) {
    variable(static_cast<std::uint64_t>(field) << 3 | wire_type);
  }
  void variable(std::uint64_t value) {  // seven bits a byte, lowest first
    for (; value > 0x7F; value >>= 7) out_.push_back(static_cast<std::uint8_t>(value | 0x80));
    out_.push_back(static_cast<std::uint8_t>(value));
  }
  Bytes out_;
};

// --- the messages of onnx.proto that are needed

Message tensor(const std::string& name, std::span<const std::int64_t> shape, std::span<const float> values) {
  Message out;
  for (const std::int64_t size : shape) out.number(1, static_cast<std::uint64_t>(size));
  out.number(2, kFloat).text(8, name).bytes(9, bytes_of(values));
  return out;
}

// batch × width floats.
Message value_info(std::string_view name, int width) {
  Message shape;
  shape.message(1, Message().text(2, "batch"))
      .message(1, Message().number(1, static_cast<std::uint64_t>(width)));
  return Message().text(1, name).message(2,
                                         Message().message(1, Message().number(1, kFloat).message(2, shape)));
}

Message node(const char* kind, const std::vector<std::string>& inputs, const std::string& output) {
  Message out;
  for (const std::string& input : inputs) out.text(1, input);
  out.text(2, output).text(3, output).text(4, kind);
  return out;
}

Message gemm(const std::string& input, const std::string& layer, const std::string& output) {
  constexpr std::uint64_t kInt = 2;  // AttributeProto.AttributeType.INT
  Message out = node("Gemm", {input, layer + ".weight", layer + ".bias"}, output);
  return out.message(5, Message().text(1, "transB").number(3, 1).number(20, kInt));
}

// The layers from `first` on, before `last`; each under its name, and what comes out of the last one of
// either half under that of what it is.
Message graph_of(const Autoencoder& model, std::size_t first, std::size_t last) {
  const std::size_t middle = model.encoder_layers();
  const Architecture& architecture = model.architecture;
  Message graph;
  std::string flowing = first == 0 ? "image" : "code";
  for (std::size_t i = first; i < last; ++i) {
    const Layer& layer = model.layers[i];
    const std::string name = layer_name(model, i);
    const bool is_output = i + 1 == model.layers.size();
    const std::string result = is_output ? "reconstruction" : i + 1 == middle ? "code" : name + ".out";
    const bool is_linear = !is_output && layer.activation == Activation::linear;
    const std::string sum = is_linear ? result : name + ".sum";
    graph.message(1, gemm(flowing, name, sum));
    if (!is_linear) graph.message(1, node(is_output ? "Sigmoid" : "Relu", {sum}, result));
    flowing = result;
  }
  graph.text(2, "autoencoder");
  for (std::size_t i = first; i < last; ++i) {
    const Layer& layer = model.layers[i];
    const std::string name = layer_name(model, i);
    const std::array<std::int64_t, 2> shape{layer.outputs, layer.inputs};
    graph.message(5, tensor(name + ".weight", shape, model.weights(layer)));
    graph.message(5, tensor(name + ".bias", std::span(shape).first(1), model.biases(layer)));
  }
  const Message image = value_info("image", architecture.inputs);
  const Message code = value_info("code", architecture.latent);
  graph.message(11, first == 0 ? image : code);
  if (last == model.layers.size()) graph.message(12, value_info("reconstruction", architecture.inputs));
  if (first < middle) graph.message(12, code);
  return graph;
}

}  // namespace

Bytes write_onnx(const Autoencoder& model, ModelPart part) {
  const std::size_t first = part == ModelPart::decoder ? model.encoder_layers() : 0;
  const std::size_t last = part == ModelPart::encoder ? model.encoder_layers() : model.layers.size();
  return Message()
      .number(1, kIrVersion)
      .text(2, "Bottleneck")
      .message(7, graph_of(model, first, last))
      .message(8, Message().number(2, kOperatorSet))
      .take();
}

}  // namespace bottleneck
