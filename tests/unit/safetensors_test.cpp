// tests/data/numpy.safetensors comes from tests/reference/make_format_files.py.
#include "formats/safetensors.h"

#include <bit>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "unit/broken_bytes.h"
#include "unit/non_finite.h"
#include "unit/test_data.h"

namespace bottleneck {
namespace {

using TensorShape = std::vector<std::int64_t>;

// A file with this header, as it stands, and so many bytes of data.
Bytes file_with(const std::string& header, std::size_t data) {
  Bytes out;
  append_little_endian(out, header.size(), 8);
  out.insert(out.end(), header.begin(), header.end());
  out.resize(out.size() + data);
  return out;
}

// One tensor "w" with these parts.
std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"("w":{"dtype":)" + dtype + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

TensorFile sample() {
  TensorFile file;
  file.tensors.push_back(
      from_floats("encoder.0.weight", {2, 3}, std::vector<float>{1, 2, 3, 4, 5, 6.5F}, DType::f32));
  file.tensors.push_back(from_floats("encoder.0.bias", {3}, std::vector<float>{0.5F, -1, 2}, DType::f16));
  file.tensors.push_back({"codes", DType::u8, {2, 2}, {0, 1, 254, 255}});
  file.tensors.push_back({"epoch", DType::i64, {}, {30, 0, 0, 0, 0, 0, 0, 0}});
  file.metadata = {{"dataset", "mnist"}, {"note", "5 \"quotes\" \\ → ok\n"}};
  return file;
}

TEST(Safetensors, ReadsNumpysFile) {
  const auto file = read_safetensors(test_data("numpy.safetensors"));
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->metadata, (std::map<std::string, std::string>{
                                {"format", "np"}, {"dataset", "mnist"}, {"note", "Größe →"}}));
  ASSERT_EQ(file->tensors.size(), 7U);
  EXPECT_EQ(file->tensors[0].name, "count");  // the order of the data
  EXPECT_EQ(file->tensors[6].name, "nothing");
  EXPECT_EQ(file->find("absent"), nullptr);

  const Tensor* matrix = file->find("matrix");
  ASSERT_NE(matrix, nullptr);
  EXPECT_EQ(matrix->shape, (TensorShape{2, 3}));
  EXPECT_EQ(*to_floats(*matrix), (std::vector<float>{0, 0.25F, 0.5F, 0.75F, 1, 1.25F}));
  EXPECT_EQ(file->find("scalar")->shape, TensorShape{});
  EXPECT_EQ(*to_floats(*file->find("scalar")), (std::vector<float>{-3.5F}));
  EXPECT_EQ(file->find("codes")->bytes, (Bytes{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(file->find("count")->dtype, DType::i64);
  EXPECT_EQ(read_little_endian(file->find("count")->bytes, 8), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(file->find("nothing")->shape, (TensorShape{0, 4}));
}

// Halves rounded here are NumPy's, bit for bit, ties, overflow and subnormal numbers among them.
TEST(Safetensors, RoundsToHalfAsNumpyDoes) {
  const auto file = read_safetensors(test_data("numpy.safetensors"));
  ASSERT_TRUE(file) << file.error();
  const auto values = to_floats(*file->find("tricky"));
  ASSERT_TRUE(values);
  const Tensor halves = from_floats("tricky_half", {21}, *values, DType::f16);
  EXPECT_EQ(halves.bytes, file->find("tricky_half")->bytes);
  const auto back = to_floats(halves);
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)[6], 2048.0F);  // 2049 lies half-way between 2048 and 2050: to even
  EXPECT_EQ((*back)[7], 2052.0F);
  EXPECT_EQ((*back)[10], kInfinity);
}

TEST(Safetensors, EveryHalfSurvives) {
  Tensor all{"all", DType::f16, {65536}, {}};
  for (std::uint64_t bits = 0; bits < 65536; ++bits) append_little_endian(all.bytes, bits, 2);
  const auto values = to_floats(all);
  ASSERT_TRUE(values);
  const Tensor back = from_floats("all", {65536}, *values, DType::f16);
  for (std::size_t i = 0; i < 65536; ++i) {
    if (std::isnan((*values)[i])) {
      EXPECT_EQ(i & 0x7C00U, 0x7C00U);
      continue;
    }
    ASSERT_EQ(back.bytes[2 * i], all.bytes[2 * i]) << i;
    ASSERT_EQ(back.bytes[2 * i + 1], all.bytes[2 * i + 1]) << i;
  }
  EXPECT_EQ((*values)[0x3C00], 1.0F);
  EXPECT_EQ((*values)[0x0001], 0x1p-24F);
  EXPECT_EQ((*values)[0xFC00], -kInfinity);
}

TEST(Safetensors, RoundTrip) {
  const TensorFile file = sample();
  const auto back = read_safetensors(write_safetensors(file));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->metadata, file.metadata);
  ASSERT_EQ(back->tensors.size(), file.tensors.size());
  for (const Tensor& tensor : file.tensors) {
    const Tensor* found = back->find(tensor.name);
    ASSERT_NE(found, nullptr) << tensor.name;
    EXPECT_EQ(found->dtype, tensor.dtype);
    EXPECT_EQ(found->shape, tensor.shape);
    EXPECT_EQ(found->bytes, tensor.bytes);
  }
}

TEST(Safetensors, BytesAreDeterministicAndAsTheFormatSays) {
  TensorFile file = sample();
  const Bytes bytes = write_safetensors(file);
  std::swap(file.tensors[0], file.tensors[3]);
  std::swap(file.tensors[1], file.tensors[2]);
  EXPECT_EQ(write_safetensors(file), bytes);

  const auto length = static_cast<std::size_t>(read_little_endian(bytes, 8));
  EXPECT_EQ(length % 8, 0U);
  const std::string header(as_text(ByteView(bytes).subspan(8, length)));
  EXPECT_EQ(header.substr(0, header.find_last_not_of(' ') + 1),
            R"({"__metadata__":{"dataset":"mnist","note":"5 \"quotes\" \\ → ok\n"},)"
            R"("epoch":{"dtype":"I64","shape":[],"data_offsets":[0,8]},)"
            R"("encoder.0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},)"
            R"("encoder.0.bias":{"dtype":"F16","shape":[3],"data_offsets":[32,38]},)"
            R"("codes":{"dtype":"U8","shape":[2,2],"data_offsets":[38,42]}})");
  EXPECT_EQ(bytes.size(), 8 + length + 42);
}

