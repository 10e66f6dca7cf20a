// One dense layer, forwards and backwards, for a mini-batch. core/product.h multiplies; tests/unit checks
// against finite differences and PyTorch.
//
//   forward   y = f(W x + b)                      x: B×in   W: out×in   b: out   y: B×out
//   backward  dz = dy ⊙ f′(z),  dx = dz W
//   gradient  dW = dzᵀ x,  db = Σ dz, over the images leaf by leaf (core/leaves.h)
#pragma once

#include <span>

#include "core/autoencoder.h"
#include "core/sparse.h"

namespace bottleneck {

// parameters: the model's flat buffer. input: B × layer.inputs; output: B × layer.outputs, overwritten.
void dense_forward(const Layer& layer, std::span<const float> parameters, std::span<const float> input,
                   std::span<float> output);
void dense_forward(const Layer& layer, std::span<const float> parameters, const SparseRows& input,
                   std::span<float> output);

// output: what dense_forward gave. output_gradient: dL/dy, B × outputs; becomes dL/dz. input_gradient: dL/dx,
// B × inputs, overwritten; empty when nobody needs it (the first layer).
void dense_backward(const Layer& layer, std::span<const float> parameters, std::span<const float> output,
                    std::span<float> output_gradient, std::span<float> input_gradient);

// input: B × inputs; dz: B × outputs, what dense_backward made. gradient: flat like the parameters, of which
// this layer's part is overwritten.
void dense_gradient(const Layer& layer, std::span<const float> input, std::span<const float> dz,
                    std::span<float> gradient);
// input: of its rows those from `first` on.
void dense_gradient(const Layer& layer, const SparseRows& input, std::size_t first, std::span<const float> dz,
                    std::span<float> gradient);

}  // namespace bottleneck
