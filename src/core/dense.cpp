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

std::span<const float> biases_of(const Layer& layer, std::span<const float> parameters) {
  return parameters.subspan(layer.biases, static_cast<std::size_t>(layer.outputs));
}

void activate(const Layer& layer, std::span<float> output) {
  if (layer.activation == Activation::linear) return;
  for (float& y : output) y = y < 0.0F ? 0.0F : y;
}

}  // namespace

void dense_forward(const Layer& layer, std::span<const float> parameters, std::span<const float> input,
                   std::span<float> output) {
  const std::size_t batch = batch_size(input.size(), layer.inputs);
  assert(batch == batch_size(output.size(), layer.outputs));
  product(matrix(input.data(), batch, static_cast<std::size_t>(layer.inputs)),
          transposed(weights_of(layer, parameters)), biases_of(layer, parameters), output);
  activate(layer, output);
}

void dense_forward(const Layer& layer, std::span<const float> parameters, const SparseRows& input,
                   std::span<float> output) {
  product(input, transposed(weights_of(layer, parameters)), biases_of(layer, parameters), output);
  activate(layer, output);
}

void dense_backward(const Layer& layer, std::span<const float> parameters, std::span<const float> output,
                    std::span<float> output_gradient, std::span<float> input_gradient) {
  const std::size_t batch = batch_size(output.size(), layer.outputs);
  assert(output_gradient.size() == output.size());
  if (layer.activation == Activation::relu) {
    for (std::size_t i = 0; i < output.size(); ++i) output_gradient[i] *= output[i] > 0.0F ? 1.0F : 0.0F;
  }
  if (input_gradient.empty()) return;
  const MatrixView dz = matrix(output_gradient.data(), batch, static_cast<std::size_t>(layer.outputs));
  product(dz, weights_of(layer, parameters), {}, input_gradient);
}

void dense_gradient(const Layer& layer, std::span<const float> input, std::span<const float> dz,
                    std::span<float> gradient) {
  const auto inputs = static_cast<std::size_t>(layer.inputs);
  const auto outputs = static_cast<std::size_t>(layer.outputs);
  const std::size_t batch = batch_size(input.size(), layer.inputs);
  assert(batch == batch_size(dz.size(), layer.outputs));
  const MatrixView rows = matrix(dz.data(), batch, outputs);
  product_by_leaves(transposed(rows), matrix(input.data(), batch, inputs),
                    gradient.subspan(layer.weights, inputs * outputs));
  sum_by_leaves(rows, gradient.subspan(layer.biases, outputs));
}

void dense_gradient(const Layer& layer, const SparseRows& input, std::size_t first, std::span<const float> dz,
                    std::span<float> gradient) {
  const auto inputs = static_cast<std::size_t>(layer.inputs);
  const auto outputs = static_cast<std::size_t>(layer.outputs);
  const MatrixView rows = matrix(dz.data(), batch_size(dz.size(), layer.outputs), outputs);
  product_by_leaves(rows, input, first, inputs, gradient.subspan(layer.weights, inputs * outputs));
  sum_by_leaves(rows, gradient.subspan(layer.biases, outputs));
}

}  // namespace bottleneck
