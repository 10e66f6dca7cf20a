#include "formats/model_file.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/model_card.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

Autoencoder some_model() {
  Autoencoder model = make_autoencoder({.hidden = {9}, .latent = 4, .inputs = 12});
  Rng rng(21);
  initialise_glorot(model, rng);
  for (const Layer& layer : model.layers) model.parameters[layer.biases] = rng.uniform(-1, 1);
  return model;
}

TEST(ModelFile, ComesBackBitForBitIn32Bits) {
  const Autoencoder model = some_model();
  const auto file = read_model(write_model(model, DType::f32, "{\"name\": \"x\"}"));
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->model.architecture, model.architecture);
  EXPECT_EQ(file->model.parameters, model.parameters);
  EXPECT_EQ(file->card, "{\"name\": \"x\"}");
}

TEST(ModelFile, HalfPrecisionKeepsElevenBits) {
  const Autoencoder model = some_model();
  const Bytes bytes = write_model(model, DType::f16, "");
  EXPECT_LT(bytes.size(), write_model(model, DType::f32, "").size());
  const auto file = read_model(bytes);
  ASSERT_TRUE(file) << file.error();
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    EXPECT_NEAR(file->model.parameters[i], model.parameters[i], std::fabs(model.parameters[i]) / 2048 + 1e-7);
  }
}

TEST(ModelFile, NamesAreThoseOfPyTorchsSequential) {
  const auto file = read_safetensors(write_model(some_model(), DType::f32, ""));
  ASSERT_TRUE(file) << file.error();
  ASSERT_EQ(file->tensors.size(), 8U);
  const Tensor* const weight = file->find("decoder.1.weight");
  ASSERT_NE(weight, nullptr);
  EXPECT_EQ(weight->shape, (std::vector<std::int64_t>{12, 9}));
  for (const char* name : {"encoder.0.weight", "encoder.0.bias", "encoder.1.bias", "decoder.0.weight"}) {
    EXPECT_NE(file->find(name), nullptr) << name;
  }
}

// Takes a good file apart, spoils one thing, and expects the reader to say what.
template <class Spoil>
void expect_refused(const std::string& reason, const Spoil& spoil) {
  auto file = read_safetensors(write_model(some_model(), DType::f32, ""));
  ASSERT_TRUE(file) << file.error();
  spoil(*file);
  const auto result = read_model(write_safetensors(*file));
  ASSERT_FALSE(result) << "a spoilt file was read";
  EXPECT_NE(result.error().find(reason), std::string::npos) << result.error();
}

Tensor& tensor(TensorFile& file, const std::string& name) {
  for (Tensor& candidate : file.tensors) {
    if (candidate.name == name) return candidate;
  }
  ADD_FAILURE() << name;
  return file.tensors.front();
}

TEST(ModelFile, RefusesWhatIsNoAutoencoder) {
  expect_refused("architecture", [](TensorFile& f) { f.metadata["architecture"] = "["; });
  expect_refused("not a JSON object", [](TensorFile& f) { f.metadata["architecture"] = "[]"; });
  expect_refused("\"inputs\" must be a whole number",
                 [](TensorFile& f) { f.metadata["architecture"] = "{}"; });
  expect_refused("\"latent\" must be a whole number", [](TensorFile& f) {
    f.metadata["architecture"] = R"({"inputs": 12, "latent": 0, "hidden": [], "linear_latent": false})";
  });
  expect_refused("\"hidden\" must be a list", [](TensorFile& f) {
    f.metadata["architecture"] = R"({"inputs": 12, "latent": 4, "hidden": [9.5], "linear_latent": false})";
  });
  expect_refused("\"linear_latent\"", [](TensorFile& f) {
    f.metadata["architecture"] = R"({"inputs": 12, "latent": 4, "hidden": [9]})";
  });
  expect_refused("too small for the architecture", [](TensorFile& f) {
    f.metadata["architecture"] =
        R"({"inputs": 65536, "latent": 65536, "hidden": [], "linear_latent": false})";
  });
  // 2³² + 1 parameters, of which 32 bits would keep 1.
  expect_refused("too small for the architecture", [](TensorFile& f) {
    f.metadata["architecture"] =
        R"({"inputs": 34908, "latent": 61517, "hidden": [], "linear_latent": false})";
  });
  expect_refused("\"encoder.1.bias\" is missing",
                 [](TensorFile& f) { tensor(f, "encoder.1.bias").name = "other"; });
  expect_refused("\"encoder.0.weight\" has shape (12, 9), expected (9, 12)",
                 [](TensorFile& f) { tensor(f, "encoder.0.weight").shape = {12, 9}; });
  expect_refused("not finite, at index 3", [](TensorFile& f) {
    const std::vector<float> bad = {0, 0, 0, kNan};
    tensor(f, "encoder.1.bias") = from_floats("encoder.1.bias", {4}, bad, DType::f32);
  });
  expect_refused("holds 9 tensors", [](TensorFile& f) {
    f.tensors.push_back(from_floats("extra", {1}, std::vector<float>{1}, DType::f32));
  });
  EXPECT_FALSE(read_model({}));
}

