// The files of tests/data come from NumPy: tests/reference/make_format_files.py.
#include "formats/npy.h"

#include <cmath>

#include <gtest/gtest.h>

#include "unit/broken_bytes.h"
#include "unit/numbers.h"
#include "unit/test_data.h"

namespace bottleneck {
namespace {

using TensorShape = std::vector<std::int64_t>;

// A version 1 file with this dictionary and data; the header is padded to its 64.
Bytes file_with(std::string dictionary, const Bytes& data) {
  while ((dictionary.size() + 11) % 64 != 0) dictionary += ' ';
  dictionary += '\n';
  Bytes out = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  append_little_endian(out, dictionary.size(), 2);
  out.insert(out.end(), dictionary.begin(), dictionary.end());
  out.insert(out.end(), data.begin(), data.end());
  return out;
}

TEST(Npy, ReadsNumpysFloats) {
  const auto array = read_npy(test_data("floats_2x3.npy"));
  ASSERT_TRUE(array) << array.error();
  EXPECT_EQ(array->shape, (TensorShape{2, 3}));
  ASSERT_NE(array->floats(), nullptr);
  EXPECT_EQ(array->bytes(), nullptr);
  EXPECT_EQ(*array->floats(), (std::vector<float>{0.5F, -1.25F, 3e38F, 1e-40F, -0.0F, kInfinity}));
  EXPECT_TRUE(std::signbit((*array->floats())[4]));
}

TEST(Npy, ReadsNumpysBytes) {
  const auto array = read_npy(test_data("bytes_2x2x2.npy"));
  ASSERT_TRUE(array) << array.error();
  EXPECT_EQ(array->shape, (TensorShape{2, 2, 2}));
  ASSERT_NE(array->bytes(), nullptr);
  EXPECT_EQ(array->floats(), nullptr);
  EXPECT_EQ(*array->bytes(), (Bytes{0, 1, 2, 3, 127, 128, 254, 255}));
}

TEST(Npy, ReadsOtherRanksAndVersions) {
  const auto scalar = read_npy(test_data("scalar.npy"));
  ASSERT_TRUE(scalar) << scalar.error();
  EXPECT_EQ(scalar->shape, TensorShape{});
  EXPECT_EQ(*scalar->floats(), (std::vector<float>{7.5F}));

  const auto empty = read_npy(test_data("empty_0x16.npy"));
  ASSERT_TRUE(empty) << empty.error();
  EXPECT_EQ(empty->shape, (TensorShape{0, 16}));
  EXPECT_TRUE(empty->floats()->empty());

  const auto version2 = read_npy(test_data("version2.npy"));
  ASSERT_TRUE(version2) << version2.error();
  EXPECT_EQ(*version2->bytes(), (Bytes{0, 1, 2, 3}));

  const auto version3 = read_npy(test_data("version3.npy"));
  ASSERT_TRUE(version3) << version3.error();
  EXPECT_EQ(*version3->floats(), (std::vector<float>{0, 1, 2, 3}));
}

TEST(Npy, WritesTheBytesThatNumpyWrites) {
  for (const char* name :
       {"floats_2x3.npy", "bytes_2x2x2.npy", "floats_5.npy", "scalar.npy", "empty_0x16.npy"}) {
    const Bytes numpys = test_data(name);
    const auto array = read_npy(numpys);
    ASSERT_TRUE(array) << name << ": " << array.error();
    const Bytes ours = array->floats() != nullptr ? write_npy(array->shape, *array->floats())
                                                  : write_npy(array->shape, *array->bytes());
    EXPECT_EQ(ours, numpys) << name;
  }
}

// The sizes that the notebook reports for its saved images and codes.
TEST(Npy, FilesOfTheNotebookHaveA128ByteHeader) {
  const std::vector<float> codes(10000 * 16, 0.25F);
  EXPECT_EQ(write_npy(TensorShape{10000, 16}, codes).size(), 640'128U);
  const std::vector<float> images(10000 * 784);
  EXPECT_EQ(write_npy(TensorShape{10000, 784}, images).size(), 31'360'128U);
}

TEST(Npy, ALongShapeStaysAligned) {
  const TensorShape shape(32, 1);
  const Bytes file = write_npy(shape, Bytes{42});
  EXPECT_EQ(file.size() % 64, 1U);
  const auto array = read_npy(file);
  ASSERT_TRUE(array) << array.error();
  EXPECT_EQ(array->shape, shape);
  EXPECT_REFUSED(read_npy(write_npy(TensorShape(33, 1), Bytes{42})), "at most 32 sizes");
}

TEST(Npy, EveryPrefixIsRefused) {
  for (const char* name :
       {"floats_2x3.npy", "bytes_2x2x2.npy", "scalar.npy", "version2.npy", "version3.npy"}) {
    expect_every_prefix_refused(test_data(name), [](const Bytes& cut) { return read_npy(cut); });
  }
}

TEST(Npy, SurvivesChanges) {
  for (const char* name : {"floats_2x3.npy", "version2.npy", "record.npy"}) {
    expect_survives_changes(test_data(name), [](const Bytes& changed) { return read_npy(changed); });
  }
}

TEST(Npy, RefusesOtherArraysOfNumpy) {
  EXPECT_REFUSED(read_npy(test_data("fortran.npy")), "Fortran order");
  EXPECT_REFUSED(read_npy(test_data("float64.npy")), "the elements are float64; float32 and uint8 are read");
  EXPECT_REFUSED(read_npy(test_data("big_endian.npy")), "big-endian (\">f4\")");
  EXPECT_REFUSED(read_npy(test_data("record.npy")), "structured array");
  EXPECT_REFUSED(read_npy(test_data("object.npy")), "Python objects");
}

TEST(Npy, RefusesAWrongHeader) {
  const Bytes one = {0, 0, 128, 63};
  const auto read = [&](const std::string& dictionary) { return read_npy(file_with(dictionary, one)); };
  ASSERT_TRUE(read("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }"));
  ASSERT_TRUE(read("{\"shape\":(1,),\"fortran_order\":False,\"descr\":\"<f4\"}"));  // other spacing and order
  EXPECT_REFUSED(read("[1]"), "'{' expected");
  EXPECT_REFUSED(read("{descr: '<f4'}"), "a key in quotes");
  EXPECT_REFUSED(read("{'descr' '<f4'}"), "':' expected");
  EXPECT_REFUSED(read("{'descr': <f4}"), "a type in quotes");
  EXPECT_REFUSED(read("{'descr': '<f4}"), "a type in quotes");
  EXPECT_REFUSED(read("{'descr': '<f4', 'descr': '<f4'}"), "comes twice");
  EXPECT_REFUSED(read("{'descr': '<f4' 'shape': (1,)}"), "',' or '}'");
  EXPECT_REFUSED(read("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}"), "True or False");
  EXPECT_REFUSED(read("{'descr': '<f4', 'fortran_order': False}"), "descr, fortran_order and shape expected");
  EXPECT_REFUSED(read("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}"),
                 "unknown key \"more\"");
  EXPECT_REFUSED(read("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x"), "one line feed");
  EXPECT_REFUSED(read("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)"), "',' or '}'");
  for (const char* shape :
       {"1", "(1)", "(-1,)", "(,)", "(1 1)", "(1,", "(1.0,)", "(x,)", "(99999999999999999999,)", "[1]"}) {
    EXPECT_REFUSED(read(std::string("{'descr': '<f4', 'fortran_order': False, 'shape': ") + shape + "}"),
                   "a tuple");
  }
  EXPECT_REFUSED(read("{'descr': '<f2', 'fortran_order': False, 'shape': (2,)}"), "float16");
  EXPECT_REFUSED(read("{'descr': '<i8', 'fortran_order': False, 'shape': (1,)}"), "int64");
  EXPECT_REFUSED(read("{'descr': '|b1', 'fortran_order': False, 'shape': (4,)}"), "bool");
  EXPECT_REFUSED(read("{'descr': '<U1', 'fortran_order': False, 'shape': (1,)}"), "\"<U1\"");
  EXPECT_REFUSED(read("{'descr': '<fx', 'fortran_order': False, 'shape': (1,)}"), "\"<fx\"");
  EXPECT_REFUSED(read("{'descr': '', 'fortran_order': False, 'shape': (1,)}"), "\"\"");
}

TEST(Npy, RefusesWrongSizes) {
  const auto read = [](const std::string& shape, std::size_t bytes) {
    return read_npy(
        file_with("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }", Bytes(bytes)));
  };
  EXPECT_REFUSED(read("(2, 3)", 23), "float32 of shape (2, 3) needs 24 bytes, but 23 follow the header");
  EXPECT_REFUSED(read("(2, 3)", 25), "but 25 follow");
  EXPECT_REFUSED(read("()", 0), "needs 4 bytes");
  EXPECT_REFUSED(read("(9223372036854775807, 9223372036854775807)", 4), "far more");
  EXPECT_REFUSED(read("(4611686018427387904, 4)", 0), "far more");  // 2^64 elements: 0 if it overflowed
}

TEST(Npy, RefusesOtherFiles) {
  EXPECT_REFUSED(read_npy(as_bytes("PK\x03\x04 this is a zip file")), "not a .npy file");
  Bytes file = test_data("floats_5.npy");
  file[6] = 4;
  EXPECT_REFUSED(read_npy(file), "version 4.0");
  file[6] = 0;
  EXPECT_REFUSED(read_npy(file), "version 0.0");
  file[6] = 1;
  file[7] = 1;
  EXPECT_REFUSED(read_npy(file), "version 1.1");
  Bytes large = test_data("version2.npy");
  large[11] = 0x7F;  // the highest byte of the header's length
  EXPECT_REFUSED(read_npy(large), "65535 at most");
}

}  // namespace
}  // namespace bottleneck
