// The numbers of the shipped models' neurons on the real test images, against NumPy's
// (tests/reference/make_weights_reference.py).
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "formats/model_file.h"
#include "lab/models/neurons.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

double never() {
  return 0;
}

void expect_numbers(const Neurons& neurons, const nlohmann::json& expected) {
  const int neuron = expected["neuron"].get<int>();
  SCOPED_TRACE("neuron " + std::to_string(neuron));
  const WeightNumbers& numbers = neurons.numbers[static_cast<std::size_t>(neuron)];
  EXPECT_NEAR(numbers.norm, expected["norm"].get<double>(), 1e-5);
  EXPECT_EQ(numbers.low, expected["low"].get<float>());
  EXPECT_EQ(numbers.high, expected["high"].get<float>());
  EXPECT_EQ(numbers.bias, expected["bias"].get<float>());
  const NeuronUse& use = neurons.use[static_cast<std::size_t>(neuron)];
  EXPECT_NEAR(use.fired, expected["fired"].get<int>(), 2);  // sums that are zero but for rounding
  EXPECT_NEAR(neurons.activation(neuron), expected["mean"].get<double>(), 1e-4);
  ASSERT_EQ(use.most.size(), expected["most"].size());
  for (std::size_t i = 0; i < use.most.size(); ++i) {
    EXPECT_EQ(use.most[i].image, expected["most"][i][0].get<int>());
    EXPECT_NEAR(use.most[i].activation, expected["most"][i][1].get<double>(), 1e-4);
  }
}

TEST(NeuronNumbers, AreNumPys) {
  BOTTLENECK_NEED_REAL_DATA();
  std::ifstream file(BOTTLENECK_TEST_DATA "/weights_reference.json");
  ASSERT_TRUE(file.good());
  const auto test = std::make_shared<const Dataset>(real_mnist()->test);
  for (const auto& expected : nlohmann::json::parse(file)) {
    const std::string name = expected["model"].get<std::string>();
    const auto bytes = read_file(BOTTLENECK_ASSETS "/models/" + name + ".safetensors");
    ASSERT_TRUE(bytes) << bytes.error();
    const auto model = read_model(*bytes);
    ASSERT_TRUE(model) << model.error();
    for (const PixelLayer layer : {PixelLayer::first, PixelLayer::last}) {
      const bool is_first = layer == PixelLayer::first;
      SCOPED_TRACE(name + (is_first ? ", first layer" : ", last layer"));
      Neurons neurons;
      look_at(neurons, std::make_shared<const Autoencoder>(model->model), layer, test);
      while (go_on_measuring(neurons, never)) {
      }
      EXPECT_EQ(neurons.dead(), expected[is_first ? "dead_first" : "dead_last"].get<int>());
      for (const auto& one : expected[is_first ? "first" : "last"]) expect_numbers(neurons, one);
    }
  }
}

}  // namespace
}  // namespace bottleneck
