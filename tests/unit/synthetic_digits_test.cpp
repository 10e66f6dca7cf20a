// Synthetic digits as a dataset of the page.
#include "lab/data/synthetic_digits.h"

#include <gtest/gtest.h>

#include "core/synthetic.h"
#include "lab/session/queries.h"
#include "lab/session/session.h"

namespace bottleneck {
namespace {

// A clock that is a second later at every look: a slice is as short as it can be.
double hasty_clock() {
  static double now = 0;
  return now += 1000;
}
// One that stands: a slice never ends before the half is whole.
double standing_clock() {
  return 0;
}

const DatasetEntry& synthetic(const Datasets& datasets) {
  return *find_dataset(datasets, "synthetic");
}

TEST(SyntheticDigits, TheUsualOnesAreThoseOfTheNativeProgram) {
  const SyntheticPlan plan{.count = 60, .seed = 1};
  EXPECT_EQ(synthetic_half(plan, Split::train).images, synthetic_dataset(60, 1'000'001).images);
  EXPECT_EQ(synthetic_half(plan, Split::test).images, synthetic_dataset(10, 1'000'002).images);
  EXPECT_EQ(synthetic_count({}, Split::train), 60'000);
  EXPECT_EQ(synthetic_count({}, Split::test), 10'000);
  EXPECT_EQ(synthetic_count({}), 70'000);
}

TEST(SyntheticDigits, EverySeedGivesOthers) {
  const auto first = synthetic_half({.count = 60, .seed = 1}, Split::test).images;
  EXPECT_NE(first, synthetic_half({.count = 60, .seed = 2}, Split::test).images);
  // A seed's test digits are not the next one's training digits either.
  const auto test = synthetic_half({.count = 600, .seed = 1}, Split::test);
  const auto next = synthetic_half({.count = 100, .seed = 2}, Split::train);
  EXPECT_NE(test.images, next.images);
}

TEST(SyntheticDigits, HaveANameForTheNativeProgram) {
  EXPECT_EQ(synthetic_name({}), "synthetic");
  EXPECT_EQ(synthetic_name({.count = 500, .seed = 1}), "synthetic:500");
  EXPECT_EQ(synthetic_name({.count = 60'000, .seed = 7}), "synthetic:60000:7");
  for (const SyntheticPlan& plan : {SyntheticPlan{}, SyntheticPlan{.count = 10, .seed = 999'999'999}})
    EXPECT_EQ(read_synthetic_name(synthetic_name(plan)), plan);
  for (const char* name : {"", "mnist", "synthetics", "synthetic:", "synthetic:9", "synthetic:200001",
                           "synthetic:1e3", "synthetic:100:", "synthetic:100:0", "synthetic:100:1:2",
                           "synthetic:-10", "synthetic:99999999999999999999"})
    EXPECT_EQ(read_synthetic_name(name), std::nullopt) << name;
}

TEST(SyntheticDigits, AreMadeInSlicesOnceTheyAreWanted) {
  Datasets datasets;
  const SyntheticPlan plan{.count = 300, .seed = 3};
  EXPECT_TRUE(make_synthetic(datasets, plan, hasty_clock)) << "another plan";
  EXPECT_FALSE(make_synthetic(datasets, plan, hasty_clock)) << "nobody wants them";
  want_half(datasets, "synthetic", Split::train);
  int slices = 0;
  int before = 0;
  while (make_synthetic(datasets, plan, hasty_clock)) {
    ASSERT_LT(++slices, 1000);
    EXPECT_GT(synthetic_done(datasets), before) << "every slice makes some";
    before = synthetic_done(datasets);
  }
  EXPECT_GT(slices, 10) << "a slice is short";
  EXPECT_EQ(synthetic_done(datasets), synthetic_count(plan));
  EXPECT_EQ(synthetic(datasets).train.images->images, synthetic_half(plan, Split::train).images);
  EXPECT_EQ(synthetic(datasets).test.images->labels, synthetic_half(plan, Split::test).labels);
}

TEST(SyntheticDigits, AnotherPlanLetsThemGo) {
  Datasets datasets;
  want_half(datasets, "synthetic", Split::test);
  while (make_synthetic(datasets, {.count = 60, .seed = 1}, standing_clock)) {
  }
  const auto kept = synthetic(datasets).train.images;  // as a run that trains on them keeps them
  make_synthetic(datasets, {.count = 60, .seed = 2}, hasty_clock);
  EXPECT_EQ(synthetic(datasets).train.images, nullptr);
  while (make_synthetic(datasets, {.count = 60, .seed = 2}, standing_clock)) {
  }
  EXPECT_NE(synthetic(datasets).train.images->images, kept->images);
}

TEST(SyntheticDigits, CanBeStoppedAndBegunAgain) {
  Datasets datasets;
  const SyntheticPlan plan{.count = 600, .seed = 1};
  want_half(datasets, "synthetic", Split::test);
  ASSERT_TRUE(make_synthetic(datasets, plan, hasty_clock));
  stop_half(datasets, "synthetic", Split::test);
  EXPECT_FALSE(make_synthetic(datasets, plan, hasty_clock));
  want_half(datasets, "synthetic", Split::test);
  while (make_synthetic(datasets, plan, standing_clock)) {
  }
  EXPECT_EQ(synthetic(datasets).train.images->images, synthetic_half(plan, Split::train).images);
}

TEST(SyntheticDigits, StandInWhereMnistCannotBeHad) {
  Session session;
  EXPECT_EQ(dataset_of(session, TrainingPlan{})->name, "mnist");
  session.datasets.entries.front().train.images_file = {.stage = Download::Stage::failed,
                                                        .error = "no network"};
  EXPECT_EQ(dataset_of(session, TrainingPlan{})->name, "synthetic");
  EXPECT_EQ(dataset_of(session, TrainingPlan{.dataset = "mnist"})->name, "mnist") << "as it was chosen";
}

}  // namespace
}  // namespace bottleneck
