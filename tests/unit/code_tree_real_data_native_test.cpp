// The neighbours of all test images on the codes of shipped models: 10,000 lists, as comparing with every
// code gives them.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/experiment.h"
#include "core/knn.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

void expect_plain_neighbours(const std::string& name, const TrainTest& data) {
  const auto file = open_model(std::filesystem::path(BOTTLENECK_ASSETS) / "models" / (name + ".safetensors"));
  ASSERT_TRUE(file) << file.error();
  const int width = file->model.architecture.latent;
  const std::vector<float> references = encode_bytes(file->model, data.train.images);
  const std::vector<float> queries = encode_bytes(file->model, data.test.images);
  const auto expected = plain::nearest_codes(references, width, queries, kNeighbours);
  const auto found = nearest(prepare_codes(references, width), queries, kNeighbours);
  ASSERT_EQ(found.size(), std::size_t{10'000 * kNeighbours});
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].index, expected[i].index) << name << ", entry " << i;
    ASSERT_EQ(found[i].distance, expected[i].distance) << name << ", entry " << i;
  }
}

TEST(CodeTreeOnRealData, FindsWhatComparingWithEveryCodeFinds) {
  BOTTLENECK_NEED_REAL_DATA();
  expect_plain_neighbours("mnist-16", *real_mnist());
  expect_plain_neighbours("fashion-8", *real_fashion());
}

}  // namespace
}  // namespace bottleneck
