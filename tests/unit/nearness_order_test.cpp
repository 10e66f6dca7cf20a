// The order in which what lies near each other stands side by side.
#include "core/nearness_order.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"

namespace bottleneck {
namespace {

std::vector<float> random_codes(std::size_t count, std::size_t width) {
  Rng rng(count + width);
  std::vector<float> codes(count * width);
  for (float& number : codes) number = rng.uniform(-1, 1);
  return codes;
}

void expect_every_index_once(std::vector<int> order, std::size_t count) {
  ASSERT_EQ(order.size(), count);
  std::ranges::sort(order);
  for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(order[i], static_cast<int>(i));
}

TEST(NearnessOrder, HasEveryCodeOnce) {
  for (const std::size_t count : {0U, 1U, 15U, 16U, 17U, 255U, 257U, 1000U, 4097U}) {
    for (const std::size_t block : {1U, 8U, 16U, 256U})
      expect_every_index_once(nearness_order(random_codes(count, 3), 3, block), count);
  }
}

TEST(NearnessOrder, OrdersNumbersBlockByBlock) {
  const std::vector<float> codes = random_codes(1000, 1);
  const std::vector<int> order = nearness_order(codes, 1, 8);
  float before = -2;
  for (std::size_t block = 0; block < order.size(); block += 8) {
    float last = -2;
    for (std::size_t i = block; i < block + 8; ++i) {
      const float number = codes[static_cast<std::size_t>(order[i])];
      EXPECT_GE(number, before);
      last = std::max(last, number);
    }
    before = last;
  }
}

// Four far clusters, mixed: each run of as many codes as a cluster has is one of them.
TEST(NearnessOrder, KeepsClustersTogether) {
  std::vector<float> codes = random_codes(1024, 2);
  for (std::size_t i = 0; i < 1024; ++i) {
    codes[2 * i] += i % 2 == 0 ? 10.0F : -10.0F;
    codes[2 * i + 1] += i / 2 % 2 == 0 ? 5.0F : -5.0F;
  }
  const std::vector<int> order = nearness_order(codes, 2, 256);
  for (std::size_t i = 0; i < 1024; ++i) EXPECT_EQ(order[i] % 4, order[i / 256 * 256] % 4) << i;
}

TEST(NearnessOrder, TakesNumbersThatAreNone) {
  std::vector<float> codes = random_codes(600, 4);
  for (std::size_t i = 0; i < codes.size(); i += 7) codes[i] = std::numeric_limits<float>::quiet_NaN();
  for (std::size_t i = 3; i < codes.size(); i += 11) codes[i] = -std::numeric_limits<float>::infinity();
  expect_every_index_once(nearness_order(codes, 4, 16), 600);
}

}  // namespace
}  // namespace bottleneck
