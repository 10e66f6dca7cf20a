// The page's way of loading the datasets, with the real files.
#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "cli/files.h"
#include "formats/gzip.h"
#include "formats/model_card.h"
#include "lab/data/datasets.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

// Sends a file of MNIST as the browser would, in pieces of odd size, with the content of the file of that
// name in a folder.
void send(Datasets& datasets, const FileRequest& request, const std::filesystem::path& folder) {
  constexpr std::size_t kPiece = 131'071;
  constexpr std::size_t kLongest = 1 << 26;
  ASSERT_TRUE(request.path.starts_with("data/mnist/"));
  const auto packed = read_file(folder / std::filesystem::path(request.path).filename());
  ASSERT_TRUE(packed) << packed.error();
  const auto content = gunzip(*packed, kLongest);
  ASSERT_TRUE(content) << content.error();
  const auto total = static_cast<std::int64_t>(packed->size());
  for (std::size_t at = 0; at < content->size(); at += kPiece) {
    const ByteView part = ByteView(*content).subspan(at, std::min(kPiece, content->size() - at));
    ASSERT_EQ(receive_piece(datasets, request.path, part, total, total), Taken::yes);
  }
  ASSERT_TRUE(receive_end(datasets, request.path, Done{}));
}

TEST(DatasetsOfThePage, LoadTheRealMnist) {
  BOTTLENECK_NEED_REAL_DATA();
  Datasets datasets;
  DatasetEntry& mnist = datasets.entries.at(0);
  mnist.train.packed_bytes = mnist.test.packed_bytes = 1;
  want_half(datasets, "mnist", Split::train);
  want_half(datasets, "mnist", Split::test);
  const auto requests = take_wanted(datasets);
  ASSERT_EQ(requests.size(), 4U);
  for (const FileRequest& request : requests) send(datasets, request, *real_data::folder("mnist"));
  ASSERT_NE(mnist.train.images, nullptr) << mnist.train.error();
  ASSERT_NE(mnist.test.images, nullptr) << mnist.test.error();
  // Not EXPECT_EQ, which would print 60,000 images.
  EXPECT_TRUE(mnist.train.images->images == real_mnist()->train.images);
  EXPECT_TRUE(mnist.train.images->labels == real_mnist()->train.labels);
  EXPECT_TRUE(mnist.test.images->images == real_mnist()->test.images);
  EXPECT_TRUE(mnist.test.images->labels == real_mnist()->test.labels);
  EXPECT_TRUE(datasets.incoming.empty());
  EXPECT_TRUE(datasets.spoilt.empty());
}

// Fashion-MNIST's images where MNIST's are expected: of the same size, in the same format.
TEST(DatasetsOfThePage, RefuseTheImagesOfTheOtherDataset) {
  BOTTLENECK_NEED_REAL_DATA();
  Datasets datasets;
  DatasetEntry& mnist = datasets.entries.at(0);
  mnist.test.packed_bytes = 1;
  want_half(datasets, "mnist", Split::test);
  // From the site and from four mirrors, twice each.
  for (int attempt = 0; attempt < 10; ++attempt) {
    const auto requests = take_wanted(datasets);
    ASSERT_EQ(requests.size(), 2U);
    for (const FileRequest& request : requests) {
      EXPECT_EQ(request.is_fresh, attempt % 2 == 1);
      send(datasets, request, *real_data::folder("fashion-mnist"));
    }
  }
  EXPECT_TRUE(take_wanted(datasets).empty());
  EXPECT_EQ(mnist.test.images, nullptr);
  EXPECT_NE(mnist.test.error().find("The test images of MNIST (t10k-images-idx3-ubyte.gz) could not be"),
            std::string::npos)
      << mnist.test.error();
  EXPECT_TRUE(datasets.incoming.empty());
}

TEST(DatasetsOfThePage, NameTheirClassesAsTheModelCardsDo) {
  const auto models = std::filesystem::path(BOTTLENECK_ASSETS) / "models";
  for (const char* name : {"mnist-16", "fashion-16"}) {
    const auto json = read_file(models / (std::string(name) + ".json"));
    ASSERT_TRUE(json) << json.error();
    const auto card = read_model_card(as_text(*json));
    ASSERT_TRUE(card) << card.error();
    const Datasets datasets;
    const DatasetEntry* dataset = find_dataset(datasets, card->dataset);
    ASSERT_NE(dataset, nullptr);
    EXPECT_EQ(dataset->class_names, card->class_names);
  }
}

}  // namespace
}  // namespace bottleneck
