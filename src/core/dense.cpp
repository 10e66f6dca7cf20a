#include "core/dense.h"

#include <algorithm>
#include <cassert>

#include "core/product.h"

namespace bottleneck {
namespace {

std::size_t batch_size(std::size_t values, int width) {
  assert(width > 0 && values % static_cast<std::size_t>(width) == 0);
  return values / static_cast<std::size_t>(width);
}

MatrixView weights_of(const Layer& layer, std::span<const float> parameters) {
  return matrix(parameters.data() + layer.weights, static_cast<std::size_t>(layer.outputs),
                static_cast<std::size_t>(layer.inputs));
}

}  // namespace

void dense_forward(const Layer& layer, std::span<const float> parameters, std::span<const float> input,
                   std::span<float> output) {
  const std::size_t batch = batch_size(input.size(), layer.inputs);
  assert(batch == batch_size(output.size(), layer.outputs));
  const MatrixView x = matrix(input.data(), batch, static_cast<std::size_t>(layer.inputs));
  const auto biases = parameters.subspan(layer.biases, static_cast<std::size_t>(layer.outputs));
  product(x, transposed(weights_of(layer, parameters)), biases, output);
  if (layer.activation == Activation::relu) {
    for (float& y : output) y = y < 0.0F ? 0.0F : y;
  }
}

void dense_backward(const Layer& layer, std::span<const float> parameters, std::span<const float> input,
                    std::span<const float> output, std::span<float> output_gradient,
                    std::span<float> gradient, std::span<float> input_gradient) {
  const auto inputs = static_cast<std::size_t>(layer.inputs);
  const auto outputs = static_cast<std::size_t>(layer.outputs);
  const std::size_t batch = batch_size(input.size(), layer.inputs);
  assert(output.size() == batch * outputs && output_gradient.size() == output.size());
  if (layer.activation == Activation::relu) {
    for (std::size_t i = 0; i < output.size(); ++i) output_gradient[i] *= output[i] > 0.0F ? 1.0F : 0.0F;
  }
  const MatrixView dz = matrix(output_gradient.data(), batch, outputs);
  product(transposed(dz), matrix(input.data(), batch, inputs), {},
          gradient.subspan(layer.weights, inputs * outputs));
  const auto db = gradient.subspan(layer.biases, outputs);
  std::ranges::fill(db, 0.0F);
  for (std::size_t b = 0; b < batch; ++b) {
    const float* const row = output_gradient.data() + b * outputs;
    for (std::size_t o = 0; o < outputs; ++o) db[o] += row[o];
  }
  if (!input_gradient.empty()) product(dz, weights_of(layer, parameters), {}, input_gradient);
}

}  // namespace bottleneck
