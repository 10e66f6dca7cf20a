#include "core/dense.h"

#include <cassert>

#include <Eigen/Core>

namespace bottleneck {
namespace {

// A row-by-row B×n matrix of ours is a column-by-column n×B matrix of Eigen's: an image is a column, a
// neuron's weights are a column.
using Matrix = Eigen::Map<Eigen::MatrixXf>;
using ConstMatrix = Eigen::Map<const Eigen::MatrixXf>;
using ConstVector = Eigen::Map<const Eigen::VectorXf>;

Eigen::Index batch_size(std::size_t values, int width) {
  assert(width > 0 && values % static_cast<std::size_t>(width) == 0);
  return static_cast<Eigen::Index>(values / static_cast<std::size_t>(width));
}

}  // namespace

void dense_forward(const Layer& layer, std::span<const float> parameters, std::span<const float> input,
                   std::span<float> output) {
  const Eigen::Index batch = batch_size(input.size(), layer.inputs);
  assert(batch == batch_size(output.size(), layer.outputs));
  const ConstMatrix x(input.data(), layer.inputs, batch);
  const ConstMatrix w(parameters.data() + layer.weights, layer.inputs, layer.outputs);
  const ConstVector b(parameters.data() + layer.biases, layer.outputs);
  Matrix y(output.data(), layer.outputs, batch);

  y.noalias() = w.transpose() * x;
  y.colwise() += b;
  if (layer.activation == Activation::relu) y = y.cwiseMax(0.0F);
}

void dense_backward(const Layer& layer, std::span<const float> parameters, std::span<const float> input,
                    std::span<const float> output, std::span<float> output_gradient,
                    std::span<float> gradient, std::span<float> input_gradient) {
  const Eigen::Index batch = batch_size(input.size(), layer.inputs);
  const ConstMatrix x(input.data(), layer.inputs, batch);
  const ConstMatrix y(output.data(), layer.outputs, batch);
  const ConstMatrix w(parameters.data() + layer.weights, layer.inputs, layer.outputs);
  Matrix dz(output_gradient.data(), layer.outputs, batch);
  Matrix dw(gradient.data() + layer.weights, layer.inputs, layer.outputs);
  Eigen::Map<Eigen::VectorXf> db(gradient.data() + layer.biases, layer.outputs);

  if (layer.activation == Activation::relu) dz.array() *= (y.array() > 0.0F).cast<float>();
  dw.noalias() = x * dz.transpose();
  db.setZero();
  for (Eigen::Index b = 0; b < batch; ++b) db += dz.col(b);
  if (!input_gradient.empty()) {
    Matrix dx(input_gradient.data(), layer.inputs, batch);
    dx.noalias() = w * dz;
  }
}

}  // namespace bottleneck
