#include <vector>

#include <gtest/gtest.h>

#include "core/metrics.h"

namespace bottleneck {
namespace {

TEST(DeadUnits, AreZeroOnAllImages) {
  const Autoencoder model = make_autoencoder({.hidden = {}, .latent = 3});
  EXPECT_EQ(count_dead_units(model, std::vector<float>{}), 3);
  EXPECT_EQ(count_dead_units(model, std::vector<float>{0, 1, 0, 0, 0, 0}), 2);
  EXPECT_EQ(count_dead_units(model, std::vector<float>{0, 1, 0, 2, 0, 0}), 1);
  EXPECT_EQ(count_dead_units(model, std::vector<float>{0, 1, 0, 2, 0, -3}), 0);
}

TEST(DeadUnits, AreNeverThoseOfALinearCode) {
  const Autoencoder linear = make_autoencoder({.hidden = {}, .latent = 3, .linear_latent = true});
  EXPECT_EQ(count_dead_units(linear, std::vector<float>{0, 0, 0}), 0);
}

}  // namespace
}  // namespace bottleneck
