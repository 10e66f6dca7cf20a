#include "core/autoencoder.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "core/adam.h"
#include "core/dense.h"
#include "core/metrics.h"
#include "core/sigmoid.h"
#include "unit/core_reference.h"

namespace bottleneck {
namespace {

// Mean loss of a batch and its gradient with respect to every parameter: the same calls as the trainer makes.
double loss_and_gradient(const Autoencoder& model, const std::vector<float>& images, bool is_bce,
                         std::vector<float>& gradient) {
  const auto batch = images.size() / static_cast<std::size_t>(model.architecture.inputs);
  std::vector<std::vector<float>> activations = {images};
  for (const Layer& layer : model.layers) {
    activations.emplace_back(batch * static_cast<std::size_t>(layer.outputs));
    dense_forward(layer, model.parameters, activations[activations.size() - 2], activations.back());
  }
  std::vector<std::vector<float>> deltas = activations;
  const float scale = 1.0F / static_cast<float>(images.size());
  const double sum = is_bce ? bce_with_gradient(activations.back(), images, scale, deltas.back())
                            : squared_with_gradient(activations.back(), images, scale, deltas.back());
  gradient.assign(model.parameters.size(), 0.0F);
  for (std::size_t i = model.layers.size(); i-- > 0;) {
    const std::span<float> below = i == 0 ? std::span<float>() : std::span<float>(deltas[i]);
    dense_backward(model.layers[i], model.parameters, activations[i + 1], deltas[i + 1], below);
    dense_gradient(model.layers[i], activations[i], deltas[i + 1], gradient);
  }
  return sum / static_cast<double>(images.size());
}

class ReferenceNetwork : public testing::TestWithParam<std::size_t> {
 protected:
  const nlohmann::json& reference() const { return core_reference()["networks"][GetParam()]; }
};

TEST_P(ReferenceNetwork, EncodesAndDecodesAsNumPyDoes) {
  const Autoencoder model = reference_network(reference());
  const std::vector<float> images = floats(reference()["images"]);
  std::vector<float> codes(reference()["codes"].size());
  std::vector<float> logits(images.size());
  encode(model, images, codes);
  decode_logits(model, codes, logits);
  // Sums of a dozen products in single precision.
  expect_near(codes, reference()["codes"], 2e-6);
  expect_near(logits, reference()["logits"], 2e-6);
  std::vector<float> pixels(images.size());
  decode(model, codes, pixels);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    EXPECT_NEAR(pixels[i], 1.0 / (1.0 + std::exp(-logits[i])), 2e-7);
}

TEST_P(ReferenceNetwork, GradientsAgreeWithNumPy) {
  const Autoencoder model = reference_network(reference());
  const std::vector<float> images = floats(reference()["images"]);
  std::vector<float> gradient;
  EXPECT_NEAR(loss_and_gradient(model, images, true, gradient), reference()["bce"].get<double>(), 1e-6);
  expect_near(gradient, reference()["bce_gradient"], 1e-7);
  EXPECT_NEAR(loss_and_gradient(model, images, false, gradient), reference()["mse"].get<double>(), 1e-6);
  expect_near(gradient, reference()["mse_gradient"], 1e-7);
}

TEST_P(ReferenceNetwork, GradientsAgreeWithFiniteDifferences) {
  const Autoencoder model = reference_network(reference());
  const std::vector<float> images = floats(reference()["images"]);
  const float h =
      2e-3F;  // balances the cut-off error of the difference and the rounding of a single-precision loss
  for (const bool is_bce : {true, false}) {
    std::vector<float> gradient;
    std::vector<float> unused;
    loss_and_gradient(model, images, is_bce, gradient);
    for (std::size_t i = 0; i < gradient.size(); i += 3) {
      Autoencoder up = model;
      Autoencoder down = model;
      up.parameters[i] += h;
      down.parameters[i] -= h;
      const double difference =
          (loss_and_gradient(up, images, is_bce, unused) - loss_and_gradient(down, images, is_bce, unused)) /
          (2 * h);
      EXPECT_NEAR(gradient[i], difference, 2e-4) << "parameter " << i;
    }
  }
}

TEST_P(ReferenceNetwork, AdamWalksAsKerasSaysItDoes) {
  for (const bool is_bce : {true, false}) {
    Autoencoder model = reference_network(reference());
    const std::vector<float> images = floats(reference()["images"]);
    AdamState adam(model.parameters.size());
    for (const auto& expected : reference()[is_bce ? "bce_adam" : "mse_adam"]) {
      std::vector<float> gradient;
      loss_and_gradient(model, images, is_bce, gradient);
      AlignedFloats next(model.parameters.size());
      EXPECT_TRUE(adam_step({}, adam, gradient, model.parameters, next));
      model.parameters = next;
      // A step is about 1e-3; its sign and length come from g / |g|, which single precision keeps to 1e-3 of
      // itself.
      expect_near(model.parameters, expected, 2e-6);
    }
    EXPECT_EQ(adam.steps, 4);
  }
}

// Subnormal numbers make each later step slow.
TEST(Adam, AMeanThatHasFadedIsZeroAndNeverSubnormal) {
  constexpr std::size_t kParameters = 9;
  AdamState adam(kParameters);
  std::vector<float> gradient(kParameters, 1e-3F);
  std::vector<float> parameters(kParameters, 0.5F);
  std::vector<float> next(kParameters);
  for (int step = 0; step < 1000; ++step) {
    ASSERT_TRUE(adam_step({}, adam, gradient, parameters, next));
    for (const float mean : adam.mean) ASSERT_TRUE(mean == 0 || std::isnormal(mean)) << step;
    // Until the mean is too small to move the weight, it is what the formula says.
    if (step == 100) EXPECT_NEAR(adam.mean[0], 1e-4F * std::pow(0.9F, 100.0F), 1e-11F);
    gradient.assign(kParameters, 0);
    std::swap(parameters, next);
  }
  EXPECT_EQ(adam.mean, std::vector<float>(kParameters, 0));
}

TEST(Adam, SaysWhereNumbersAreNoLongerFinite) {
  for (const float wrong :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    for (std::size_t place = 0; place < 37; ++place) {
      AdamState adam(37);
      std::vector<float> gradient(37, 0.5F);
      const std::vector<float> parameters(37, 1.0F);
      std::vector<float> next(37);
      gradient[place] = wrong;
      EXPECT_FALSE(adam_step({}, adam, gradient, parameters, next)) << place;
      EXPECT_FALSE(std::isfinite(next[place]));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Widths, ReferenceNetwork, testing::Range<std::size_t>(0, 3));

TEST(Autoencoder, CountsParametersAsTheNotebookDoes) {
  const auto count = [](std::vector<int> hidden, int latent) {
    const Architecture architecture{.hidden = std::move(hidden), .latent = latent};
    EXPECT_EQ(make_autoencoder(architecture).parameters.size(), parameter_count(architecture));
    return parameter_count(architecture);
  };
  EXPECT_EQ(count({}, 8), 13'336U);
  EXPECT_EQ(count({}, 16), 25'888U);
  EXPECT_EQ(count({}, 64), 101'200U);
  EXPECT_EQ(count({300}, 8), 476'592U);
  EXPECT_EQ(count({300}, 16), 481'400U);
  EXPECT_EQ(count({300}, 64), 510'248U);
  EXPECT_EQ(count({300, 100}, 16), 784U * 300 + 300 + 300U * 100 + 100 + 100U * 16 + 16 + 16U * 100 + 100 +
                                       100U * 300 + 300 + 300U * 784 + 784);
}

// Where sizes have 32 bits a sum in them would come out small here, and a reader would take it for possible.
TEST(Autoencoder, CountsParametersThatNoMemoryHolds) {
  const auto count = [](std::vector<int> hidden, int latent, int inputs = kPixels) {
    return parameter_count({.hidden = std::move(hidden), .latent = latent, .inputs = inputs});
  };
  constexpr std::uint64_t kWide = 65536;
  EXPECT_EQ(count({65536}, 65536, 65536), 4 * (kWide + 1) * kWide);
  EXPECT_EQ(count(std::vector<int>(16, 65536), 65536, 65536), 34 * (kWide + 1) * kWide);
  // Four layers just fit 64 bits, with more the count stays at the most they hold.
  constexpr int kWidest = std::numeric_limits<int>::max();
  constexpr auto kN = static_cast<std::uint64_t>(kWidest);
  EXPECT_EQ(count({kWidest}, kWidest, kWidest), 4 * (kN + 1) * kN);
  for (const std::size_t layers : {2U, 3U, 16U}) {
    EXPECT_EQ(count(std::vector<int>(layers, kWidest), kWidest, kWidest),
              std::numeric_limits<std::uint64_t>::max());
  }
}

TEST(Autoencoder, GlorotFillsItsRangeEvenly) {
  Autoencoder model = make_autoencoder({.hidden = {}, .latent = 16});
  Rng rng(11);
  initialise_glorot(model, rng);
  const float limit = std::sqrt(6.0F / 800.0F);
  double sum = 0;
  double squares = 0;
  for (const Layer& layer : model.layers) {
    for (const float bias : model.biases(layer)) EXPECT_EQ(bias, 0.0F);
    for (const float weight : model.weights(layer)) {
      ASSERT_LE(std::fabs(weight), limit);
      sum += weight;
      squares += weight * weight;
    }
  }
  const double count = 2 * 784 * 16;
  // Mean 0 and variance limit²/3, each within four standard errors of 25,088 draws.
  EXPECT_NEAR(sum / count, 0, 4 * limit / std::sqrt(3 * count));
  EXPECT_NEAR(squares / count / (limit * limit / 3), 1, 4 * std::sqrt(0.8 / count));
}

TEST(Autoencoder, EncodesBytesBatchByBatchAsOneByOne) {
  Autoencoder model = make_autoencoder({.hidden = {20}, .latent = 5});
  Rng rng(5);
  initialise_glorot(model, rng);
  std::vector<std::uint8_t> images(300 * kPixels);  // more than one batch, and a smaller last one
  for (auto& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
  const std::vector<float> codes = encode_bytes(model, images);
  ASSERT_EQ(codes.size(), 1500U);
  for (const std::size_t i : {std::size_t{0}, std::size_t{255}, std::size_t{256}, std::size_t{299}}) {
    const std::vector<float> one = encode_bytes(model, std::span(images).subspan(i * kPixels, kPixels));
    for (std::size_t u = 0; u < 5; ++u) EXPECT_NEAR(one[u], codes[i * 5 + u], 1e-5);
  }
}

TEST(Metrics, ReconstructionErrorIsTheMeanOverAllPixels) {
  // All parameters zero: every logit is 0, every pixel 1/2.
  const Autoencoder model = make_autoencoder({.hidden = {}, .latent = 2});
  std::vector<std::uint8_t> images(300 * kPixels, 255);
  std::fill(images.begin(), images.begin() + 150 * kPixels, std::uint8_t{0});
  const ReconstructionError error = reconstruction_error(model, images);
  EXPECT_NEAR(error.bce, std::log(2.0), 1e-6);
  EXPECT_NEAR(error.mse, 0.25, 1e-7);
}

TEST(Metrics, ErrorsOfSingleImagesHaveTheErrorOfAllAsTheirMean) {
  Autoencoder model = make_autoencoder({.hidden = {20}, .latent = 3});
  Rng rng(9);
  initialise_glorot(model, rng);
  std::vector<std::uint8_t> images(300 * kPixels);  // more than one batch, and a smaller last one
  for (auto& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
  const std::vector<ReconstructionError> errors = image_errors(model, images);
  ASSERT_EQ(errors.size(), 300U);
  ReconstructionError mean{.bce = 0, .mse = 0};
  for (const ReconstructionError& error : errors) {
    mean.bce += error.bce / 300;
    mean.mse += error.mse / 300;
  }
  const ReconstructionError all = reconstruction_error(model, images);
  EXPECT_NEAR(mean.bce, all.bce, 1e-6);
  EXPECT_NEAR(mean.mse, all.mse, 1e-6);
  for (const std::size_t i : {std::size_t{0}, std::size_t{255}, std::size_t{256}, std::size_t{299}}) {
    const ReconstructionError one =
        reconstruction_error(model, std::span(images).subspan(i * kPixels, kPixels));
    EXPECT_NEAR(errors[i].bce, one.bce, 1e-6);
    EXPECT_NEAR(errors[i].mse, one.mse, 1e-6);
  }
}

TEST(Metrics, RelativeErrorIsAShareOfTheInk) {
  const std::vector<std::uint8_t> image{255, 0, 0, 0};
  EXPECT_DOUBLE_EQ(relative_error(0.25, image), 1) << "a black reconstruction";
  EXPECT_DOUBLE_EQ(relative_error(0.05, image), 0.2);
  const std::vector<std::uint8_t> fainter{51, 0, 0, 0};  // a fifth
  EXPECT_DOUBLE_EQ(relative_error(0.01, fainter), 1);
  EXPECT_EQ(relative_error(0.1, std::vector<std::uint8_t>(4)), std::numeric_limits<double>::infinity());
}

TEST(Metrics, NearDistanceIsNumPysQuantiles) {
  EXPECT_EQ(near_distance({2.5F}), (NearDistance{.median = 2.5, .p95 = 2.5, .p99 = 2.5}));
  // numpy.quantile([4, 0, 1, 7], [0.5, 0.95, 0.99])
  const NearDistance four = near_distance({4, 0, 1, 7});
  EXPECT_DOUBLE_EQ(four.median, 2.5);
  EXPECT_DOUBLE_EQ(four.p95, 6.55);
  EXPECT_DOUBLE_EQ(four.p99, 6.91);
  std::vector<float> steps;
  for (int i = 100; i >= 0; --i) steps.push_back(static_cast<float>(i));
  const NearDistance hundred = near_distance(steps);
  EXPECT_DOUBLE_EQ(hundred.median, 50);
  EXPECT_DOUBLE_EQ(hundred.p95, 95);
  EXPECT_DOUBLE_EQ(hundred.p99, 99);
}

TEST(Metrics, ConfusionMatrixHasTrueClassesAsRows) {
  ConfusionMatrix matrix(3);
  EXPECT_EQ(matrix.accuracy(), 0);
  matrix.add(0, 0);
  matrix.add(0, 2);
  matrix.add(2, 2);
  matrix.add(1, 0);
  EXPECT_EQ(matrix.counts, (std::vector<int>{1, 0, 1, 1, 0, 0, 0, 0, 1}));
  EXPECT_EQ(matrix.total(), 4);
  EXPECT_EQ(matrix.correct(), 2);
  EXPECT_DOUBLE_EQ(matrix.accuracy(), 0.5);
}

TEST(Metrics, CompressionSizesAreTheNotebooks) {
  const CompressionSizes sizes = compression_sizes({.hidden = {}, .latent = 16}, 10'000);
  EXPECT_EQ(sizes.images, 31'360'000);
  EXPECT_EQ(sizes.codes, 640'000);
  EXPECT_EQ(sizes.decoder, 53'312);
  EXPECT_DOUBLE_EQ(sizes.ratio(), 49);
  EXPECT_NEAR(sizes.honest_ratio(), 31'360'000.0 / 693'312, 1e-12);
  EXPECT_DOUBLE_EQ(compression_sizes({.hidden = {}, .latent = 8}, 1).ratio(), 98);
  EXPECT_DOUBLE_EQ(compression_sizes({.hidden = {}, .latent = 64}, 1).ratio(), 12.25);
}

}  // namespace
}  // namespace bottleneck
