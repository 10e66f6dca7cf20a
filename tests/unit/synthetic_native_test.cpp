// Do the drawn digits look like real ones? MNIST's nearest neighbours say so.
#include <iostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/knn.h"
#include "core/synthetic.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

TEST(SyntheticOnRealData, MnistsNeighboursReadTheDigits) {
  BOTTLENECK_NEED_REAL_DATA();
  const Dataset& train = real_mnist()->train;
  const PixelReferences references = prepare_pixels(train.images);
  const Dataset digits = synthetic_dataset(2000, 1);
  const std::vector<Neighbour> neighbours = nearest(references, digits.images, kNeighbours);
  std::vector<int> right(kClasses);
  for (int i = 0; i < digits.size(); ++i) {
    std::vector<int> votes(kClasses);
    count_votes(std::span(neighbours).subspan(static_cast<std::size_t>(i) * kNeighbours, kNeighbours),
                train.labels, votes);
    const int label = digits.labels[static_cast<std::size_t>(i)];
    if (winner(votes) == label) ++right[static_cast<std::size_t>(label)];
  }
  int all = 0;
  for (int label = 0; label < kClasses; ++label) {
    const int count = right[static_cast<std::size_t>(label)];
    all += count;
    EXPECT_GE(count, 150) << "of 200 drawings of "
                          << label;  // no digit may be a failure that the others hide
  }
  RecordProperty("percent_right", std::to_string(all / 20.0));
  std::cout << "MNIST's 7 neighbours label " << all / 20.0 << " % of 2,000 synthetic digits rightly\n";
  EXPECT_GE(all, 1840);  // 92 %
}

}  // namespace
}  // namespace bottleneck
