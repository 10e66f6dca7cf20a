#include "formats/idx.h"

#include <gtest/gtest.h>

#include "unit/broken_bytes.h"
#include "unit/idx_files.h"

namespace bottleneck {
namespace {

// Three images of slowly changing pixels with the labels 7, 0, 9.
struct IdxFiles {
  Bytes pixels = Bytes(3 * kPixels);
  Bytes labels = {7, 0, 9};
  Bytes image_file;
  Bytes label_file;

  IdxFiles() {
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7 % 251);
    image_file = write_idx_images(pixels);
    label_file = write_idx_labels(labels);
  }
};

TEST(Idx, RoundTrip) {
  const IdxFiles sample;
  const auto dataset = take_idx(sample.image_file, sample.label_file);
  ASSERT_TRUE(dataset) << dataset.error();
  EXPECT_EQ(dataset->size(), 3);
  EXPECT_EQ(dataset->images, sample.pixels);
  EXPECT_EQ(dataset->labels, sample.labels);
}

TEST(Idx, TakesOverTheMemory) {
  const IdxFiles sample;
  Bytes images = sample.image_file;
  Bytes labels = sample.label_file;
  const std::uint8_t* image_memory = images.data();
  const std::uint8_t* label_memory = labels.data();
  const auto dataset = take_idx(std::move(images), std::move(labels));
  ASSERT_TRUE(dataset) << dataset.error();
  EXPECT_EQ(dataset->images, sample.pixels);
  EXPECT_EQ(dataset->labels, sample.labels);
  EXPECT_EQ(dataset->images.data(), image_memory);
  EXPECT_EQ(dataset->labels.data(), label_memory);
  EXPECT_REFUSED(take_idx(sample.label_file, sample.image_file), "IDX images: the file ends in its header");
  EXPECT_REFUSED(take_idx(sample.image_file, write_idx_labels(Bytes{1, 2})), "3 images, but 2 labels");
}

TEST(Idx, BytesAreAsPublished) {
  const IdxFiles sample;
  const Bytes images(sample.image_file.begin(), sample.image_file.begin() + 16);
  EXPECT_EQ(images, (Bytes{0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28}));
  EXPECT_EQ(sample.image_file.size(), 16U + 3U * 784U);
  EXPECT_EQ(sample.label_file, (Bytes{0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9}));
}

TEST(Idx, EveryPrefixIsRefused) {
  const IdxFiles sample;
  expect_every_prefix_refused(sample.image_file,
                              [&](const Bytes& cut) { return take_idx(cut, sample.label_file); });
  expect_every_prefix_refused(sample.label_file,
                              [&](const Bytes& cut) { return take_idx(sample.image_file, cut); });
}

TEST(Idx, SurvivesChanges) {
  const IdxFiles sample;
  const Bytes small = write_idx_images(Bytes(kPixels));
  const Bytes one = write_idx_labels(Bytes{3});
  expect_survives_changes(small, [&](const Bytes& changed) { return take_idx(changed, one); });
  expect_survives_changes(one, [&](const Bytes& changed) { return take_idx(small, changed); });
}

TEST(Idx, NamesWhatIsWrong) {
  const IdxFiles sample;
  const auto images_with = [&](std::size_t at, int value) {
    Bytes changed = sample.image_file;
    changed[at] = static_cast<std::uint8_t>(value);
    return take_idx(changed, sample.label_file);
  };
  EXPECT_REFUSED(images_with(3, 1), "IDX images: magic number 0x00000801, expected 0x00000803");
  EXPECT_REFUSED(images_with(11, 27), "the height of an image is 27, expected 28");
  EXPECT_REFUSED(images_with(15, 29), "the width of an image is 29, expected 28");
  EXPECT_REFUSED(images_with(7, 4), "expected 3152 bytes for 4 images, got 2368");
  EXPECT_REFUSED(images_with(4, 255), "bytes for 4278190083 images");  // does not overflow

  Bytes longer = sample.image_file;
  longer.push_back(0);
  EXPECT_REFUSED(take_idx(longer, sample.label_file), "expected 2368 bytes for 3 images, got 2369");

  Bytes labels = sample.label_file;
  labels[3] = 3;
  EXPECT_REFUSED(take_idx(sample.image_file, labels),
                 "IDX labels: magic number 0x00000803, expected 0x00000801");
  labels = sample.label_file;
  labels[9] = 10;
  EXPECT_REFUSED(take_idx(sample.image_file, labels), "label 10 at index 1");
  EXPECT_REFUSED(take_idx(sample.image_file, write_idx_labels(Bytes{1, 2})), "3 images, but 2 labels");
  EXPECT_REFUSED(take_idx(write_idx_images({}), write_idx_labels({})), "no images");
  EXPECT_REFUSED(take_idx({}, sample.label_file),
                 "IDX images: the file ends in its header (expected 16 bytes of it, got 0)");
  EXPECT_REFUSED(
      take_idx(Bytes{0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0}, sample.label_file),
      "still gzipped");
}

}  // namespace
}  // namespace bottleneck
