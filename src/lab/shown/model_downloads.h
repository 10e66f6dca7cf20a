// A model's downloads, in the order in which they are offered.
#pragma once

#include <array>

#include "lab/models/model_formats.h"
#include "texts/exchange.h"
#include "texts/library.h"

namespace bottleneck {

// As what a model can be downloaded: what stands behind PREFIX, a label, and one with the model's title.
struct ModelDownload {
  const char* id;
  const char* label;
  const char* title;
  ModelFormat format;
};
inline constexpr std::array<ModelDownload, 5> kModelDownloads{
    {{":download", texts::kLibraryDownload, texts::kLibraryDownloadTitle, ModelFormat::safetensors},
     {":download-npz", texts::kExchangeNpz, texts::kExchangeNpzTitle, ModelFormat::npz},
     {":download-onnx", texts::kExchangeOnnx, texts::kExchangeOnnxTitle, ModelFormat::onnx},
     {":download-encoder", texts::kExchangeEncoder, texts::kExchangeEncoderTitle, ModelFormat::onnx_encoder},
     {":download-decoder", texts::kExchangeDecoder, texts::kExchangeDecoderTitle,
      ModelFormat::onnx_decoder}}};

}  // namespace bottleneck
