#include "lab/models/neighbouring_classes.h"

#include "unit/map_reference.h"

namespace bottleneck {
namespace {

TEST(NeighbouringClasses, AreThoseWhoseMeansAreNearest) {
  // By their means 1 and 2 are; in the middle of them are the images 3 and 5.
  const std::vector<float> codes{0, 0, 0, 1, 10, 8, 10, 10, 10, 12.5F, 12, 10, 12, 13, 12, 6};
  EXPECT_EQ(neighbouring_images(*make_codes(codes, 2, {0, 0, 1, 1, 1, 2, 2, 2})), (std::pair{3, 5}));
  EXPECT_EQ(neighbouring_images(*make_codes({1, 2, 4}, 1, {5, 5, 5})), (std::pair{1, 1}))
      << "one class alone";
}

}  // namespace
}  // namespace bottleneck
