// Finds and reads the two published datasets, MNIST and Fashion-MNIST, and refuses files that are not the
// published ones byte for byte.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/dataset.h"
#include "core/result.h"

namespace bottleneck {

// The folder that holds mnist/ or fashion-mnist/. `given` (--data) decides where it is not empty; else the
// environment variable BOTTLENECK_DATA where it is set; else the first that is one of: data/ and
// ../shared/data/ beside `start`, then beside each folder above it (so that the program also works from a
// build folder). The error lists the places and how to get the data.
Result<std::filesystem::path> find_data_folder(
    const std::filesystem::path& given, const std::filesystem::path& start = std::filesystem::current_path());

// Reads "mnist" or "fashion-mnist" from <folder>/<name>/, each file as it is or as .gz. Its sizes and the
// SHA-256 of its (decompressed) bytes must be the published ones: 60,000 training and 10,000 test images.
// Errors name the file.
Result<TrainTest> load_dataset(std::string_view name, const std::filesystem::path& folder);

// Whether `name` is one of the two.
bool is_published_dataset(std::string_view name);

}  // namespace bottleneck
