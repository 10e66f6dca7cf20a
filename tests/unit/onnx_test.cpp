// That onnx.checker and ONNX Runtime take these files: tests/python/test_exchange.py.
#include "formats/onnx.h"

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

Autoencoder tiny_model(bool is_linear) {
  Autoencoder model = make_autoencoder({.hidden = {}, .latent = 1, .linear_latent = is_linear, .inputs = 2});
  for (std::size_t i = 0; i < model.parameters.size(); ++i) model.parameters[i] = static_cast<float>(i);
  return model;
}

std::size_t count_of(const Bytes& file, std::string_view word) {
  const std::string_view text = as_text(file);
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

TEST(Onnx, BeginsWithItsVersionAndHoldsEachLayerOnce) {
  const Bytes file = write_onnx(tiny_model(false), ModelPart::whole);
  EXPECT_EQ(as_text(ByteView(file).first(14)),
            "\x08\x08\x12\x0A"
            "Bottleneck");
  EXPECT_EQ(count_of(file, "\x22\x04Gemm"), 2U);
  EXPECT_EQ(count_of(file, "\x22\x04Relu"), 1U);
  EXPECT_EQ(count_of(file, "\x22\x07Sigmoid"), 1U);
  EXPECT_EQ(count_of(file,
                     "\x12\x05"
                     "batch"),
            3U)
      << "image, reconstruction and code";
  EXPECT_EQ(write_onnx(tiny_model(false), ModelPart::whole), file);
}

TEST(Onnx, PartsHoldTheirLayersAlone) {
  const Bytes encoder = write_onnx(tiny_model(false), ModelPart::encoder);
  EXPECT_EQ(count_of(encoder, "encoder.0.weight"), 2U) << "named by the array and by its use";
  EXPECT_EQ(count_of(encoder, "decoder"), 0U);
  EXPECT_EQ(count_of(encoder, "reconstruction"), 0U);
  const Bytes decoder = write_onnx(tiny_model(false), ModelPart::decoder);
  EXPECT_EQ(count_of(decoder, "image"), 0U);
  EXPECT_EQ(count_of(decoder, "decoder.0.weight"), 2U);
  EXPECT_EQ(count_of(decoder, "Relu"), 0U);
}

TEST(Onnx, ALinearCodeIsNotCutOff) {
  EXPECT_EQ(count_of(write_onnx(tiny_model(true), ModelPart::whole), "Relu"), 0U);
}

}  // namespace
}  // namespace bottleneck
