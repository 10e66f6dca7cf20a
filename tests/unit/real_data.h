// The published datasets for tests that need them; native tests only.
//
//   TEST(Knn, OnMnist) {
//     BOTTLENECK_NEED_REAL_DATA();
//     const TrainTest& mnist = *real_mnist();
//
// Where a dataset is not found (cli/data_folder.h; the search begins at the repository's root) such a test
// is skipped with a message that tells so, except where the variable CI is set: there it fails.
// BOTTLENECK_NO_REAL_DATA=1 skips on purpose (sanitizer builds). Data that is there but damaged always fails.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include <gtest/gtest.h>

#include "cli/data_folder.h"

namespace bottleneck {

// Whether the environment variable is there and neither empty nor "0".
inline bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0' && std::string(value) != "0";
}

namespace real_data {

inline Result<std::filesystem::path> folder(const char* name) {
  return find_dataset_folder(name, {},
                             std::filesystem::path(BOTTLENECK_TEST_DATA).parent_path().parent_path());
}

inline Result<TrainTest> load(const char* name) {
  const auto found = folder(name);
  if (!found) return Error{found.error()};
  return load_dataset(name, *found);
}

enum class Verdict { there, skip, fail };

struct State {
  Verdict verdict;
  std::string message;
};

inline State state() {
  if (is_set("BOTTLENECK_NO_REAL_DATA")) return {Verdict::skip, "real data: left out on purpose"};
  for (const char* name : {"mnist", "fashion-mnist"}) {
    if (const auto found = folder(name); !found) {
      const std::string message = "*** NOT TESTED on real data: " + found.error() + " ***";
      return {is_set("CI") ? Verdict::fail : Verdict::skip, message};
    }
  }
  return {Verdict::there, ""};
}

inline const TrainTest* require(const Result<TrainTest>& loaded) {
  if (loaded) return &*loaded;
  std::cerr << "*** " << loaded.error() << " ***\n";
  std::abort();  // there, but not what was published: nothing measured on it would mean anything
}

}  // namespace real_data

// Read once per process. Only after BOTTLENECK_NEED_REAL_DATA(); never null.
inline const TrainTest* real_mnist() {
  static const Result<TrainTest> loaded = real_data::load("mnist");
  return real_data::require(loaded);
}
inline const TrainTest* real_fashion() {
  static const Result<TrainTest> loaded = real_data::load("fashion-mnist");
  return real_data::require(loaded);
}

}  // namespace bottleneck

#define BOTTLENECK_NEED_REAL_DATA()                                         \
  do {                                                                      \
    const auto bottleneck_state = ::bottleneck::real_data::state();         \
    if (bottleneck_state.verdict == ::bottleneck::real_data::Verdict::fail) \
      FAIL() << bottleneck_state.message;                                   \
    if (bottleneck_state.verdict == ::bottleneck::real_data::Verdict::skip) \
      GTEST_SKIP() << bottleneck_state.message;                             \
  } while (false)
