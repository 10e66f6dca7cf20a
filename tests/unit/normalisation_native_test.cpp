// Is a drawing prepared as MNIST's digits were? MNIST's own test digits are turned into strokes and drawn
// again: what the encoder of the shipped model makes of them must be as good, but for a few points, as what
// it makes of the originals.
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "cli/files.h"
#include "core/autoencoder.h"
#include "core/knn.h"
#include "core/rng.h"
#include "core/stroke.h"
#include "core/synthetic.h"
#include "formats/model_file.h"
#include "unit/ink.h"
#include "unit/real_data.h"
#include "unit/thinning.h"

namespace bottleneck {
namespace {

constexpr int kDrawnDigits = 1000;

// What may be lost of the accuracy. Thinning itself loses some: blots, broken and touching lines, and how
// thick the pen was.
constexpr double kLatentLoss = 0.025;
constexpr double kPixelLoss = 0.025;

std::span<const std::uint8_t> originals() {
  return std::span(real_mnist()->test.images).first(static_cast<std::size_t>(kDrawnDigits) * kPixels);
}

// The first test digits as strokes, anywhere and of any size.
const std::vector<Strokes>& thinned() {
  static const std::vector<Strokes> drawings = [] {
    std::vector<Strokes> all;
    Rng rng(1);
    for (int i = 0; i < kDrawnDigits; ++i) {
      Strokes strokes = Thinning::strokes_of(real_mnist()->test.image(i));
      const float size = rng.uniform(0.05F, 40);
      const float right = rng.uniform(-500, 500);
      const float down = rng.uniform(-500, 500);
      for (Stroke& stroke : strokes) {
        for (Point& point : stroke) point = {point.x * size + right, point.y * size + down};
      }
      all.push_back(std::move(strokes));
    }
    return all;
  }();
  return drawings;
}

// The same through the code that the page uses.
std::vector<std::uint8_t> redrawn(float pen = kDefaultPen) {
  std::vector<std::uint8_t> images;
  for (const Strokes& strokes : thinned()) {
    const Image image = render_normalised(strokes, pen);
    images.insert(images.end(), image.begin(), image.end());
  }
  return images;
}

double accuracy(const std::vector<Neighbour>& neighbours) {
  const TrainTest& mnist = *real_mnist();
  int right = 0;
  for (int i = 0; i < kDrawnDigits; ++i) {
    std::vector<int> votes(kClasses);
    count_votes(std::span(neighbours).subspan(static_cast<std::size_t>(i) * kNeighbours, kNeighbours),
                mnist.train.labels, votes);
    right += winner(votes) == mnist.test.labels[static_cast<std::size_t>(i)];
  }
  return static_cast<double>(right) / kDrawnDigits;
}

double pixel_knn_accuracy(std::span<const std::uint8_t> images) {
  return accuracy(nearest(prepare_pixels(real_mnist()->train.images), images, kNeighbours));
}

double latent_knn_accuracy(const Autoencoder& model, std::span<const std::uint8_t> images) {
  const CodeReferences references =
      prepare_codes(encode_bytes(model, real_mnist()->train.images), model.architecture.latent);
  return accuracy(nearest(references, encode_bytes(model, images), kNeighbours));
}

TEST(NormalisationOnRealData, RedrawnDigitsKeepTheirLatentNeighbours) {
  BOTTLENECK_NEED_REAL_DATA();
  const std::filesystem::path path = std::filesystem::path(BOTTLENECK_TEST_DATA).parent_path().parent_path() /
                                     "assets" / "models" / "mnist-16.safetensors";
  const auto bytes = read_file(path);
  ASSERT_TRUE(bytes) << bytes.error();
  const auto file = read_model(*bytes);
  ASSERT_TRUE(file) << file.error();
  const double before = latent_knn_accuracy(file->model, originals());
  const double after = latent_knn_accuracy(file->model, redrawn());
  const double thick = latent_knn_accuracy(file->model, redrawn(kSyntheticPen));
  std::cout << "k = 16 codes: " << before << " of the originals, " << after << " of the redrawn digits, "
            << thick << " with a pen as thick as MNIST's\n";
  EXPECT_GE(before, 0.92);
  EXPECT_GE(after, before - kLatentLoss);
  EXPECT_GT(after, thick) << "the usual pen is chosen by what is read";
}

TEST(NormalisationOnRealData, RedrawnDigitsKeepTheirPixelNeighbours) {
  BOTTLENECK_NEED_REAL_DATA();
  const double before = pixel_knn_accuracy(originals());
  const double after = pixel_knn_accuracy(redrawn());
  std::cout << "pixels: " << before << " of the originals, " << after << " of the redrawn digits\n";
  EXPECT_GE(before, 0.95);
  EXPECT_GE(after, before - kPixelLoss);
}

// The figures that ink.h states, and that the redrawn digits have them with the pen that is calibrated by
// them.
TEST(NormalisationOnRealData, InkIsMnists) {
  BOTTLENECK_NEED_REAL_DATA();
  const InkStatistics mnist = ink_statistics(real_mnist()->train.images);
  EXPECT_NEAR(mnist.mean_sum, kMnistInk, 0.05);
  EXPECT_NEAR(mnist.full_share, kMnistFullShare, 0.0005);
  const InkStatistics drawn = ink_statistics(redrawn(kSyntheticPen));
  EXPECT_NEAR(drawn.mean_sum, kMnistInk, kInkTolerance);
  EXPECT_NEAR(drawn.full_share, kMnistFullShare, kFullShareTolerance);
}

// MNIST keeps the two rules that render_normalised() follows.
TEST(NormalisationOnRealData, MnistItselfIsNormalisedSo) {
  BOTTLENECK_NEED_REAL_DATA();
  const Dataset& digits = real_mnist()->test;
  int sized = 0;
  int centred = 0;
  for (int i = 0; i < digits.size(); ++i) {
    const Ink ink = measure_ink(digits.image(i));
    sized += ink.longer_side() == 20;
    centred += ink.x > 13.49 && ink.x < 14.51 && ink.y > 13.49 && ink.y < 14.51;
  }
  EXPECT_GE(sized, 9990);
  EXPECT_GE(centred, 9900);
}

}  // namespace
}  // namespace bottleneck
