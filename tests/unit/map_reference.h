// tests/data/map_reference.json: what NumPy computed (tests/reference/make_map_reference.py); and maps of
// codes.
#pragma once

#include <algorithm>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lab/models/latent_map.h"

namespace bottleneck {

inline const nlohmann::json& map_reference() {
  static const nlohmann::json kReference = [] {
    std::ifstream file(BOTTLENECK_TEST_DATA "/map_reference.json");
    EXPECT_TRUE(file.good()) << "tests/data/map_reference.json is missing";
    return nlohmann::json::parse(file);
  }();
  return kReference;
}

inline std::shared_ptr<const CodeLibrary> make_codes(std::vector<float> codes, int width,
                                                     std::vector<std::uint8_t> labels) {
  auto library = std::make_shared<CodeLibrary>();
  library->references = prepare_codes(codes, width);
  library->codes = std::move(codes);
  library->labels = std::move(labels);
  return library;
}

inline PrincipalComponents components_of(const CodeLibrary& codes) {
  PrincipalFit fit(codes.references.width);
  fit.add(codes.codes);
  return fit.components(codes.references.width);
}

inline std::shared_ptr<const LatentMap> map_of(const std::shared_ptr<const CodeLibrary>& codes,
                                               MapAxes axes = MapAxes::components,
                                               std::array<int, 2> units = {0, 1}) {
  return make_latent_map(codes, components_of(*codes), axes, units);
}

inline std::shared_ptr<const CodeLibrary> small_codes() {
  const nlohmann::json& small = map_reference()["small"];
  return make_codes(small["codes"].get<std::vector<float>>(), small["width"].get<int>(),
                    small["labels"].get<std::vector<std::uint8_t>>());
}

}  // namespace bottleneck
