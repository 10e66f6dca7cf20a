#include "core/sigmoid.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

// Logits that training meets, and the far ends: large, tiny, zero of both signs.
std::vector<float> some_logits(std::size_t count) {
  const std::vector<float> ends = {0.0F, -0.0F, 1e-30F, -1e-30F, 80.0F, -80.0F, 1e4F, -1e4F, 3e38F, -3e38F};
  Rng rng(3);
  std::vector<float> logits;
  for (std::size_t i = 0; i < count; ++i) logits.push_back(i < ends.size() ? ends[i] : rng.uniform(-20, 20));
  return logits;
}

std::vector<float> some_targets(std::size_t count) {
  Rng rng(4);
  std::vector<float> targets(count);
  for (float& t : targets) t = static_cast<float>(rng.below(256)) / 255.0F;
  return targets;
}

TEST(Sigmoid, AgreesWithTheFormulaEverywhere) {
  std::vector<float> fast;
  for (int i = -120'000; i <= 120'000; ++i) fast.push_back(static_cast<float>(i) * 1e-3F);
  std::vector<float> exact = fast;
  sigmoid(fast);
  plain::sigmoid(exact);
  // 2e-7 is two units in the last place near 1; small values must be right relative to their size.
  for (std::size_t i = 0; i < fast.size(); ++i) {
    ASSERT_NEAR(fast[i], exact[i], 2e-7) << i;
    if (exact[i] > 1e-37F) {
      ASSERT_NEAR(fast[i] / exact[i], 1.0, 1e-6) << i;
    }
  }
}

TEST(Sigmoid, KeepsNaN) {
  std::vector<float> values(20, kNan);
  sigmoid(values);
  for (const float value : values) EXPECT_TRUE(std::isnan(value));
  const std::vector<float> logits(20, kNan);
  const std::vector<float> targets(20, 0.5F);
  EXPECT_TRUE(std::isnan(reconstruction_errors(logits, targets).bce));
  EXPECT_TRUE(std::isnan(reconstruction_errors(logits, targets).squared));
}

// A NaN carries bits of its own, which must not become those of a number: quiet and signalling ones, of both
// signs, with low and high bits set.
TEST(Sigmoid, KeepsEveryNaN) {
  for (const std::uint32_t bits : {0x7FC00001U, 0xFFC00001U, 0x7FC001FFU, 0x7FFFFFFFU, 0xFFFFFFFFU,
                                   0x7F800001U, 0xFF812345U, 0x7FC00100U, 0x7FD00080U}) {
    const std::vector<float> logits(20, std::bit_cast<float>(bits));
    std::vector<float> values = logits;
    sigmoid(values);
    for (const float value : values) ASSERT_TRUE(std::isnan(value)) << std::hex << bits;
    const std::vector<float> targets(20, 0.5F);
    std::vector<float> gradient(20);
    EXPECT_TRUE(std::isnan(reconstruction_errors(logits, targets).bce));
    EXPECT_TRUE(std::isnan(reconstruction_errors(logits, targets).squared));
    EXPECT_TRUE(std::isnan(bce_with_gradient(logits, targets, 1, gradient)));
    EXPECT_TRUE(std::isnan(gradient[19]));
    EXPECT_TRUE(std::isnan(squared_with_gradient(logits, targets, 1, gradient)));
    EXPECT_TRUE(std::isnan(gradient[0]));
  }
}

// Every length around the lanes' 16 and the chunks' 1024, at shifted addresses, with NaN behind the end: a
// kernel that reads or writes past its span shows.
TEST(Losses, AgreeWithTheOracleAtEveryLength) {
  for (const std::size_t length :
       {std::size_t{1}, std::size_t{3}, std::size_t{7}, std::size_t{15}, std::size_t{16}, std::size_t{17},
        std::size_t{130}, std::size_t{1023}, std::size_t{1024}, std::size_t{1025}, std::size_t{4 * 784}}) {
    for (const std::size_t shift : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
      std::vector<float> z = some_logits(shift + length);
      std::vector<float> x = some_targets(shift + length);
      z.resize(z.size() + 32, kNan);
      x.resize(x.size() + 32, kNan);
      const auto logits = std::span<const float>(z).subspan(shift, length);
      const auto targets = std::span<const float>(x).subspan(shift, length);
      const PixelErrors expected = plain::reconstruction_errors(logits, targets);
      const PixelErrors actual = reconstruction_errors(logits, targets);
      // Single precision per pixel, double precision between chunks: relative 1e-6.
      ASSERT_NEAR(actual.bce, expected.bce, 1e-6 * expected.bce + 1e-6);
      ASSERT_NEAR(actual.squared, expected.squared, 1e-6 * expected.squared + 1e-6);

      std::vector<float> gradient(shift + length + 1, 99.0F);
      std::vector<float> exact(length);
      const auto dz = std::span(gradient).subspan(shift, length);
      ASSERT_NEAR(bce_with_gradient(logits, targets, 0.5F, dz), expected.bce, 1e-6 * expected.bce + 1e-6);
      plain::bce_with_gradient(logits, targets, 0.5F, exact);
      for (std::size_t i = 0; i < length; ++i) ASSERT_NEAR(dz[i], exact[i], 2e-7);
      ASSERT_NEAR(squared_with_gradient(logits, targets, 0.5F, dz), expected.squared,
                  1e-6 * expected.squared + 1e-6);
      plain::squared_with_gradient(logits, targets, 0.5F, exact);
      for (std::size_t i = 0; i < length; ++i) ASSERT_NEAR(dz[i], exact[i], 2e-7);
      ASSERT_EQ(gradient.back(), 99.0F);
    }
  }
}

}  // namespace
}  // namespace bottleneck