TEST(ReferenceCodes, EightBitsKeepEveryCodeToHalfAStep) {
  const std::vector<float> codes = {0, 10, 0, 2.5F, 5, 0, 1, 7.3F, 0};  // three units, the last one dead
  const std::vector<std::uint8_t> labels = {1, 0, 9};
  const auto read = read_codes(write_codes(quantise_codes(codes, 3, labels)));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->labels, labels);
  const std::vector<float> back = dequantise_codes(*read);
  ASSERT_EQ(back.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i)
    EXPECT_NEAR(back[i], codes[i], read->steps[i % 3] / 2 + 1e-6F);
  EXPECT_EQ(back[2], 0.0F);
  EXPECT_FLOAT_EQ(back[1], 10.0F);
}

TEST(ReferenceCodes, RefuseWhatDoesNotFit) {
  const auto spoilt = [](auto spoil) {
    auto file = read_safetensors(
        write_codes(quantise_codes(std::vector<float>{1, 2, 3, 4}, 2, std::vector<std::uint8_t>{0, 1})));
    EXPECT_TRUE(file);
    spoil(*file);
    const auto result = read_codes(write_safetensors(*file));
    return result ? std::string("read") : result.error();
  };
  EXPECT_NE(spoilt([](TensorFile& f) { tensor(f, "codes").name = "other"; }).find("\"codes\""),
            std::string::npos);
  EXPECT_NE(spoilt([](TensorFile& f) { tensor(f, "codes").shape = {4}; }).find("\"codes\""),
            std::string::npos);
  EXPECT_NE(spoilt([](TensorFile& f) { tensor(f, "codes").shape = {1, 4}; }).find("\"labels\""),
            std::string::npos);
  EXPECT_NE(spoilt([](TensorFile& f) { tensor(f, "steps").shape = {1, 2}; }).find("\"steps\""),
            std::string::npos);
}

ModelCard some_card() {
  ModelCard card;
  card.name = "mnist-16";
  card.title = "MNIST · 784→16";
  card.dataset = "mnist";
  card.class_names = {"0", "1"};
  card.settings.architecture.hidden = {300};
  card.settings.seed = 18'446'744'073'709'551'615ULL;
  card.settings.loss = Loss::mse;
  card.history = {{.train_loss = 0.3, .val_loss = 0.2, .val_bce = 0.2, .val_mse = 0.05},
                  {.train_loss = 0.25,
                   .val_loss = std::numeric_limits<double>::quiet_NaN(),
                   .val_bce = 0.1,
                   .val_mse = 0.02}};
  card.parameters = 481'400;
  card.knn_accuracy = 0.9536;
  card.settings.architecture.latent = 2;
  card.latent_min = {0, 0.1F};
  card.latent_max = {12.5F, 0.1F};
  card.error_histogram = ErrorHistogram{.bin_width = 0.0021, .counts = {3, 0, 1}};
  card.near_distance = NearDistance{.median = 1.5, .p95 = 2.5, .p99 = 3.25};
  card.has_codes = true;
  card.date = "2026-01-31";
  card.command = "bottleneck train --dataset mnist --latent 16";
  return card;
}

