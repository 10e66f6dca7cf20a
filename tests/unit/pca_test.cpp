#include "core/pca.h"

#include <vector>

#include <gtest/gtest.h>

#include "unit/core_reference.h"

namespace bottleneck {
namespace {

TEST(PrincipalComponents, AgreeWithScikitLearn) {
  const nlohmann::json& reference = core_reference()["pca"];
  const auto images = reference["images"].get<std::vector<std::uint8_t>>();
  const PrincipalComponents pca = fit_pca(images, 3);
  const std::vector<float> codes = project(pca, images);
  for (std::size_t c = 0; c < 3; ++c) {
    const auto variance = reference["variances"][c].get<double>();
    EXPECT_NEAR(pca.variances[c], variance, 1e-5 * variance);
    // A component's sign is free: compare with the one that scikit-learn took.
    double dot = 0;
    for (std::size_t i = 0; i < kPixels; ++i) {
      dot += pca.components[c * kPixels + i] * reference["components"][c * kPixels + i].get<double>();
    }
    EXPECT_NEAR(std::abs(dot), 1.0, 1e-5) << "component " << c;
    const double sign = dot < 0 ? -1 : 1;
    for (std::size_t i = 0; i < images.size() / kPixels; ++i) {
      EXPECT_NEAR(sign * codes[i * 3 + c], reference["codes"][i * 3 + c].get<double>(), 2e-4);
    }
  }
}

TEST(PrincipalComponents, AllOfThemGiveTheImageBack) {
  Rng rng(8);
  std::vector<std::uint8_t> images(6 * kPixels);
  for (auto& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
  const PrincipalComponents pca = fit_pca(images, 5);  // six images span five directions
  const std::vector<float> pixels = reconstruct(pca, project(pca, images));
  for (std::size_t i = 0; i < images.size(); ++i) ASSERT_NEAR(pixels[i], images[i] / 255.0, 1e-5);
}

}  // namespace
}  // namespace bottleneck
