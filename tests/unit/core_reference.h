// tests/data/core_reference.json: what NumPy and scikit-learn computed
// (tests/reference/make_core_reference.py).
#pragma once

#include <fstream>
#include <span>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/autoencoder.h"

namespace bottleneck {

inline const nlohmann::json& core_reference() {
  static const nlohmann::json kReference = [] {
    std::ifstream file(BOTTLENECK_TEST_DATA "/core_reference.json");
    EXPECT_TRUE(file.good()) << "tests/data/core_reference.json is missing";
    return nlohmann::json::parse(file);
  }();
  return kReference;
}

inline std::vector<float> floats(const nlohmann::json& list) {
  return list.get<std::vector<float>>();
}

// The network of a reference case, with its parameters.
inline Autoencoder reference_network(const nlohmann::json& network) {
  Autoencoder model = make_autoencoder({.hidden = network["hidden"].get<std::vector<int>>(),
                                        .latent = network["latent"].get<int>(),
                                        .linear_latent = network["linear_latent"].get<bool>(),
                                        .inputs = network["inputs"].get<int>()});
  EXPECT_EQ(model.parameters.size(), network["parameters"].size());
  const std::vector<float> parameters = floats(network["parameters"]);
  model.parameters.assign(parameters.begin(), parameters.end());
  return model;
}

inline void expect_near(std::span<const float> actual, const nlohmann::json& expected, double tolerance) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    ASSERT_NEAR(actual[i], expected[i].get<double>(), tolerance) << "at index " << i;
  }
}

}  // namespace bottleneck