TEST(ModelCard, ComesBackWhole) {
  const std::string text = write_model_card(some_card());
  const auto card = read_model_card(text);
  ASSERT_TRUE(card) << card.error();
  EXPECT_EQ(write_model_card(*card), text);
  EXPECT_EQ(card->settings.seed, some_card().settings.seed);
  EXPECT_EQ(card->settings.loss, Loss::mse);
  EXPECT_EQ(card->settings.architecture.hidden, std::vector<int>{300});
  EXPECT_EQ(card->title, "MNIST · 784→16");
  EXPECT_FALSE(card->shipped_bce);
  EXPECT_EQ(card->knn_accuracy, 0.9536);
  EXPECT_EQ(card->latent_min, some_card().latent_min);
  EXPECT_EQ(card->latent_max, some_card().latent_max);
  EXPECT_EQ(card->error_histogram, some_card().error_histogram);
  EXPECT_EQ(card->near_distance, some_card().near_distance);
  ASSERT_EQ(card->history.size(), 2U);
  EXPECT_EQ(card->history[0].val_mse, 0.05);
  EXPECT_NE(text.find("\"learning_rate\": 0.001,"), std::string::npos)
      << "a float is written as short as it can be";
}

// What the reader says of a good card in which one text was replaced by another.
std::string reason(const std::string& from, const std::string& to) {
  std::string text = write_model_card(some_card());
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const auto card = read_model_card(text);
  return card ? std::string("read") : card.error();
}

TEST(ModelCard, NamesTheFieldThatDoesNotFit) {
  EXPECT_NE(reason("\"latent\": 2", "\"latent\": 0").find("\"latent\""), std::string::npos);
  EXPECT_NE(reason("\"latent\": 2", "\"latent\": 1e99").find("\"latent\""), std::string::npos);
  EXPECT_NE(reason("\"mse\"", "\"mae\"").find("\"loss\""), std::string::npos);
  EXPECT_NE(reason("\"title\"", "\"titel\"").find("\"title\""), std::string::npos);
  EXPECT_NE(reason("\"has_codes\": true", "\"has_codes\": 1").find("\"has_codes\""), std::string::npos);
  EXPECT_NE(reason("\"knn_accuracy\": 0.9536", "\"knn_accuracy\": \"good\"").find("\"knn_accuracy\""),
            std::string::npos);
  EXPECT_FALSE(read_model_card("[]"));
  EXPECT_FALSE(read_model_card("{"));
}

// Takes a good card as JSON, puts a value into one field, and gives what the reader says.
std::string reason_with(const char* field, const nlohmann::json& value) {
  nlohmann::json json = nlohmann::json::parse(write_model_card(some_card()));
  json.at(nlohmann::json::json_pointer(field)) = value;
  const auto card = read_model_card(json.dump());
  return card ? std::string("read") : card.error();
}

TEST(ModelCard, RangesMustFitTheLatentUnits) {
  using nlohmann::json;
  EXPECT_EQ(reason_with("/latent_min", json::array()), "read") << "not measured";
  EXPECT_EQ(reason_with("/latent_min", nullptr), "read");
  for (const char* field : {"/latent_min", "/latent_max"}) {
    const std::string name = "\"" + std::string(field + 1) + "\" must be";
    EXPECT_NE(reason_with(field, {1.0}).find(name), std::string::npos);
    EXPECT_NE(reason_with(field, {0, 0, 0}).find(name), std::string::npos);
    EXPECT_NE(reason_with(field, {0, nullptr}).find(name), std::string::npos) << "JSON's NaN";
    EXPECT_NE(reason_with(field, {0, 1e300}).find(name), std::string::npos) << "infinite in 32 bits";
    EXPECT_NE(reason_with(field, 3).find(name), std::string::npos);
  }
  EXPECT_NE(reason_with("/latent_min", {0, 0.2}).find("\"latent_min\" must be nowhere above"),
            std::string::npos);
  EXPECT_NE(reason("12.5", "NaN").find("JSON"), std::string::npos);
}

