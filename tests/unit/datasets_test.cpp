// The datasets with files of three images in place of the published ones, which come piece by piece.
#include "lab/datasets.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "broken_bytes.h"
#include "formats/idx.h"

namespace bottleneck {
namespace {

using Stage = Download::Stage;

constexpr const char* kList = "data/index.json";
constexpr const char* kImages = "data/mnist/t10k-images-idx3-ubyte.gz";
constexpr const char* kLabels = "data/mnist/t10k-labels-idx1-ubyte.gz";

Bytes bytes_of(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

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
  ASSERT_EQ(datasets.entries.size(), 2U);
  EXPECT_EQ(find_dataset(datasets, "mnist")->title, "MNIST");
  EXPECT_EQ(find_dataset(datasets, "fashion-mnist")->title, "Fashion-MNIST");
  EXPECT_EQ(find_dataset(datasets, "fashion-mnist")->class_names[9], "Ankle boot");
  EXPECT_EQ(find_dataset(datasets, "cifar"), nullptr);
  for (const DatasetEntry& entry : datasets.entries) {
    EXPECT_EQ(entry.class_names.size(), 10U);
    EXPECT_EQ(entry.train.images_published.bytes, 16U + 60'000U * 784U);
    EXPECT_EQ(entry.train.labels_published.bytes, 8U + 60'000U);
    EXPECT_EQ(entry.test.images_published.bytes, 16U + 10'000U * 784U);
    EXPECT_EQ(entry.test.labels_published.bytes, 8U + 10'000U);
    EXPECT_FALSE(entry.train.is_offered() || entry.test.is_offered());
  }
  want_half(datasets, "mnist", Split::test);
  EXPECT_TRUE(take_wanted(datasets).empty()) << "the site is not known to have it";
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
  EXPECT_FALSE(find_dataset(datasets, "mnist")->test.is_offered());
  EXPECT_FALSE(find_dataset(datasets, "fashion-mnist")->train.is_offered());
  EXPECT_EQ(find_dataset(datasets, "fashion-mnist")->test.packed_bytes, 4'390'910);
  EXPECT_TRUE(datasets.incoming.empty());

  want_half(datasets, "fashion-mnist", Split::train);
  want_half(datasets, "mnist", Split::test);
  EXPECT_TRUE(take_wanted(datasets).empty()) << "the site does not have these";
  want_half(datasets, "fashion-mnist", Split::test);
  EXPECT_EQ(paths(take_wanted(datasets)), (Paths{"data/fashion-mnist/t10k-images-idx3-ubyte.gz",
                                                 "data/fashion-mnist/t10k-labels-idx1-ubyte.gz"}));
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
    for (const DatasetEntry& entry : datasets.entries) EXPECT_FALSE(entry.test.is_offered());
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
    EXPECT_EQ(paths(small.want()), (Paths{kImages, kLabels}));
    EXPECT_TRUE(small.want().empty()) << "asked for twice";
    small.send(kImages, small.image_file, piece);
    EXPECT_EQ(small.test().images_file.stage, Stage::done) << small.test().error();
    EXPECT_EQ(small.test().images_file.bytes, static_cast<std::int64_t>(small.image_file.size() / 2));
    EXPECT_EQ(small.test().images_file.total, 1200);
    EXPECT_TRUE(small.test().is_busy());
    EXPECT_EQ(small.test().images, nullptr);
    small.send(kLabels, small.label_file, piece);
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
  receive_piece(small.datasets, kImages, ByteView(small.image_file).first(1), 1, 0);
  const std::uint8_t* memory = small.datasets.incoming.at(0).bytes.data();
  EXPECT_EQ(small.datasets.incoming[0].bytes.capacity(), small.image_file.size());
  small.send(kLabels, small.label_file);
  receive_piece(small.datasets, kImages, ByteView(small.image_file).subspan(1), 2, 0);
  receive_end(small.datasets, kImages, Done{});
  ASSERT_NE(small.test().images, nullptr);
  EXPECT_EQ(small.test().images->images.data(), memory);
}

// A kept copy may be spoilt: it is dropped and the file asked for past it.
TEST(Datasets, AWrongFileIsAskedForOnceMore) {
  Small small;
  small.want();
  Bytes changed = small.image_file;
  changed[500] ^= 1;
  small.send(kImages, changed);
  EXPECT_EQ(small.datasets.spoilt, Paths{kImages});
  EXPECT_EQ(small.test().error(), "");
  EXPECT_TRUE(small.test().images_file.is_busy());
  EXPECT_EQ(small.test().images_file.bytes, 0);
  EXPECT_EQ(paths(take_wanted(small.datasets)), (Paths{std::string(kImages) + " fresh"}));
  small.send(kLabels, small.label_file);
  small.send(kImages, small.image_file);
  ASSERT_NE(small.test().images, nullptr) << small.test().error();
  EXPECT_EQ(small.test().images->images, small.pixels);
}

TEST(Datasets, AFileThatIsWrongTwiceHasFailed) {
  Small small;
  small.want();
  Bytes changed = small.image_file;
  changed[500] ^= 1;
  const std::string sum = sha256_hex(changed).substr(0, 8);
  small.send(kImages, changed);
  take_wanted(small.datasets);
  small.datasets.spoilt.clear();
  small.send(kImages, changed);
  EXPECT_EQ(small.test().images_file.stage, Stage::failed);
  EXPECT_EQ(small.test().error(), std::string(kImages) +
                                      " is not what was published as the test images of MNIST (its SHA-256 "
                                      "begins with " +
                                      sum + " instead of " + sha256_hex(small.image_file).substr(0, 8) +
                                      "), and fetched anew it is no better: the copy on this page's server "
                                      "is probably damaged");
  EXPECT_EQ(small.datasets.spoilt, Paths{kImages}) << "the second copy was kept too";
  EXPECT_TRUE(small.datasets.incoming.empty());
  small.send(kLabels, small.label_file);
  EXPECT_TRUE(small.want().empty());
  EXPECT_EQ(paths(small.want(true)), Paths{kImages}) << "the labels are there";
  small.send(kImages, small.image_file);
  ASSERT_NE(small.test().images, nullptr) << small.test().error();
  EXPECT_EQ(small.test().error(), "");
}

TEST(Datasets, AFileOfAnotherLengthIsNotThePublishedOne) {
  Small small;
  small.want();
  Bytes longer = small.label_file;
  longer.push_back(0);
  // Too much is told at once, whatever may follow.
  EXPECT_EQ(receive_piece(small.datasets, kLabels, longer, 12, 12), Taken::enough);
  EXPECT_EQ(receive_piece(small.datasets, kLabels, longer, 12, 12), Taken::enough);
  EXPECT_EQ(paths(take_wanted(small.datasets)), (Paths{std::string(kLabels) + " fresh"}));
  EXPECT_EQ(receive_piece(small.datasets, kLabels, ByteView(longer).first(11), 11, 12), Taken::yes);
  EXPECT_EQ(receive_piece(small.datasets, kLabels, ByteView(longer).first(1), 12, 12), Taken::enough);
  EXPECT_NE(small.test().error().find("(more than 11 bytes)"), std::string::npos) << small.test().error();
  EXPECT_NE(small.test().error().find("labels of the test images of MNIST"), std::string::npos);

  const Bytes shorter(small.image_file.begin(), small.image_file.end() - 1);
  small.send(kImages, shorter);
  take_wanted(small.datasets);
  small.send(kImages, shorter);
  EXPECT_NE(small.test().error().find("(2,367 bytes instead of 2,368)"), std::string::npos)
      << small.test().error();
  EXPECT_TRUE(small.datasets.incoming.empty());
}

TEST(Datasets, AFileThatIsNotThereFailsAtOnce) {
  Small small;
  small.want();
  EXPECT_TRUE(receive_end(small.datasets, kImages, Error{"the server answers 404"}));
  EXPECT_EQ(small.test().error(), std::string(kImages) + ": the server answers 404");
  EXPECT_TRUE(take_wanted(small.datasets).empty());
  EXPECT_TRUE(small.datasets.spoilt.empty());
}

// By the connection or because it cannot be unpacked.
TEST(Datasets, AFileThatBreaksOffIsAskedForOnceMore) {
  Small small;
  small.want();
  receive_piece(small.datasets, kImages, ByteView(small.image_file).first(100), 50, 1200);
  receive_end(small.datasets, kImages, Error{"it is damaged"});
  EXPECT_EQ(small.datasets.spoilt, Paths{kImages});
  EXPECT_EQ(paths(take_wanted(small.datasets)), (Paths{std::string(kImages) + " fresh"}));
  receive_piece(small.datasets, kImages, {}, 50, 1200);  // damaged from its beginning
  receive_end(small.datasets, kImages, Error{"it is damaged"});
  EXPECT_EQ(small.test().error(), std::string(kImages) + ": it is damaged");
  EXPECT_TRUE(small.datasets.incoming.empty());
}

TEST(Datasets, TheRightFilesMayHoldWhatIsNoDataset) {
  Small small;
  small.label_file.back() = 10;
  small.expect_files();
  small.want();
  small.send(kImages, small.image_file);
  small.send(kLabels, small.label_file);
  EXPECT_EQ(small.test().images, nullptr);
  EXPECT_NE(small.test().error().find("label 10 at index 2"), std::string::npos) << small.test().error();
  EXPECT_FALSE(small.test().is_busy());
  EXPECT_TRUE(small.datasets.incoming.empty());
  EXPECT_EQ(small.want(true).size(), 2U);
}

TEST(Datasets, TooLittleMemoryIsAMessage) {
  Small small;
  small.test().images_published.bytes = std::numeric_limits<std::size_t>::max();
  small.want();
  EXPECT_EQ(receive_piece(small.datasets, kImages, ByteView(small.image_file).first(1), 1, 0), Taken::enough);
  EXPECT_NE(small.test().error().find("not enough memory"), std::string::npos) << small.test().error();
  EXPECT_TRUE(small.datasets.incoming.empty());
  EXPECT_TRUE(take_wanted(small.datasets).empty());
}

TEST(Datasets, OtherFilesAreNoneOfIts) {
  Small small;
  for (const char* path : {"assets/models/index.json", "data/", "data/mnist/t10k-images-idx3-ubyte", ""}) {
    EXPECT_EQ(receive_piece(small.datasets, path, as_bytes("x"), 1, 1), Taken::no) << path;
    EXPECT_FALSE(receive_end(small.datasets, path, Done{})) << path;
  }
  // Files that were not asked for.
  EXPECT_EQ(receive_piece(small.datasets, kImages, as_bytes("x"), 1, 1), Taken::enough);
  EXPECT_TRUE(receive_end(small.datasets, kImages, Error{"broken"}));
  EXPECT_EQ(small.test().error(), "");
  EXPECT_TRUE(small.datasets.incoming.empty());
}

}  // namespace
}  // namespace bottleneck
