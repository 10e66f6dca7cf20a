// What this project writes is what NumPy reads: tests/reference/print_arrays.py loads our files and prints
// them. (The other direction is in safetensors_test.cpp.)
#include <array>
#include <cstdio>
#include <memory>
#include <sstream>

#include <gtest/gtest.h>

#include "cli/files.h"
#include "formats/npy.h"
#include "formats/safetensors.h"
#include "unit/real_data.h"
#include "unit/temp_folder.h"

namespace bottleneck {
namespace {

using TensorShape = std::vector<std::int64_t>;

struct ClosePipe {
  void operator()(std::FILE* pipe) const { pclose(pipe); }
};

// Standard output of a shell command.
std::string run(const std::string& command) {
  const std::unique_ptr<std::FILE, ClosePipe> pipe(popen(command.c_str(), "r"));
  std::string out;
  if (!pipe) return out;
  std::array<char, 4096> block;
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe.get()))
    out.append(block.data(), got);
  return out;
}

std::string numpy_prints(const std::filesystem::path& file) {
  const auto script =
      std::filesystem::path(BOTTLENECK_TEST_DATA).parent_path() / "reference" / "print_arrays.py";
  return run("/usr/bin/python3 '" + script.string() + "' '" + file.string() + "'");
}

#define NEED_NUMPY()                                                                                   \
  do {                                                                                                 \
    if (run("/usr/bin/python3 -c 'import numpy; print(1)' 2>/dev/null") != "1\n") {                    \
      if (is_set("CI")) FAIL() << "/usr/bin/python3 with NumPy (python3-numpy) is not installed";      \
      GTEST_SKIP()                                                                                     \
          << "*** NOT TESTED against NumPy: /usr/bin/python3 with python3-numpy is not installed ***"; \
    }                                                                                                  \
  } while (false)

TEST(NumpyExchange, LoadsOurNpy) {
  NEED_NUMPY();
  const TempFolder folder;
  ASSERT_TRUE(
      write_file(folder / "a.npy",
                 write_npy(TensorShape{2, 3}, std::vector<float>{0.5F, -0.0F, 0.1F, 3e38F, 1e-45F, 7})));
  EXPECT_EQ(
      numpy_prints(folder / "a.npy"),
      "array float32 2x3 0.5 -0.0 0.10000000149011612 3.0000000054977558e+38 1.401298464324817e-45 7.0\n");
  ASSERT_TRUE(write_file(folder / "b.npy", write_npy(TensorShape{4}, Bytes{0, 1, 128, 255})));
  EXPECT_EQ(numpy_prints(folder / "b.npy"), "array uint8 4 0 1 128 255\n");
  ASSERT_TRUE(write_file(folder / "c.npy", write_npy(TensorShape{}, std::vector<float>{2.5F})));
  EXPECT_EQ(numpy_prints(folder / "c.npy"), "array float32 scalar 2.5\n");
  ASSERT_TRUE(write_file(folder / "d.npy", write_npy(TensorShape{0, 16}, std::vector<float>{})));
  EXPECT_EQ(numpy_prints(folder / "d.npy"), "array float32 0x16\n");
  ASSERT_TRUE(write_file(folder / "e.npy", write_npy(TensorShape(32, 1), Bytes{5})));
  EXPECT_EQ(numpy_prints(folder / "e.npy"),
            "array uint8 1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1 5\n");
}

TEST(NumpyExchange, LoadsOurSafetensors) {
  NEED_NUMPY();
  TensorFile file;
  file.tensors.push_back(
      from_floats("encoder.0.weight", {2, 2}, std::vector<float>{0.1F, -2, 3.5F, 1e-40F}, DType::f32));
  file.tensors.push_back(
      from_floats("decoder.0.bias", {3}, std::vector<float>{0.1F, 2049, 65520}, DType::f16));
  file.tensors.push_back({"codes", DType::u8, {1, 3}, {0, 128, 255}});
  file.tensors.push_back({"epoch", DType::i64, {}, {0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}});
  file.metadata = {{"note", "k → 16"}, {"loss", "bce"}};
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a.safetensors", write_safetensors(file)));
  EXPECT_EQ(numpy_prints(folder / "a.safetensors"),
            "metadata loss bce\n"
            "metadata note k → 16\n"
            "epoch int64 scalar -2\n"
            "encoder.0.weight float32 2x2 0.10000000149011612 -2.0 3.5 9.99994610111476e-41\n"
            "decoder.0.bias float16 3 0.0999755859375 2048.0 inf\n"
            "codes uint8 1x3 0 128 255\n");
}

}  // namespace
}  // namespace bottleneck