TEST(Safetensors, AnEmptyFileAndTextThatIsNotUtf8) {
  const auto empty = read_safetensors(write_safetensors({}));
  ASSERT_TRUE(empty) << empty.error();
  EXPECT_TRUE(empty->tensors.empty());
  const auto odd = read_safetensors(write_safetensors({{}, {{"path", "a\xFFz"}}}));
  ASSERT_TRUE(odd) << odd.error();
  EXPECT_EQ(odd->metadata.at("path"), "a\xEF\xBF\xBDz");
}

TEST(Safetensors, EveryPrefixIsRefused) {
  const auto read = [](const Bytes& cut) { return read_safetensors(cut); };
  expect_every_prefix_refused(write_safetensors(sample()), read);
  expect_every_prefix_refused(test_data("numpy.safetensors"), read);
}

TEST(Safetensors, SurvivesChanges) {
  expect_survives_changes(write_safetensors(sample()),
                          [](const Bytes& changed) { return read_safetensors(changed); });
}

TEST(Safetensors, RefusesAWrongFrame) {
  EXPECT_REFUSED(read_safetensors(Bytes(7)), "cut off after 7 bytes");
  EXPECT_REFUSED(read_safetensors(Bytes(8, 0xFF)), "a header of 18446744073709551615 bytes");
  Bytes large;
  append_little_endian(large, 100'000'001, 8);
  EXPECT_REFUSED(read_safetensors(large), "a header of 100000001 bytes");
  Bytes cut;
  append_little_endian(cut, 100'000'000, 8);
  EXPECT_REFUSED(read_safetensors(cut), "takes 100000000 bytes, but only 0");
  EXPECT_REFUSED(read_safetensors(file_with("", 0)), "does not begin with '{'");
  EXPECT_REFUSED(read_safetensors(file_with(" {}", 0)), "does not begin with '{'");
  EXPECT_REFUSED(read_safetensors(file_with("{", 0)), "header: not valid JSON at byte 2");
  EXPECT_REFUSED(read_safetensors(file_with("{} x", 0)), "header: not valid JSON");
  EXPECT_TRUE(read_safetensors(file_with("{}      ", 0)));
  EXPECT_REFUSED(read_safetensors(file_with("{}", 1)), "1 bytes follow the last tensor");
}

TEST(Safetensors, RefusesAWrongEntry) {
  const auto read = [](const std::string& inside, std::size_t data = 8) {
    return read_safetensors(file_with("{" + inside + "}", data));
  };
  ASSERT_TRUE(read(entry(R"("F32")", "[2]", "[0,8]")));
  ASSERT_TRUE(read(entry(R"("F32")", "[2,1]", "[0,8]")));
  EXPECT_REFUSED(read(entry(R"("F32")", "[2]", "[0,8]") + "," + entry(R"("F32")", "[2]", "[0,8]")),
                 "the key \"w\" comes twice");
  EXPECT_REFUSED(read(R"("w":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]})"),
                 "the key \"dtype\" comes twice");
  EXPECT_REFUSED(read(R"("w":7)"), "tensor \"w\": an object expected");
  EXPECT_REFUSED(read(R"("w":{"dtype":"F32","shape":[2]})"), "dtype, shape and data_offsets expected");
  EXPECT_REFUSED(read(R"("w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1})"), "unknown key \"x\"");
  EXPECT_REFUSED(read(entry("4", "[2]", "[0,8]")), "dtype is not a text");
  EXPECT_REFUSED(read(entry(R"("F8_E4M3")", "[8]", "[0,8]")),
                 "elements are \"F8_E4M3\"; F64, F32, F16, BF16, U8 and I64 are read");
  for (const char* shape : {"2", "[-2]", "[2.0]", "[\"2\"]", "[null]", "[18446744073709551615]", "{}"}) {
    EXPECT_REFUSED(read(entry(R"("F32")", shape, "[0,8]")), "shape is not an array of sizes");
  }
  for (const char* offsets : {"8", "[8]", "[0,4,8]", "[-8,0]", "[0,8.0]", "[0,\"8\"]", "{}"}) {
    EXPECT_REFUSED(read(entry(R"("F32")", "[2]", offsets)), "data_offsets are not two byte offsets");
  }
  EXPECT_REFUSED(read(entry(R"("F32")", "[2]", "[8,0]")), "run backwards");
  EXPECT_REFUSED(read(entry(R"("F32")", "[3]", "[0,8]")),
                 "F32 of shape (3,) needs 12 bytes, but data_offsets give 8");
  EXPECT_REFUSED(read(entry(R"("F16")", "[2]", "[0,8]")), "needs 4 bytes");
  EXPECT_REFUSED(read(entry(R"("F32")", "[4611686018427387904,4]", "[0,0]")), "far more");
  EXPECT_REFUSED(read(entry(R"("U8")", "[9223372036854775807,4]", "[0,8]")), "far more");
}

