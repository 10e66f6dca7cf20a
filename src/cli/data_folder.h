// Finds and reads the two published datasets, MNIST and Fashion-MNIST, and refuses files that are not the
// published ones byte for byte.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/dataset.h"
#include "core/result.h"

namespace bottleneck {

// The folder with the four files of "mnist" or "fashion-mnist": the first that is there of NAME/ and
// torchvision's MNIST/raw/ or FashionMNIST/raw/, in the first place that has one. Where `given` (--data) is
// not empty, it is the only place, else what the environment variable BOTTLENECK_DATA names where it is set;
// such a place may also be the folder with the files itself. Else the places are data/ and ../shared/data/
// beside `start`, then beside each folder above it (so that the program also works from a build folder), and
// last the cache, into which tools/setup brings what the others do not have. The error lists the places and
// how to get the data.
Result<std::filesystem::path> find_dataset_folder(
    std::string_view name, const std::filesystem::path& given,
    const std::filesystem::path& start = std::filesystem::current_path());

// Reads "mnist" or "fashion-mnist" from that folder, each file as it is or as .gz, also where it is spelled
// "train-images.idx3-ubyte". Its sizes and the SHA-256 of its (decompressed) bytes must be the published
// ones: 60,000 training and 10,000 test images. Errors name the file.
Result<TrainTest> load_dataset(std::string_view name, const std::filesystem::path& folder);

// Whether `name` is one of the two.
bool is_published_dataset(std::string_view name);

}  // namespace bottleneck