TEST(ModelCard, TheHistogramMustCount) {
  using nlohmann::json;
  EXPECT_EQ(reason_with("/relative_error_histogram", nullptr), "read") << "not measured";
  EXPECT_EQ(reason_with("/relative_error_histogram/counts", std::vector<int>(1000, 1)), "read");
  const std::string counts = "relative_error_histogram: \"counts\" must be";
  for (const json& wrong : {json::array(), json(std::vector<int>(1001, 1)), json({3, -1, 4}), json({3, 1.5}),
                            json({3, nullptr}), json({0, 0}), json({3, 5'000'000'000}), json(7)}) {
    EXPECT_NE(reason_with("/relative_error_histogram/counts", wrong).find(counts), std::string::npos)
        << wrong.dump();
  }
  const std::string width = "relative_error_histogram: \"bin_width\" must be";
  for (const json& wrong : {json(0), json(-0.1), json(nullptr), json("0.1")}) {
    EXPECT_NE(reason_with("/relative_error_histogram/bin_width", wrong).find(width), std::string::npos)
        << wrong.dump();
  }
  EXPECT_NE(reason_with("/relative_error_histogram", json::array())
                .find("\"relative_error_histogram\" must be an object"),
            std::string::npos);
  EXPECT_NE(reason_with("/relative_error_histogram", json::object()).find("\"bin_width\""),
            std::string::npos);
}

TEST(ModelCard, NearDistancesMustRise) {
  using nlohmann::json;
  EXPECT_EQ(reason_with("/near_distance", nullptr), "read") << "not measured";
  EXPECT_EQ(reason_with("/near_distance/p95", 1.5), "read");
  const auto says = [](const std::string& reason, const std::string& key) {
    return reason.find("near_distance: \"" + key + "\" must be") != std::string::npos;
  };
  EXPECT_TRUE(says(reason_with("/near_distance/median", -1), "median"));
  EXPECT_TRUE(says(reason_with("/near_distance/p95", 1), "p95"));
  EXPECT_TRUE(says(reason_with("/near_distance/p99", 2), "p99"));
  for (const char* key : {"median", "p95", "p99"}) {
    const std::string field = std::string("/near_distance/") + key;
    EXPECT_TRUE(says(reason_with(field.c_str(), nullptr), key)) << key;
    EXPECT_TRUE(says(reason_with(field.c_str(), "far"), key)) << key;
  }
  EXPECT_NE(reason_with("/near_distance", 3).find("\"near_distance\" must be an object"), std::string::npos);
}

TEST(ModelCard, OneThatSaysNothingOfTheNewFieldsIsRead) {
  nlohmann::json json = nlohmann::json::parse(write_model_card(some_card()));
  for (const char* field : {"latent_min", "relative_error_histogram", "near_distance"})
    EXPECT_EQ(json.erase(field), 1U);
  const auto card = read_model_card(json.dump());
  ASSERT_TRUE(card) << card.error();
  EXPECT_TRUE(card->latent_min.empty());
  EXPECT_FALSE(card->error_histogram);
  EXPECT_FALSE(card->near_distance);
  EXPECT_EQ(card->latent_max, some_card().latent_max);

  ModelCard bare = some_card();
  bare.latent_min.clear();
  bare.latent_max.clear();
  bare.error_histogram.reset();
  bare.near_distance.reset();
  const auto back = read_model_card(write_model_card(bare));
  ASSERT_TRUE(back) << back.error();
  EXPECT_TRUE(back->latent_min.empty() && back->latent_max.empty());
  EXPECT_FALSE(back->error_histogram || back->near_distance);
}

TEST(ModelIndex, ComesBackWhole) {
  const std::vector<ModelEntry> entries = {
      {.name = "mnist-16", .title = "MNIST · 784→16", .test_mse = 0.021, .is_usual = true},
      {.name = "fashion-8", .title = "Fashion-MNIST · 784→8"}};
  const auto read = read_model_index(write_model_index(entries));
  ASSERT_TRUE(read) << read.error();
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].test_mse, 0.021);
  EXPECT_TRUE((*read)[0].is_usual);
  EXPECT_EQ((*read)[1].title, "Fashion-MNIST · 784→8");
  EXPECT_FALSE((*read)[1].test_mse || (*read)[1].is_usual);
  EXPECT_FALSE(read_model_index("{}"));
  EXPECT_FALSE(read_model_index("[{\"name\": \"x\"}]"));
}

}  // namespace
}  // namespace bottleneck
