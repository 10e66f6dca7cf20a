// Files of three images in place of MNIST's test images, which the site has.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "formats/sha256.h"
#include "lab/data/datasets.h"
#include "unit/idx_files.h"

namespace bottleneck {

inline constexpr const char* kImagesFile = "data/mnist/t10k-images-idx3-ubyte.gz";
inline constexpr const char* kLabelsFile = "data/mnist/t10k-labels-idx1-ubyte.gz";

// MNIST's test half is replaced by `image_file` and `label_file`, and the site has MNIST.
struct Small {
  Bytes pixels = Bytes(3 * kPixels);
  Bytes labels = {7, 0, 9};
  Bytes image_file;
  Bytes label_file;
  Datasets datasets;

  Small() {
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7 % 251);
    image_file = write_idx_images(pixels);
    label_file = write_idx_labels(labels);
    expect_files();
    datasets.entries[0].test.packed_bytes = 1000;
    datasets.entries[0].train.packed_bytes = 5000;
  }

  void expect_files() {
    DatasetHalf& half = test();
    half.images_published.bytes = image_file.size();
    half.images_published.sha256 = sha256_hex(image_file);
    half.labels_published.bytes = label_file.size();
    half.labels_published.sha256 = sha256_hex(label_file);
  }

  DatasetHalf& test() { return datasets.entries[0].test; }

  // Asks for the test half and gives what is to be fetched.
  std::vector<FileRequest> want(bool retry = false) {
    want_half(datasets, "mnist", Split::test, retry);
    return take_wanted(datasets);
  }

  // Sends a whole file in pieces of that size, of which the network brought half as many bytes, and its end.
  void send(const char* path, const Bytes& file, std::size_t piece = 1000) {
    for (std::size_t at = 0; at < file.size(); at += piece) {
      const ByteView part = ByteView(file).subspan(at, std::min(piece, file.size() - at));
      const auto come = static_cast<std::int64_t>((at + part.size()) / 2);
      ASSERT_EQ(receive_piece(datasets, path, part, come, 1200), Taken::yes);
    }
    ASSERT_TRUE(receive_end(datasets, path, Done{}));
  }
};

}  // namespace bottleneck
