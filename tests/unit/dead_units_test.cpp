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
// Its first layer has two neurons, of which the second one's bias keeps it shut; its code has three units.
TEST(DeadNeurons, AreThoseOfTheFirstLayer) {
  Autoencoder model = make_autoencoder({.hidden = {2}, .latent = 3});
  const Layer& first = model.layers.front();
  model.parameters[first.biases] = 1;
  model.parameters[first.biases + 1] = -1;
  std::vector<std::uint8_t> images(2 * kPixels);
  EXPECT_EQ(count_dead_neurons(model, images), 1);
  model.parameters[first.weights + kPixels] = 2;  // opened by the first pixel of an image
  images[kPixels] = 255;
  EXPECT_EQ(count_dead_neurons(model, images), 0);
  const Autoencoder shallow = make_autoencoder({.hidden = {}, .latent = 3});
  EXPECT_EQ(count_dead_neurons(shallow, images), 3) << "its first layer is the code";
}

}  // namespace bottleneck
