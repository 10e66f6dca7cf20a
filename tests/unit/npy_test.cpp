// The files of tests/data come from NumPy: tests/reference/make_format_files.py.
#include "formats/npy.h"

#include <gtest/gtest.h>

#include "unit/numbers.h"
#include "unit/test_data.h"

namespace bottleneck {
namespace {

using TensorShape = std::vector<std::int64_t>;

TEST(Npy, WritesTheBytesThatNumpyWrites) {
  const std::vector<float> floats = {0.5F, -1.25F, 3e38F, 1e-40F, -0.0F, kInfinity};
  EXPECT_EQ(write_npy(TensorShape{2, 3}, floats), test_data("floats_2x3.npy"));
  EXPECT_EQ(write_npy(TensorShape{2, 2, 2}, Bytes{0, 1, 2, 3, 127, 128, 254, 255}),
            test_data("bytes_2x2x2.npy"));
  EXPECT_EQ(write_npy(TensorShape{5}, std::vector<float>{0, 1, 2, 3, 4}), test_data("floats_5.npy"));
  EXPECT_EQ(write_npy(TensorShape{}, std::vector<float>{7.5F}), test_data("scalar.npy"));
  EXPECT_EQ(write_npy(TensorShape{0, 16}, std::vector<float>{}), test_data("empty_0x16.npy"));
}

// The sizes that the notebook reports for its saved images and codes.
TEST(Npy, FilesOfTheNotebookHaveA128ByteHeader) {
  const std::vector<float> codes(10000 * 16, 0.25F);
  EXPECT_EQ(write_npy(TensorShape{10000, 16}, codes).size(), 640'128U);
  const std::vector<float> images(10000 * 784);
  EXPECT_EQ(write_npy(TensorShape{10000, 784}, images).size(), 31'360'128U);
}

TEST(Npy, ALongShapeStaysAligned) {
  EXPECT_EQ(write_npy(TensorShape(32, 1), Bytes{42}).size() % 64, 1U);
}

}  // namespace
}  // namespace bottleneck
