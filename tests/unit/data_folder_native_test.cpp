#include <cstdlib>
#include <numeric>
#include <optional>

#include <gtest/gtest.h>

#include "cli/data_folder.h"
#include "cli/files.h"
#include "unit/broken_bytes.h"
#include "unit/idx_files.h"
#include "unit/real_data.h"
#include "unit/temp_folder.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

// Sets (or, with null, unsets) an environment variable until the end of its scope.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name); old != nullptr) old_ = old;
    set(value);
  }
  ~Environment() { set(old_ ? old_->c_str() : nullptr); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  void set(const char* value) { value != nullptr ? setenv(name_, value, 1) : unsetenv(name_); }

  const char* name_;
  std::optional<std::string> old_;
};

TEST(DataFolder, AGivenFolderDecides) {
  const TempFolder folder;
  const Environment none("BOTTLENECK_DATA", "/nowhere");
  const Environment kept("XDG_CACHE_HOME", (folder / "cache").c_str());
  fs::create_directories(folder / "cache/bottleneck/data/mnist");
  EXPECT_REFUSED(find_dataset_folder("mnist", folder.path()),
                 "--data names " + folder.path().string() + ", which has no mnist/ in it");
  EXPECT_REFUSED(find_dataset_folder("mnist", folder / "absent"), "tools/datasets");
  fs::create_directories(folder / "fashion-mnist");
  EXPECT_EQ(*find_dataset_folder("fashion-mnist", folder.path()), folder / "fashion-mnist");
  EXPECT_REFUSED(find_dataset_folder("mnist", folder.path()), "which has no mnist/ in it");
  EXPECT_REFUSED(find_dataset_folder("emnist", folder.path()), "no dataset is called \"emnist\"");
}

TEST(DataFolder, MayBeNamedAsOthersLeaveIt) {
  const TempFolder folder;
  for (const char* raw : {"MNIST/raw", "FashionMNIST/raw", "own"}) fs::create_directories(folder / raw);
  EXPECT_EQ(*find_dataset_folder("mnist", folder.path()), folder / "MNIST/raw");
  EXPECT_EQ(*find_dataset_folder("fashion-mnist", folder.path()), folder / "FashionMNIST/raw");

  // The folder of the files itself, or the one above "raw", is told by a file in it.
  for (const char* name :
       {"train-labels-idx1-ubyte", "train-labels-idx1-ubyte.gz", "train-labels.idx1-ubyte"}) {
    for (const char* place : {"own", "MNIST/raw"}) {
      ASSERT_TRUE(write_file(folder / place / name, std::string_view("labels")));
      EXPECT_EQ(*find_dataset_folder("mnist", folder / place), folder / place);
      EXPECT_REFUSED(load_dataset("mnist", folder / place), name);
      if (std::string(place) != "own") {
        EXPECT_EQ(*find_dataset_folder("mnist", folder / "MNIST"), folder / place);
        const Environment set("BOTTLENECK_DATA", (folder / place).c_str());
        EXPECT_EQ(*find_dataset_folder("mnist", {}), folder / place);
      }
      fs::remove(folder / place / name);
    }
  }
  EXPECT_REFUSED(find_dataset_folder("mnist", folder / "own"), "own, which has no mnist/ in it");
}

TEST(DataFolder, ThenTheEnvironment) {
  const TempFolder folder;
  fs::create_directories(folder / "work/data/mnist");
  fs::create_directories(folder / "elsewhere/mnist");
  {
    const Environment set("BOTTLENECK_DATA", (folder / "elsewhere").c_str());
    EXPECT_EQ(*find_dataset_folder("mnist", {}, folder / "work"), folder / "elsewhere/mnist");
  }
  {
    const Environment set("BOTTLENECK_DATA", (folder / "wrong").c_str());
    EXPECT_REFUSED(find_dataset_folder("mnist", {}, folder / "work"), "BOTTLENECK_DATA names");
  }
  const Environment empty("BOTTLENECK_DATA", "");
  EXPECT_EQ(*find_dataset_folder("mnist", {}, folder / "work"), folder / "work/data/mnist");
}

TEST(DataFolder, ThenThePlacesAboveAndTheCacheEachDatasetByItself) {
  const TempFolder folder;
  const Environment none("BOTTLENECK_DATA", nullptr);
  const Environment no_cache("XDG_CACHE_HOME", nullptr);
  const Environment home("HOME", (folder / "home").c_str());
  const fs::path work = folder / "one/work";
  fs::create_directories(work / "build/native");
  fs::create_directories(work / "data/other");  // neither dataset is in it

  const auto missing = find_dataset_folder("mnist", {}, work / "build");
  EXPECT_REFUSED(missing, "--data is not given, BOTTLENECK_DATA is not set");
  EXPECT_REFUSED(missing, (work / "build/data").string() + ", " + (work / "shared/data").string() + ", " +
                              (work / "data").string());
  EXPECT_REFUSED(missing, ", " + (folder / "home/.cache/bottleneck/data").string() + "; `tools/datasets`");

  const auto mnist = [&](const std::string& start) {
    const auto found = find_dataset_folder("mnist", {}, work.string() + start);
    return found ? *found : fs::path(found.error());
  };
  for (const char* name : {"mnist", "fashion-mnist"})
    fs::create_directories(folder / "home/.cache/bottleneck/data" / name);
  EXPECT_EQ(mnist("/build"), folder / "home/.cache/bottleneck/data/mnist");
  {
    const Environment cache("XDG_CACHE_HOME", (folder / "cache").c_str());
    fs::create_directories(folder / "cache/bottleneck/data/mnist");
    EXPECT_EQ(mnist("/build"), folder / "cache/bottleneck/data/mnist");
  }
  fs::create_directories(folder / "one/shared/data/mnist");
  for (const char* start : {"", "/", "/build", "/build/native"})
    EXPECT_EQ(mnist(start), folder / "one/shared/data/mnist") << start;
  fs::create_directories(work / "data/mnist");  // comes before
  EXPECT_EQ(mnist("/build"), work / "data/mnist");
  EXPECT_EQ(*find_dataset_folder("fashion-mnist", {}, work),
            folder / "home/.cache/bottleneck/data/fashion-mnist");
}

