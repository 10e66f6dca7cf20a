#include "cli/data_folder.h"

#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "formats/gzip.h"
#include "formats/idx.h"
#include "formats/sha256.h"
#include "lab/data/published.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHowToGet = "; `tools/datasets` downloads the data into data/";

// A file as it is or as .gz, or none. Some who unpacked the archives have set a point in the names.
std::optional<fs::path> find_file(const fs::path& folder, const PublishedFile& file) {
  std::string pointed = file.name;
  pointed[pointed.rfind("-idx")] = '.';
  for (const std::string& name : {file.name, file.name + ".gz", pointed, pointed + ".gz"}) {
    std::error_code ignored;
    if (fs::exists(folder / name, ignored)) return folder / name;
  }
  return std::nullopt;
}

// The dataset's folder in one of the places, or none.
std::optional<fs::path> folder_in(const fs::path& place, const PublishedDataset& dataset) {
  const char* const torchvision = dataset.name == "mnist" ? "MNIST" : "FashionMNIST";
  for (const fs::path& folder : {place / dataset.name, place / torchvision / "raw"}) {
    std::error_code ignored;
    if (fs::is_directory(folder, ignored)) return folder;
  }
  return std::nullopt;
}

Result<fs::path> folder_in_named(const fs::path& place, const std::string& who,
                                 const PublishedDataset& dataset) {
  if (const auto folder = folder_in(place, dataset)) return *folder;
  for (const fs::path& folder : {place, place / "raw"}) {
    if (find_file(folder, dataset.train_labels)) return folder;
  }
  return Error{who + " names " + place.string() + ", which has no " + dataset.name + "/ in it" + kHowToGet};
}

// Where tools/setup keeps what it brought; empty where there can be no such place.
fs::path kept_data() {
  for (const auto& [variable, below] :
       {std::pair("XDG_CACHE_HOME", "bottleneck/data"), std::pair("HOME", ".cache/bottleneck/data")}) {
    if (const char* folder = std::getenv(variable); folder != nullptr && *folder != '\0')
      return fs::path(folder) / below;
  }
  return {};
}

// All places that are looked at where none is named, one after the other.
std::vector<fs::path> usual_places(const fs::path& start) {
  std::error_code ignored;
  fs::path beside = fs::absolute(start, ignored).lexically_normal();
  if (!beside.has_filename()) beside = beside.parent_path();  // "a/b/" → "a/b"
  std::vector<fs::path> places;
  while (true) {
    places.push_back(beside / "data");
    places.push_back((beside / "../shared/data").lexically_normal());
    if (beside == beside.parent_path()) break;
    beside = beside.parent_path();
  }
  if (const fs::path kept = kept_data(); !kept.empty()) places.push_back(kept);
  return places;
}

Error no_such_dataset(std::string_view name) {
  return Error{"no dataset is called \"" + std::string(name) + "\": mnist and fashion-mnist are"};
}

// The decompressed bytes of one published file, verified.
Result<Bytes> load_file(const fs::path& folder, const PublishedFile& file) {
  const auto path = find_file(folder, file);
  if (!path) {
    return Error{(folder / file.name).string() + ": neither this file nor " + file.name + ".gz is there" +
                 kHowToGet};
  }
  auto bytes = read_regular_file(*path);
  if (!bytes) return bytes;
  const bool is_packed = path->extension() == ".gz";
  if (is_packed) {
    auto content = gunzip(*bytes, file.bytes);
    if (!content) return Error{path->string() + ": " + content.error()};
    bytes = std::move(content);
  }
  if (bytes->size() != file.bytes) {
    return Error{path->string() + ": expected " + std::to_string(file.bytes) + " bytes" +
                 (is_packed ? " once decompressed" : "") + ", got " + std::to_string(bytes->size())};
  }
  if (const std::string sum = sha256_hex(*bytes); sum != file.sha256) {
    return Error{path->string() + ": not the published file (SHA-256 " + sum + ", expected " + file.sha256 +
                 ")"};
  }
  return bytes;
}

Result<Dataset> load_split(const fs::path& folder, const PublishedFile& image_file,
                           const PublishedFile& label_file) {
  auto labels = load_file(folder, label_file);  // the small one first: a wrong folder is told at once
  if (!labels) return Error{labels.error()};
  auto images = load_file(folder, image_file);
  if (!images) return Error{images.error()};
  auto dataset = take_idx(*std::move(images), *std::move(labels));
  if (!dataset) return Error{folder.string() + ": " + dataset.error()};
  return dataset;
}

}  // namespace

Result<fs::path> find_dataset_folder(std::string_view name, const fs::path& given, const fs::path& start) {
  const PublishedDataset* dataset = find_published(name);
  if (dataset == nullptr) return no_such_dataset(name);
  if (!given.empty()) return folder_in_named(given, "--data", *dataset);
  if (const char* named = std::getenv("BOTTLENECK_DATA"); named != nullptr && *named != '\0')
    return folder_in_named(named, "the environment variable BOTTLENECK_DATA", *dataset);
  std::string looked_at;
  for (const fs::path& place : usual_places(start)) {
    if (const auto folder = folder_in(place, *dataset)) return *folder;
    looked_at += (looked_at.empty() ? "" : ", ") + place.string();
  }
  return Error{"no data folder with " + dataset->name +
               "/ in it: --data is not given, BOTTLENECK_DATA is not set, looked at " + looked_at +
               kHowToGet};
}

Result<TrainTest> load_dataset(std::string_view name, const fs::path& folder) {
  const PublishedDataset* published = find_published(name);
  if (published == nullptr) return no_such_dataset(name);
  auto train = load_split(folder, published->train_images, published->train_labels);
  if (!train) return Error{train.error()};
  auto test = load_split(folder, published->test_images, published->test_labels);
  if (!test) return Error{test.error()};
  return TrainTest{published->name, published->class_names, std::move(*train), std::move(*test)};
}

bool is_published_dataset(std::string_view name) {
  return find_published(name) != nullptr;
}

}  // namespace bottleneck
