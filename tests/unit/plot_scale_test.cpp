#include "lab/base/plot_scale.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "unit/non_finite.h"
namespace bottleneck {
namespace {

std::vector<std::string> labels_of(const std::vector<double>& ticks) {
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  std::vector<std::string> labels;
  for (const double tick : ticks) labels.push_back(tick_label(tick, step));
  return labels;
}

TEST(PlotScale, SharesAndValuesAreInverse) {
  for (const Axis axis : {Axis{.low = -2, .high = 6}, Axis{.low = 0.05, .high = 0.8, .is_log = true}}) {
    EXPECT_NEAR(axis.share_of(axis.low), 0, 1e-12);
    EXPECT_NEAR(axis.share_of(axis.high), 1, 1e-12);
    for (const double share : {-0.5, 0.0, 0.25, 0.7, 1.0, 1.5})
      EXPECT_NEAR(axis.share_of(axis.value_at(share)), share, 1e-12);
  }
}

TEST(PlotScale, ALogarithmicAxisGivesEveryFactorTheSameRoom) {
  const Axis axis{.low = 0.01, .high = 1, .is_log = true};
  EXPECT_NEAR(axis.share_of(0.1), 0.5, 1e-12);
  EXPECT_LT(axis.share_of(0), 0);  // and is not minus infinity
  EXPECT_TRUE(std::isfinite(axis.share_of(-1)));
}

TEST(PlotScale, AnAxisHoldsItsValuesBetweenRoundEnds) {
  const std::vector<double> losses{0.2193, 0.1306, 0.0731, 0.2533};
  const Axis axis = axis_around(losses, false);
  EXPECT_DOUBLE_EQ(axis.low, 0.05);
  EXPECT_NEAR(axis.high, 0.3, 1e-12);
  const Axis log = axis_around(losses, true);
  EXPECT_TRUE(log.is_log);
  EXPECT_NEAR(log.low, 0.05, 1e-12);
  EXPECT_NEAR(log.high, 0.5, 1e-12);
}

TEST(PlotScale, AnAxisLeavesOutWhatIsNoNumber) {
  const std::vector<double> losses{kNan, 0.2, kInfinity, 0.4, -kInfinity};
  const Axis axis = axis_around(losses, false);
  EXPECT_GE(axis.low, 0.1);
  EXPECT_LE(axis.high, 0.5);
  const std::vector<double> some{0, -3, 0.2, 0.4};
  EXPECT_GT(axis_around(some, true).low, 0.1);
}

TEST(PlotScale, AnAxisWithoutValuesOrWithOneIsStillAnAxis) {
  const std::vector<double> none{kNan};
  const std::vector<double> one{0.25};
  const std::vector<double> zero{0};
  for (const bool is_log : {false, true}) {
    for (const auto& values : {none, one, zero}) {
      const Axis axis = axis_around(values, is_log);
      EXPECT_GT(axis.high, axis.low);
      EXPECT_FALSE(round_ticks(axis, 5).empty());
    }
  }
  const Axis around = axis_around(one, false);
  EXPECT_LT(around.low, 0.25);
  EXPECT_GT(around.high, 0.25);
}

TEST(PlotScale, TicksAreRoundAndFit) {
  EXPECT_EQ(labels_of(round_ticks({.low = 0.05, .high = 0.25}, 5)),
            (std::vector<std::string>{"0.05", "0.10", "0.15", "0.20", "0.25"}));
  EXPECT_EQ(labels_of(round_ticks({.low = 0, .high = 30}, 4)),
            (std::vector<std::string>{"0", "10", "20", "30"}));
  EXPECT_EQ(labels_of(round_ticks({.low = 0, .high = 7050}, 5)),
            (std::vector<std::string>{"0", "2,000", "4,000", "6,000"}));
}

TEST(PlotScale, TicksNeverAreMoreThanFitAndNeverOutside) {
  for (const double low : {0.0, 0.013, 0.05, 0.0999, 3.0, 470.0}) {
    for (const double span : {1e-4, 0.01, 0.0731, 0.2, 1.0, 33.0, 12345.0}) {
      for (int most = 2; most <= 9; ++most) {
        for (const bool is_log : {false, true}) {
          if (is_log && low == 0) continue;
          const Axis axis{.low = low, .high = low + span, .is_log = is_log};
          const auto ticks = round_ticks(axis, most);
          EXPECT_LE(static_cast<int>(ticks.size()), most) << low << " + " << span;
          EXPECT_TRUE(std::ranges::is_sorted(ticks));
          for (const double tick : ticks) {
            EXPECT_GE(tick, axis.low - span * 1e-6);
            EXPECT_LE(tick, axis.high + span * 1e-6);
          }
        }
      }
    }
  }
}

TEST(PlotScale, LogarithmicTicksAreOneTwoFive) {
  const auto ticks = round_ticks({.low = 0.02, .high = 0.5, .is_log = true}, 6);
  ASSERT_EQ(ticks.size(), 5U);
  EXPECT_NEAR(ticks[0], 0.02, 1e-12);
  EXPECT_NEAR(ticks[1], 0.05, 1e-12);
  EXPECT_NEAR(ticks[4], 0.5, 1e-12);
  // With less room, the powers of ten; with hardly any, some of them.
  EXPECT_EQ(round_ticks({.low = 0.01, .high = 100, .is_log = true}, 5).size(), 5U);
  EXPECT_LE(round_ticks({.low = 1e-6, .high = 1e6, .is_log = true}, 3).size(), 3U);
}

TEST(PlotScale, WholeTicksAreWholeAndFit) {
  EXPECT_EQ(whole_ticks(0, 30, 8), (std::vector<int>{0, 5, 10, 15, 20, 25, 30}));
  EXPECT_EQ(whole_ticks(0, 2, 8), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(whole_ticks(0, 1, 8), (std::vector<int>{0, 1}));
  EXPECT_EQ(whole_ticks(3, 3, 4), (std::vector<int>{3}));
  EXPECT_TRUE(whole_ticks(4, 3, 4).empty());
  for (int high = 1; high < 3000; high += 7) {
    for (int most = 2; most <= 9; ++most) {
      const auto ticks = whole_ticks(0, high, most);
      ASSERT_LE(static_cast<int>(ticks.size()), most);
      ASSERT_EQ(ticks.front(), 0);
      ASSERT_LE(ticks.back(), high);
    }
  }
}

TEST(PlotScale, TheReachGrowsToTheEnd) {
  EXPECT_EQ(growing_reach(0, 30), 30);  // a short plan is seen whole
  EXPECT_EQ(growing_reach(0, 1), 1);
  EXPECT_EQ(growing_reach(0, 10'000), 20);
  EXPECT_EQ(growing_reach(100, 10'000), 200);
  EXPECT_EQ(growing_reach(9'000, 10'000), 10'000);
  int before = 0;
  for (int done = 0; done <= 5000; ++done) {
    const int reach = growing_reach(done, 5000);
    ASSERT_GE(reach, std::max(done, before));
    ASSERT_LE(reach, 5000);
    before = reach;
  }
}

TEST(PlotScale, FewPointsAreAllKept) {
  const std::vector<float> values{3, 1, 2};
  EXPECT_EQ(thin_out(values, 2), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_TRUE(thin_out({}, 4).empty());
}

TEST(PlotScale, ManyPointsKeepTheirExtremes) {
  std::vector<float> values(10'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(static_cast<float>(i) * 0.37F);
  values[1234] = 9;
  values[7777] = -9;
  const auto kept = thin_out(values, 300);
  EXPECT_LE(kept.size(), 600U);
  EXPECT_TRUE(std::ranges::is_sorted(kept));
  EXPECT_EQ(std::ranges::adjacent_find(kept), kept.end());
  EXPECT_TRUE(std::ranges::binary_search(kept, std::size_t{1234}));
  EXPECT_TRUE(std::ranges::binary_search(kept, std::size_t{7777}));
  // Every column is there: no gap is wider than two of them.
  for (std::size_t i = 1; i < kept.size(); ++i) EXPECT_LE(kept[i] - kept[i - 1], 2 * values.size() / 300 + 2);
}

TEST(PlotScale, WhatIsNoNumberIsNotDrawn) {
  EXPECT_EQ(thin_out(std::vector<float>{1, kNan, 2}, 8), (std::vector<std::size_t>{0, 2}));
  const std::vector<float> none(100, kNan);
  EXPECT_TRUE(thin_out(none, 3).empty());
  std::vector<float> late(100, kNan);
  late[57] = 1;
  EXPECT_EQ(thin_out(late, 3), (std::vector<std::size_t>{57}));
}

TEST(PlotScale, NothingIsNoNegativeNumber) {
  EXPECT_EQ(tick_label(-1e-17, 0.2), "0.0");
  EXPECT_EQ(tick_label(-0.2, 0.2), "-0.2");
}

}  // namespace
}  // namespace bottleneck
