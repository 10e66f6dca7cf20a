// The kinds of files that a model can be taken along as.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace bottleneck {

enum class ModelFormat : std::uint8_t { safetensors, npz, onnx, onnx_encoder, onnx_decoder };

// How their names end, in the order of the enumerators.
inline constexpr std::array<std::string_view, 5> kModelEndings{".safetensors", ".npz", ".onnx",
                                                               "-encoder.onnx", "-decoder.onnx"};

// How names of files end that hold a model which can be taken in.
inline constexpr std::array<std::string_view, 4> kTakenEndings{".safetensors", ".npz", ".keras", ".h5"};

}  // namespace bottleneck
