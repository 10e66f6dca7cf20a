// The datasets with files of three images in place of the published ones, which come piece by piece.
#include "lab/data/datasets.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "lab/data/dataset_files.h"
#include "unit/small_dataset.h"

namespace bottleneck {
namespace {

using Stage = Download::Stage;

constexpr const char* kList = "data/index.json";

Bytes bytes_of(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

// The paths of requests, each with " fresh" where it is.
std::vector<std::string> paths(const std::vector<FileRequest>& requests) {
  std::vector<std::string> list;
  for (const FileRequest& request : requests) {
    EXPECT_EQ(request.is_packed, request.path.ends_with(".gz"));
    list.push_back(request.path + (request.is_fresh ? " fresh" : ""));
  }
  std::ranges::sort(list);
  return list;
}
using Paths = std::vector<std::string>;

TEST(Datasets, KnowsTheTwoAndNothingOfTheSite) {
  Datasets datasets;
  EXPECT_EQ(std::ranges::count_if(datasets.entries, &DatasetEntry::is_published), 2);
  EXPECT_EQ(find_dataset(datasets, "mnist")->title, "MNIST");
  EXPECT_EQ(find_dataset(datasets, "fashion-mnist")->title, "Fashion-MNIST");
  EXPECT_EQ(find_dataset(datasets, "fashion-mnist")->class_names[9], "Ankle boot");
  EXPECT_EQ(find_dataset(datasets, "cifar"), nullptr);
  for (const DatasetEntry& entry : datasets.entries) {
    if (!entry.is_published()) continue;
    EXPECT_EQ(entry.class_names.size(), 10U);
    EXPECT_EQ(entry.train.images_published.bytes, 16U + 60'000U * 784U);
    EXPECT_EQ(entry.train.labels_published.bytes, 8U + 60'000U);
    EXPECT_EQ(entry.test.images_published.bytes, 16U + 10'000U * 784U);
    EXPECT_EQ(entry.test.labels_published.bytes, 8U + 10'000U);
    EXPECT_FALSE(entry.train.is_on_site() || entry.test.is_on_site());
    EXPECT_FALSE(is_place_known(datasets, entry.test));
  }
  want_half(datasets, "mnist", Split::test);
  EXPECT_TRUE(take_wanted(datasets).empty()) << "it is not known whether the site has it";
}

TEST(Datasets, TheListSaysWhatTheSiteHas) {
  Datasets datasets;
  EXPECT_TRUE(take_wanted(datasets).empty()) << "nothing is fetched unasked";
  want_dataset_list(datasets);
  want_dataset_list(datasets);
  EXPECT_EQ(paths(take_wanted(datasets)), Paths{kList});
  EXPECT_TRUE(take_wanted(datasets).empty());
  EXPECT_TRUE(datasets.index_file.is_busy());
  const Bytes list = bytes_of(R"({"version": 1, "datasets": [
      {"name": "next-years", "train_bytes": 5, "test_bytes": 5},
      {"name": "fashion-mnist", "train_bytes": 0, "test_bytes": 4390910}]})");
  EXPECT_EQ(receive_piece(datasets, kList, ByteView(list).first(30), 30, 0), Taken::yes);
  EXPECT_EQ(receive_piece(datasets, kList, ByteView(list).subspan(30), 160, 0), Taken::yes);
  EXPECT_TRUE(receive_end(datasets, kList, Done{}));
  EXPECT_EQ(datasets.index_file.stage, Stage::done) << datasets.index_file.error;
  EXPECT_FALSE(find_dataset(datasets, "mnist")->test.is_on_site());
  EXPECT_FALSE(find_dataset(datasets, "fashion-mnist")->train.is_on_site());
  EXPECT_EQ(find_dataset(datasets, "fashion-mnist")->test.packed_bytes, 4'390'910);
  EXPECT_TRUE(datasets.incoming.empty());

  want_half(datasets, "fashion-mnist", Split::test);
  const auto requests = take_wanted(datasets);
  EXPECT_EQ(paths(requests), (Paths{"data/fashion-mnist/t10k-images-idx3-ubyte.gz",
                                    "data/fashion-mnist/t10k-labels-idx1-ubyte.gz"}));
  for (const FileRequest& request : requests) EXPECT_EQ(request.from, request.path);
}

TEST(Datasets, AnEmptyListIsNoError) {
  Datasets datasets;
  want_dataset_list(datasets);
  take_wanted(datasets);
  receive_piece(datasets, kList, as_bytes(R"({"version": 1, "datasets": []})"), 30, 30);
  receive_end(datasets, kList, Done{});
  EXPECT_EQ(datasets.index_file.stage, Stage::done);
}

TEST(Datasets, ADamagedListSaysWhatIsWrong) {
  const auto error_of = [](std::string_view list) {
    Datasets datasets;
    want_dataset_list(datasets);
    take_wanted(datasets);
    receive_piece(datasets, kList, as_bytes(list), 1, 0);
    receive_end(datasets, kList, Done{});
    for (const DatasetEntry& entry : datasets.entries) EXPECT_FALSE(entry.test.is_on_site());
    EXPECT_TRUE(datasets.incoming.empty());
    EXPECT_EQ(datasets.index_file.stage, Stage::failed);
    want_dataset_list(datasets);
    EXPECT_TRUE(take_wanted(datasets).empty());
    const std::string error = datasets.index_file.error;
    want_dataset_list(datasets, true);
    EXPECT_EQ(take_wanted(datasets).size(), 1U);
    EXPECT_EQ(datasets.index_file.error, "");
    return error;
  };
  const auto expect_error = [&](std::string_view list, std::string_view part) {
    const std::string error = error_of(list);
    EXPECT_NE(error.find(part), std::string::npos) << error;
    EXPECT_TRUE(error.starts_with("data/index.json: ")) << error;
  };
  expect_error("", "JSON");
  expect_error("{", "JSON");
  expect_error("[]", "must be an object");
  expect_error(R"({"version": 2, "datasets": []})", "\"version\" must be");
  expect_error(R"({"version": 1})", "\"datasets\" must be a list");
  expect_error(R"({"version": 1, "datasets": [5]})", "\"datasets\" must be a list of objects");
  expect_error(R"({"version": 1, "datasets": [{"train_bytes": 5, "test_bytes": 5}]})", "\"name\"");
  expect_error(R"({"version": 1, "datasets": [{"name": "mnist", "test_bytes": 5}]})", "\"train_bytes\"");
  expect_error(R"({"version": 1, "datasets": [{"name": "mnist", "train_bytes": 5, "test_bytes": -1}]})",
               "\"test_bytes\"");
  expect_error(R"({"version": 1, "datasets": [{"name": "mnist", "train_bytes": 5, "test_bytes": 5},
                                              {"name": "mnist", "train_bytes": 5, "test_bytes": 5}]})",
               "\"mnist\" twice");
  expect_error(std::string(70'000, ' '), "more than 65,536 bytes");
}

TEST(Datasets, AHalfComesInPiecesOfAnySize) {
  for (const std::size_t piece : {1U, 7U, 1000U, 5000U}) {
    Small small;
    EXPECT_EQ(paths(small.want()), (Paths{kImagesFile, kLabelsFile}));
    EXPECT_TRUE(small.want().empty()) << "asked for twice";
    small.send(kImagesFile, small.image_file, piece);
    EXPECT_EQ(small.test().images_file.stage, Stage::done) << small.test().error();
    EXPECT_EQ(small.test().images_file.bytes, static_cast<std::int64_t>(small.image_file.size() / 2));
    EXPECT_EQ(small.test().images_file.total, 1200);
    EXPECT_TRUE(small.test().is_busy());
    EXPECT_EQ(small.test().images, nullptr);
    small.send(kLabelsFile, small.label_file, piece);
    ASSERT_NE(small.test().images, nullptr) << small.test().error();
    EXPECT_EQ(small.test().images->images, small.pixels);
    EXPECT_EQ(small.test().images->labels, small.labels);
    EXPECT_FALSE(small.test().is_busy());
    EXPECT_EQ(small.test().error(), "");
    EXPECT_TRUE(small.datasets.incoming.empty());
    EXPECT_TRUE(small.datasets.spoilt.empty());
    EXPECT_TRUE(small.want(true).empty()) << "it is there";
  }
}

TEST(Datasets, ThePixelsAreThereOnlyOnce) {
  Small small;
  small.want();
  receive_piece(small.datasets, kImagesFile, ByteView(small.image_file).first(1), 1, 0);
  const Incoming& incoming = *std::ranges::find(small.datasets.incoming, kImagesFile, &Incoming::path);
  const std::uint8_t* memory = incoming.bytes.data();
  EXPECT_EQ(incoming.bytes.capacity(), small.image_file.size());
  small.send(kLabelsFile, small.label_file);
  receive_piece(small.datasets, kImagesFile, ByteView(small.image_file).subspan(1), 2, 0);
  receive_end(small.datasets, kImagesFile, Done{});
  ASSERT_NE(small.test().images, nullptr);
  EXPECT_EQ(small.test().images->images.data(), memory);
}

// A kept copy may be spoilt: it is removed and the file asked for past it.
TEST(Datasets, AWrongFileIsAskedForOnceMore) {
  Small small;
  small.want();
  Bytes changed = small.image_file;
  changed[500] ^= 1;
  small.send(kImagesFile, changed);
  EXPECT_EQ(small.datasets.spoilt, Paths{kImagesFile});
  EXPECT_EQ(small.test().error(), "");
  EXPECT_TRUE(small.test().images_file.is_busy());
  EXPECT_EQ(small.test().images_file.bytes, 0);
  EXPECT_EQ(paths(take_wanted(small.datasets)), (Paths{std::string(kImagesFile) + " fresh"}));
  small.send(kLabelsFile, small.label_file);
  small.send(kImagesFile, small.image_file);
  ASSERT_NE(small.test().images, nullptr) << small.test().error();
  EXPECT_EQ(small.test().images->images, small.pixels);
}

TEST(Datasets, TheRightFilesMayHoldWhatIsNoDataset) {
  Small small;
  small.label_file.back() = 10;
  small.expect_files();
  small.want();
  small.send(kImagesFile, small.image_file);
  small.send(kLabelsFile, small.label_file);
  EXPECT_EQ(small.test().images, nullptr);
  EXPECT_NE(small.test().error().find("label 10 at index 2"), std::string::npos) << small.test().error();
  EXPECT_FALSE(small.test().is_busy());
  EXPECT_EQ(small.want(true).size(), 2U);
}

TEST(Datasets, TooLittleMemoryIsAMessage) {
  Small small;
  small.test().images_published.bytes = std::numeric_limits<std::size_t>::max();
  small.want();
  EXPECT_EQ(receive_piece(small.datasets, kImagesFile, ByteView(small.image_file).first(1), 1, 0),
            Taken::enough);
  EXPECT_NE(small.test().error().find("not enough memory"), std::string::npos) << small.test().error();
  EXPECT_EQ(std::ranges::count(small.datasets.incoming, kImagesFile, &Incoming::path), 0);
  EXPECT_TRUE(take_wanted(small.datasets).empty());
}

TEST(Datasets, OtherFilesAreNoneOfIts) {
  Small small;
  for (const char* path : {"assets/models/index.json", "data/", "data/mnist/t10k-images-idx3-ubyte", ""}) {
    EXPECT_EQ(receive_piece(small.datasets, path, as_bytes("x"), 1, 1), Taken::no) << path;
    EXPECT_FALSE(receive_end(small.datasets, path, Done{})) << path;
  }
  // Files that were not asked for.
  EXPECT_EQ(receive_piece(small.datasets, kImagesFile, as_bytes("x"), 1, 1), Taken::enough);
  EXPECT_TRUE(receive_end(small.datasets, kImagesFile, Error{"broken"}));
  EXPECT_EQ(small.test().error(), "");
  EXPECT_TRUE(small.datasets.incoming.empty());
}

}  // namespace
}  // namespace bottleneck
