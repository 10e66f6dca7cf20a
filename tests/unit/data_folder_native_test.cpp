#include <cstdlib>
#include <numeric>
#include <optional>

#include <gtest/gtest.h>

#include "cli/data_folder.h"
#include "cli/files.h"
#include "formats/idx.h"
#include "unit/broken_bytes.h"
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
  EXPECT_REFUSED(find_data_folder(folder.path()),
                 "--data names " + folder.path().string() + ", which has neither mnist/ nor");
  EXPECT_REFUSED(find_data_folder(folder / "absent"), "tools/datasets");
  fs::create_directories(folder / "fashion-mnist");
  EXPECT_EQ(*find_data_folder(folder.path()), folder.path());
}

TEST(DataFolder, ThenTheEnvironment) {
  const TempFolder folder;
  fs::create_directories(folder / "work/data/mnist");
  fs::create_directories(folder / "elsewhere/mnist");
  {
    const Environment set("BOTTLENECK_DATA", (folder / "elsewhere").c_str());
    EXPECT_EQ(*find_data_folder({}, folder / "work"), folder / "elsewhere");
  }
  {
    const Environment set("BOTTLENECK_DATA", (folder / "wrong").c_str());
    EXPECT_REFUSED(find_data_folder({}, folder / "work"), "BOTTLENECK_DATA names");
  }
  const Environment empty("BOTTLENECK_DATA", "");
  EXPECT_EQ(*find_data_folder({}, folder / "work"), folder / "work/data");
}

TEST(DataFolder, ThenThePlacesAbove) {
  const Environment none("BOTTLENECK_DATA", nullptr);
  const TempFolder folder;
  const fs::path work = folder / "one/work";
  fs::create_directories(work / "build/native");
  fs::create_directories(work / "data/other");  // no data folder: neither dataset in it

  const auto missing = find_data_folder({}, work / "build");
  EXPECT_REFUSED(missing, "--data is not given, BOTTLENECK_DATA is not set");
  EXPECT_REFUSED(missing, (work / "build/data").string() + ", " + (work / "shared/data").string() + ", " +
                              (work / "data").string());
  EXPECT_REFUSED(missing, "tools/datasets");

  fs::create_directories(folder / "one/shared/data/mnist");
  for (const char* start : {"", "/", "/build", "/build/native"}) {
    const auto found = find_data_folder({}, work.string() + start);
    ASSERT_TRUE(found) << found.error();
    EXPECT_EQ(*found, folder / "one/shared/data") << start;
  }
  fs::create_directories(work / "data/fashion-mnist");  // comes before
  EXPECT_EQ(*find_data_folder({}, work / "build"), work / "data");
}

TEST(DataFolder, NamesWhatIsMissingOrWrong) {
  const TempFolder folder;
  EXPECT_REFUSED(load_dataset("emnist", folder.path()), "no dataset is called \"emnist\"");
  EXPECT_REFUSED(load_dataset("mnist", folder.path()), "mnist: there is no such folder; `tools/datasets`");
  const fs::path place = folder / "mnist";
  fs::create_directories(place);
  EXPECT_REFUSED(load_dataset("mnist", folder.path()),
                 "mnist/train-labels-idx1-ubyte: neither this file nor train-labels-idx1-ubyte.gz is there");

  ASSERT_TRUE(write_file(place / "train-labels-idx1-ubyte.gz", std::string_view("no gzip")));
  EXPECT_REFUSED(load_dataset("mnist", folder.path()), "train-labels-idx1-ubyte.gz: gzip: not a gzip file");
  // The file as it is comes before the .gz.
  ASSERT_TRUE(write_file(place / "train-labels-idx1-ubyte", Bytes(60'007)));
  EXPECT_REFUSED(load_dataset("mnist", folder.path()),
                 "train-labels-idx1-ubyte: expected 60008 bytes, got 60007");
  ASSERT_TRUE(write_file(place / "train-labels-idx1-ubyte", write_idx_labels(Bytes(60'000))));
  EXPECT_REFUSED(load_dataset("mnist", folder.path()),
                 "train-labels-idx1-ubyte: not the published file (SHA-256 ");
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
