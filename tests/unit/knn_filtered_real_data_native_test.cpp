// The neighbours of all test images by pixels: 10,000 lists, as measuring every distance gives them.
#include <vector>

#include <gtest/gtest.h>

#include "cli/experiment.h"
#include "core/knn.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

void expect_measured_neighbours(const TrainTest& data) {
  PixelReferences references = prepare_pixels_in_order(data.train.images);
  ASSERT_FALSE(references.basis.rows.empty());
  const std::vector<Neighbour> found = nearest(references, data.test.images, kNeighbours);
  references.basis = {};  // without codes every distance is measured
  const std::vector<Neighbour> expected = nearest(references, data.test.images, kNeighbours);
  ASSERT_EQ(found.size(), std::size_t{10'000 * kNeighbours});
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].index, expected[i].index) << "entry " << i;
    ASSERT_EQ(found[i].distance, expected[i].distance) << "entry " << i;
  }
}

TEST(NearestFilteredOnRealData, FindsWhatMeasuringAllFinds) {
  BOTTLENECK_NEED_REAL_DATA();
  expect_measured_neighbours(*real_mnist());
  expect_measured_neighbours(*real_fashion());
}

}  // namespace
}  // namespace bottleneck
