// The files of tests/data come from NumPy: tests/reference/make_format_files.py.
#include "formats/npy.h"

#include <gtest/gtest.h>

#include "unit/broken_bytes.h"
#include "unit/non_finite.h"
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

// Structured arrays: what is no number is text.
TEST(Npy, WritesTablesAsNumpyDoes) {
  const CsvRows table{
      {"run", "name", "loss"}, {"1", "it's a \\ name", "0.25"}, {"2", "", ""}, {"3", "Größe → 𝑘", "-12.5"}};
  EXPECT_EQ(write_npy(table), test_data("table.npy"));
  EXPECT_EQ(write_npy(CsvRows{{"read_as_Ω"}, {"a"}}), test_data("table_version_3.npy"));
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

// The bytes of a version 1 file with this header.
Bytes npy_with(const std::string& header, std::size_t data) {
  const std::string start =
      std::string("\x93NUMPY\1\0", 8) + static_cast<char>(header.size()) + '\0' + header;
  Bytes file(start.begin(), start.end());
  file.resize(file.size() + data);
  return file;
}

TEST(Npy, ReadsWhatNumpyWrites) {
  const auto floats = read_npy(test_data("floats_2x3.npy"), "floats");
  ASSERT_TRUE(floats) << floats.error();
  EXPECT_EQ(floats->name, "floats");
  EXPECT_EQ(floats->shape, (TensorShape{2, 3}));
  EXPECT_EQ(*to_floats(*floats), (std::vector<float>{0.5F, -1.25F, 3e38F, 1e-40F, -0.0F, kInfinity}));
  const auto bytes = read_npy(test_data("bytes_2x2x2.npy"), "bytes");
  ASSERT_TRUE(bytes) << bytes.error();
  EXPECT_EQ(bytes->bytes, (Bytes{0, 1, 2, 3, 127, 128, 254, 255}));
  EXPECT_EQ(read_npy(test_data("scalar.npy"), "x")->shape, TensorShape{});
  EXPECT_EQ(read_npy(test_data("empty_0x16.npy"), "x")->shape, (TensorShape{0, 16}));
}

TEST(Npy, TurnsAMatrixWhoseColumnsLieTogether) {
  Bytes file = npy_with("{'shape': (2, 3), 'descr': '|u1', 'fortran_order': True}\n", 6);
  for (std::uint8_t i = 0; i < 6; ++i) file[file.size() - 6 + i] = i;
  const auto matrix = read_npy(file, "m");
  ASSERT_TRUE(matrix) << matrix.error();
  EXPECT_EQ(matrix->bytes, (Bytes{0, 2, 4, 1, 3, 5}));
}

TEST(Npy, RefusesWhatItCannotRead) {
  const std::string rest = "'fortran_order': False, 'shape': (2,)}";
  EXPECT_REFUSED(read_npy(npy_with("{'descr': '<i4', " + rest, 8), "n"), "elements are \"<i4\"; <f4");
  EXPECT_REFUSED(read_npy(npy_with("{'descr': '<f4', " + rest, 4), "n"),
                 "(2,) needs 8 bytes, but 4 are there");
  EXPECT_REFUSED(
      read_npy(npy_with("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999)}", 4),
               "n"),
      "far more");
  for (const char* header :
       {"", "{", "{}", "{'descr': '<f4'}", "{'descr': [('a', '<f4')], }", "{'shape': (-1,)}"})
    EXPECT_REFUSED(read_npy(npy_with(header, 8), "n"), "not the dictionary");
  EXPECT_REFUSED(read_npy(Bytes{1, 2, 3}, "n"), "not NumPy's");
}

TEST(Npy, SurvivesDamage) {
  const auto read = [](const Bytes& file) { return read_npy(file, "x"); };
  expect_every_prefix_refused(test_data("floats_2x3.npy"), read);
  expect_survives_changes(test_data("floats_2x3.npy"), read);
}

}  // namespace
}  // namespace bottleneck
