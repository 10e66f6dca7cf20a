// .onnx, the exchange format of neural networks, as ONNX Runtime and others run it
// (https://onnx.ai/onnx/repo-docs/IR.html; encoded as https://protobuf.dev/programming-guides/encoding says).
//
// IR version 8, operator set 13. One Gemm a layer with the weights out × in (transB), Relu or nothing behind
// it, Sigmoid behind the last. Inputs and outputs are 32-bit floats, named, of any number of rows ("batch"):
//
//   whole    image [batch, 784]  → reconstruction [batch, 784] and code [batch, K]
//   encoder  image [batch, 784]  → code [batch, K]
//   decoder  code [batch, K]     → reconstruction [batch, 784]
#pragma once

#include "core/autoencoder.h"
#include "formats/bytes.h"

namespace bottleneck {

enum class ModelPart : std::uint8_t { whole, encoder, decoder };

// The bytes of a file; equal models give equal bytes.
Bytes write_onnx(const Autoencoder& model, ModelPart part);

}  // namespace bottleneck