TEST(Safetensors, RefusesHolesAndOverlaps) {
  const auto tensor = [](const char* name, int begin, int end) {
    return std::string("\"") + name + R"(":{"dtype":"U8","shape":[)" + std::to_string(end - begin) +
           R"(],"data_offsets":[)" + std::to_string(begin) + "," + std::to_string(end) + "]}";
  };
  const auto read = [](const std::string& inside, std::size_t data) {
    return read_safetensors(file_with("{" + inside + "}", data));
  };
  EXPECT_TRUE(read(tensor("b", 0, 4) + "," + tensor("a", 4, 8), 8));
  EXPECT_TRUE(read(tensor("b", 0, 4) + "," + tensor("e", 4, 4) + "," + tensor("a", 4, 8),
                   8));  // an empty one between
  EXPECT_REFUSED(read(tensor("a", 1, 4), 4),
                 "tensor \"a\" begins at byte 1 of the data, expected 0 (a hole)");
  EXPECT_REFUSED(read(tensor("a", 0, 4) + "," + tensor("b", 5, 8), 8),
                 "tensor \"b\" begins at byte 5 of the data, expected 4 (a hole)");
  EXPECT_REFUSED(read(tensor("a", 0, 4) + "," + tensor("b", 3, 8), 8), "expected 4 (an overlap)");
  EXPECT_REFUSED(read(tensor("a", 0, 4) + "," + tensor("b", 0, 4), 4), "(an overlap)");
  EXPECT_REFUSED(read(tensor("a", 0, 8), 7), "ends at byte 8 of the data, but there are only 7");
  EXPECT_REFUSED(read(tensor("a", 0, 8), 9), "1 bytes follow the last tensor");
  EXPECT_REFUSED(read(tensor("a", 0, 4) + "," + tensor("e", 9, 9), 4), "(a hole)");
}

TEST(Safetensors, RefusesWrongMetadata) {
  EXPECT_REFUSED(read_safetensors(file_with(R"({"__metadata__":[]})", 0)), "__metadata__ is not an object");
  EXPECT_REFUSED(read_safetensors(file_with(R"({"__metadata__":{"k":16}})", 0)),
                 "__metadata__: the value of \"k\" is not a text");
  EXPECT_REFUSED(read_safetensors(file_with(R"({"__metadata__":{"k":{"deep":{}}}})", 0)),
                 "nested more than 3 deep");
}

TEST(Safetensors, OnlyFloatsBecomeFloats) {
  EXPECT_REFUSED(to_floats({"codes", DType::u8, {1}, {7}}),
                 "tensor \"codes\" is U8, expected F64, F32, F16 or BF16");
  EXPECT_REFUSED(to_floats({"n", DType::i64, {0}, {}}), "is I64");
  EXPECT_TRUE(to_floats({"none", DType::f16, {0}, {}})->empty());
}

TEST(Safetensors, WideAndShortFloatsBecomeFloats) {
  Tensor wide{"wide", DType::f64, {2}, {}};
  for (const double value : {0.1, -1e300})
    append_little_endian(wide.bytes, std::bit_cast<std::uint64_t>(value), 8);
  EXPECT_EQ(*to_floats(wide), (std::vector<float>{0.1F, -kInfinity}));
  EXPECT_EQ(*to_floats({"brain", DType::bf16, {2}, {0x80, 0x3F, 0x20, 0xC0}}),
            (std::vector<float>{1, -2.5F}));
}

TEST(Safetensors, FloatsKeepTheirBits) {
  const std::vector<float> values = {0.1F, -0.0F, 1e-45F, kInfinity, std::bit_cast<float>(0x7FC01234U)};
  const auto back = to_floats(from_floats("x", {5}, values, DType::f32));
  ASSERT_TRUE(back);
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(std::bit_cast<std::uint32_t>((*back)[i]), std::bit_cast<std::uint32_t>(values[i]));
  }
}

}  // namespace
}  // namespace bottleneck
