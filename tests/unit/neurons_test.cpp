#include "lab/models/neurons.h"

#include <gtest/gtest.h>

#include "ticking.h"

namespace bottleneck {
namespace {

// Three neurons over the pixels: the first one sees pixel 0, the second one pixel 1 twice as strongly, the
// third one is shut. And a fourth, that sees both against its bias.
std::shared_ptr<Autoencoder> sparse_model() {
  auto model = std::make_shared<Autoencoder>(make_autoencoder({.hidden = {4}, .latent = 2}));
  const Layer& first = model->layers.front();
  auto& parameters = model->parameters;
  parameters[first.weights] = 1;
  parameters[first.weights + kPixels + 1] = 2;
  parameters[first.weights + 2 * kPixels] = -3;
  parameters[first.biases + 2] = -0.5F;
  parameters[first.weights + 3 * kPixels] = 0.75F;
  parameters[first.weights + 3 * kPixels + 1] = -0.5F;
  return model;
}

// Images: nothing; pixel 0; pixel 1; both; pixel 0 at 51, a fifth.
std::shared_ptr<const Dataset> small_images() {
  auto images = std::make_shared<Dataset>();
  images->labels.assign(5, 0);
  images->images.resize(std::size_t{5} * kPixels);
  constexpr std::size_t kImage = kPixels;
  for (const std::size_t lit : {kImage, 2 * kImage + 1, 3 * kImage, 3 * kImage + 1})
    images->images[lit] = 255;
  images->images[4 * kImage] = 51;
  return images;
}

Neurons measured(const std::shared_ptr<Autoencoder>& model, PixelLayer layer) {
  Neurons neurons;
  look_at(neurons, model, layer, small_images());
  while (go_on_measuring(neurons, ticking)) {
  }
  return neurons;
}

TEST(Neurons, HaveTheNumbersOfTheirWeights) {
  const auto model = sparse_model();
  Neurons neurons;
  look_at(neurons, model, PixelLayer::first, nullptr);
  ASSERT_EQ(neurons.size(), 4);
  EXPECT_EQ(neurons.numbers[2].norm, 3);
  EXPECT_EQ(neurons.numbers[2].low, -3);
  EXPECT_EQ(neurons.numbers[2].high, 0);
  EXPECT_EQ(neurons.numbers[2].bias, -0.5F);
  EXPECT_FLOAT_EQ(neurons.numbers[3].norm, 0.901387819F);
  EXPECT_EQ(neurons.largest, 3);
  EXPECT_FALSE(neurons.is_measured());
  EXPECT_FALSE(go_on_measuring(neurons, ticking)) << "there is nothing to measure on";
}

TEST(Neurons, FireOnWhatTheySee) {
  const Neurons neurons = measured(sparse_model(), PixelLayer::first);
  ASSERT_TRUE(neurons.is_measured());
  EXPECT_EQ(neurons.fired(0), 3.0 / 5);
  EXPECT_FLOAT_EQ(static_cast<float>(neurons.activation(0)), 2.2F / 5);
  EXPECT_EQ(neurons.fired(1), 2.0 / 5);
  EXPECT_EQ(neurons.activation(1), 4.0 / 5);
  EXPECT_EQ(neurons.use[0].most, (std::vector<Excitement>{{.image = 1, .activation = 1},
                                                          {.image = 3, .activation = 1},
                                                          {.image = 4, .activation = 0.2F}}));
  EXPECT_TRUE(neurons.is_dead(2));
  EXPECT_FALSE(neurons.is_dead(3));
  EXPECT_EQ(neurons.dead(), 1);
}

TEST(Neurons, AreOrdered) {
  const Neurons neurons = measured(sparse_model(), PixelLayer::first);
  EXPECT_EQ(ordered(neurons, NeuronOrder::number), (std::vector{0, 1, 2, 3}));
  EXPECT_EQ(ordered(neurons, NeuronOrder::norm), (std::vector{2, 1, 0, 3}));
  EXPECT_EQ(ordered(neurons, NeuronOrder::use), (std::vector{0, 3, 1, 2}));
  EXPECT_EQ(ordered(neurons, NeuronOrder::dead), (std::vector{2, 1, 0, 3}));
  Neurons unmeasured;
  look_at(unmeasured, sparse_model(), PixelLayer::first, nullptr);
  EXPECT_EQ(ordered(unmeasured, NeuronOrder::use), (std::vector{0, 1, 2, 3}));
  EXPECT_EQ(ordered(unmeasured, NeuronOrder::norm), (std::vector{2, 1, 0, 3}));
}

// The last layer's weights lie in columns; its neurons are the outputs of the layer before it.
TEST(Neurons, BeforeTheLastLayerHaveItsColumns) {
  const auto model = sparse_model();
  const Layer& last = model->layers.back();
  ASSERT_EQ(last.inputs, 4);
  model->parameters[last.weights + 5 * 4 + 1] = 7;     // from unit 1 to pixel 5
  model->parameters[last.weights + 783 * 4 + 1] = -8;  // and to the last one
  const Layer& before = model->layers[model->layers.size() - 2];
  model->parameters[before.biases + 1] = 0.25F;
  const PixelWeights weights = pixel_weights(*model, PixelLayer::last, 1);
  EXPECT_EQ(weights[5], 7);
  EXPECT_EQ(weights[783], -8);
  const Neurons neurons = measured(model, PixelLayer::last);
  EXPECT_EQ(neurons.numbers[1].low, -8);
  EXPECT_EQ(neurons.numbers[1].bias, 0.25F);
  EXPECT_EQ(neurons.fired(1), 1);
  EXPECT_EQ(neurons.activation(1), 0.25);
  EXPECT_EQ(neurons.dead(), 3);
}

TEST(Neurons, OfALinearCodeAreNeverDead) {
  const auto model =
      std::make_shared<Autoencoder>(make_autoencoder({.hidden = {}, .latent = 2, .linear_latent = true}));
  const Neurons neurons = measured(model, PixelLayer::first);
  EXPECT_EQ(neurons.fired(0), 0);
  EXPECT_EQ(neurons.dead(), 0);
}

TEST(Neurons, AreMeasuredAnewForOthers) {
  const auto model = sparse_model();
  Neurons neurons = measured(model, PixelLayer::first);
  look_at(neurons, model, PixelLayer::first, neurons.test);
  EXPECT_TRUE(neurons.is_measured());
  look_at(neurons, model, PixelLayer::first, small_images());
  EXPECT_EQ(neurons.measured, 0);
  EXPECT_EQ(neurons.use[0].fired, 0);
  look_at(neurons, nullptr, PixelLayer::first, nullptr);
  EXPECT_EQ(neurons.size(), 0);
}

TEST(WeightInk, PartsTheSigns) {
  PixelWeights weights{};
  weights[0] = 1;
  weights[1] = -0.5F;
  weights[2] = 4;
  const Image positive = weights_ink(weights, 2, true);
  const Image negative = weights_ink(weights, 2, false);
  EXPECT_EQ(positive[0], 168) << "half as large, brightened: 255 · 0.5^0.6";
  EXPECT_EQ(positive[1], 0);
  EXPECT_EQ(positive[2], 255);
  EXPECT_EQ(negative[0], 0);
  EXPECT_EQ(negative[1], 111);
  EXPECT_EQ(negative[3], 0);
  const Image grey = weights_image(weights, 4);
  EXPECT_EQ(grey[2], 255);
  EXPECT_EQ(grey[3], 128);
}

}  // namespace
}  // namespace bottleneck
