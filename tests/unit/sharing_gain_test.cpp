#include "lab/worker/sharing_gain.h"

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

SharingGain after(int alone, double alone_ms, int shared, double shared_ms) {
  SharingGain gain;
  for (int i = 0; i < alone; ++i) gain.add(false, alone_ms);
  for (int i = 0; i < shared; ++i) gain.add(true, shared_ms);
  return gain;
}

TEST(SharingGain, IsSupposedUntilItIsMeasured) {
  EXPECT_TRUE(SharingGain().is_enough());
  EXPECT_TRUE(after(100, 1, 191, 9).is_enough());
  EXPECT_TRUE(after(15, 1, 1000, 9).is_enough()) << "alone it was too short";
}

TEST(SharingGain, HasToBeATwentieth) {
  EXPECT_TRUE(after(16, 10, 192, 9.4).is_enough());
  EXPECT_FALSE(after(16, 10, 192, 9.6).is_enough());
}

TEST(SharingGain, IsOfTheBestTimes) {
  SharingGain gain = after(16, 30, 192, 20);  // before the code was compiled well
  for (int i = 0; i < 16; ++i) gain.add(false, 10);
  EXPECT_FALSE(gain.is_enough());
  for (int i = 0; i < 16; ++i) gain.add(true, i % 2 == 0 ? 5 : 13);  // a clock of whole steps
  EXPECT_TRUE(gain.is_enough());
}

}  // namespace
}  // namespace bottleneck
