// Which pictures have which places on the map's sheet.
#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "ui/paint/picture_places.h"

namespace bottleneck {
namespace {

TEST(PicturePlaces, AreGivenToOthersOnceTheyAreNotNamed) {
  PicturePlaces places;
  std::vector<std::uint32_t> numbers(PicturePlaces::kRoom);
  std::iota(numbers.begin(), numbers.end(), 1000U);
  EXPECT_EQ(places.missing(numbers), numbers);
  std::set<int> taken;
  for (const std::uint32_t number : numbers) taken.insert(places.take(number));
  EXPECT_EQ(taken.size(), numbers.size());
  EXPECT_EQ(*taken.rbegin(), PicturePlaces::kRoom - 1);

  // One is new: it has the place of the one that is not named any more.
  const std::optional<int> free = places.find(1000);
  numbers.front() = 7;
  EXPECT_EQ(places.missing(numbers), std::vector<std::uint32_t>{7});
  EXPECT_EQ(places.take(7), free);
  EXPECT_FALSE(places.find(1000));
  EXPECT_EQ(places.find(7), free);
  EXPECT_TRUE(places.missing(numbers).empty());
  places.clear();
  EXPECT_FALSE(places.find(7));
}

}  // namespace
}  // namespace bottleneck
