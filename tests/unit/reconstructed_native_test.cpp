// What the page shows of the shipped models on the real test images, against what the native program
// measures.
#include <string>

#include <gtest/gtest.h>

#include "cli/files.h"
#include "formats/model_file.h"
#include "lab/models/reconstructed.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

TEST(RealReconstructions, HaveTheErrorsOfTheNativeProgram) {
  BOTTLENECK_NEED_REAL_DATA();
  const Dataset& test = real_mnist()->test;
  std::vector<Original> originals;
  for (const int index : {0, 1, 2, 9'999}) {
    Original& one = originals.emplace_back();
    one.index = index;
    std::ranges::copy(test.image(index), one.image.begin());
  }
  std::vector<WantedRow> rows;
  for (const char* name : {"mnist-64", "mnist-16", "mnist-8"}) {
    const auto bytes = read_file(std::string(BOTTLENECK_ASSETS "/models/") + name + ".safetensors");
    ASSERT_TRUE(bytes) << bytes.error();
    const auto file = read_model(*bytes);
    ASSERT_TRUE(file) << file.error();
    rows.push_back({name, std::make_shared<const Autoencoder>(file->model)});
  }
  Reconstructed shown;
  ASSERT_TRUE(bring_up_to_date(shown, originals, rows));
  for (const ReconstructedRow& row : shown.rows) {
    SCOPED_TRACE(row.name);
    for (std::size_t i = 0; i < originals.size(); ++i) {
      const ReconstructionError native = reconstruction_error(*row.model, test.image(originals[i].index));
      EXPECT_NEAR(row.errors[i].bce, native.bce, 1e-7);
      EXPECT_NEAR(row.errors[i].mse, native.mse, 1e-7);
    }
    EXPECT_NE(row.images[0], originals[0].image);
  }
  // More numbers, smaller errors; and the book's figures for k = 16 (BCE 0.127, MSE 0.021 over all images).
  for (std::size_t i = 0; i < originals.size(); ++i)
    EXPECT_LT(shown.rows[0].errors[i].mse, shown.rows[2].errors[i].mse);
  const std::vector<ReconstructionError> all = image_errors(*rows[1].model, test.images);
  double mse = 0;
  for (const ReconstructionError& one : all) mse += one.mse / static_cast<double>(all.size());
  EXPECT_NEAR(mse, 0.0210271, 1e-5) << "as its card says";
  EXPECT_NEAR(reconstruction_error(*rows[1].model, test.images).mse, mse, 1e-9);
}

}  // namespace
}  // namespace bottleneck