TEST(DataFolder, NamesWhatIsMissingOrWrong) {
  const TempFolder folder;
  const fs::path place = folder / "mnist";
  EXPECT_REFUSED(load_dataset("emnist", place), "no dataset is called \"emnist\"");
  fs::create_directories(place);
  EXPECT_REFUSED(load_dataset("mnist", place),
                 "mnist/train-labels-idx1-ubyte: neither this file nor train-labels-idx1-ubyte.gz is there");

  ASSERT_TRUE(write_file(place / "train-labels-idx1-ubyte.gz", std::string_view("no gzip")));
  EXPECT_REFUSED(load_dataset("mnist", place), "train-labels-idx1-ubyte.gz: gzip: not a gzip file");
  // The file as it is comes before the .gz.
  ASSERT_TRUE(write_file(place / "train-labels-idx1-ubyte", Bytes(60'007)));
  EXPECT_REFUSED(load_dataset("mnist", place), "train-labels-idx1-ubyte: expected 60008 bytes, got 60007");
  ASSERT_TRUE(write_file(place / "train-labels-idx1-ubyte", write_idx_labels(Bytes(60'000))));
  EXPECT_REFUSED(load_dataset("mnist", place), "train-labels-idx1-ubyte: not the published file (SHA-256 ");
}

TEST(DataFolder, KnowsItsNames) {
  EXPECT_TRUE(is_published_dataset("mnist"));
  EXPECT_TRUE(is_published_dataset("fashion-mnist"));
  EXPECT_FALSE(is_published_dataset("MNIST"));
  EXPECT_FALSE(is_published_dataset(""));
}

double mean(const Bytes& bytes) {
  return static_cast<double>(std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0})) /
         static_cast<double>(bytes.size());
}

TEST(DataFolder, ReadsTheRealMnist) {
  BOTTLENECK_NEED_REAL_DATA();
  const TrainTest& mnist = *real_mnist();
  EXPECT_EQ(&mnist, real_mnist());
  EXPECT_EQ(mnist.name, "mnist");
  EXPECT_EQ(mnist.train.size(), 60'000);
  EXPECT_EQ(mnist.test.size(), 10'000);
  EXPECT_EQ(mnist.class_names.front(), "0");
  EXPECT_EQ(mnist.class_names.size(), 10U);
  EXPECT_EQ(mnist.test.labels[0], 7);  // the well-known first test digits: 7, 2, 1, 0, 4
  EXPECT_EQ(mnist.test.labels[4], 4);
  EXPECT_NEAR(mean(mnist.train.images) / 255, 0.1307, 0.0001);
}

TEST(DataFolder, ReadsTheRealFashionMnist) {
  BOTTLENECK_NEED_REAL_DATA();
  const TrainTest& fashion = *real_fashion();
  EXPECT_EQ(fashion.name, "fashion-mnist");
  EXPECT_EQ(fashion.train.size(), 60'000);
  EXPECT_EQ(fashion.test.size(), 10'000);
  EXPECT_EQ(fashion.class_names[9], "Ankle boot");
  EXPECT_EQ(fashion.train.labels[0], 9);
  EXPECT_NEAR(mean(fashion.train.images) / 255, 0.2860, 0.0001);
}

// What the tests do where there is no data.
TEST(RealData, SkipsOrFailsWhereThereIsNone) {
  const Environment wrong("BOTTLENECK_DATA", "/nowhere");
  {
    const Environment leave_out("BOTTLENECK_NO_REAL_DATA", "1");
    const Environment ci("CI", "true");
    EXPECT_EQ(real_data::state().verdict, real_data::Verdict::skip);
  }
  const Environment wanted("BOTTLENECK_NO_REAL_DATA", "0");
  {
    const Environment no_ci("CI", nullptr);
    EXPECT_EQ(real_data::state().verdict, real_data::Verdict::skip);
    EXPECT_NE(real_data::state().message.find(
                  "NOT TESTED on real data: the environment variable BOTTLENECK_DATA names /nowhere"),
              std::string::npos);
  }
  const Environment ci("CI", "true");
  EXPECT_EQ(real_data::state().verdict, real_data::Verdict::fail);
}

}  // namespace
}  // namespace bottleneck
