#include "cli/data_folder.h"

#include <cstdlib>

#include "cli/files.h"
#include "formats/gzip.h"
#include "formats/idx.h"
#include "formats/sha256.h"
#include "lab/data/published.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHowToGet = "; `tools/datasets` downloads the data into data/";

bool is_data_folder(const fs::path& path) {
  for (const PublishedDataset& dataset : published_datasets()) {
    std::error_code ignored;
    if (fs::is_directory(path / dataset.name, ignored)) return true;
  }
  return false;
}

Result<fs::path> require_data_folder(const fs::path& path, const std::string& who) {
  if (is_data_folder(path)) return path;
  return Error{who + " names " + path.string() + ", which has neither mnist/ nor fashion-mnist/ in it" +
               kHowToGet};
}

// The decompressed bytes of one published file, verified.
Result<Bytes> load_file(const fs::path& folder, const PublishedFile& file) {
  const fs::path raw = folder / file.name;
  fs::path zipped = raw;
  zipped += ".gz";
  std::error_code ignored;
  const bool is_raw = fs::exists(raw, ignored);
  const fs::path& path = is_raw ? raw : zipped;
  if (!is_raw && !fs::exists(zipped, ignored)) {
    return Error{raw.string() + ": neither this file nor " + zipped.filename().string() + " is there" +
                 kHowToGet};
  }
  auto bytes = read_regular_file(path);
  if (!bytes) return bytes;
  if (!is_raw) {
    auto content = gunzip(*bytes, file.bytes);
    if (!content) return Error{path.string() + ": " + content.error()};
    bytes = std::move(content);
  }
  if (bytes->size() != file.bytes) {
    return Error{path.string() + ": expected " + std::to_string(file.bytes) + " bytes" +
                 (is_raw ? "" : " once decompressed") + ", got " + std::to_string(bytes->size())};
  }
  if (const std::string sum = sha256_hex(*bytes); sum != file.sha256) {
    return Error{path.string() + ": not the published file (SHA-256 " + sum + ", expected " + file.sha256 +
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

Result<fs::path> find_data_folder(const fs::path& given, const fs::path& start) {
  if (!given.empty()) return require_data_folder(given, "--data");
  if (const char* named = std::getenv("BOTTLENECK_DATA"); named != nullptr && *named != '\0') {
    return require_data_folder(named, "the environment variable BOTTLENECK_DATA");
  }
  std::error_code ignored;
  fs::path beside = fs::absolute(start, ignored).lexically_normal();
  if (!beside.has_filename()) beside = beside.parent_path();  // "a/b/" → "a/b"
  std::string places;
  while (true) {
    for (const fs::path& place : {beside / "data", (beside / "../shared/data").lexically_normal()}) {
      if (is_data_folder(place)) return place;
      places += (places.empty() ? "" : ", ") + place.string();
    }
    if (beside == beside.parent_path()) break;
    beside = beside.parent_path();
  }
  return Error{
      "no data folder with mnist/ or fashion-mnist/ in it: --data is not given, BOTTLENECK_DATA is not set, "
      "looked at " +
      places + kHowToGet};
}

Result<TrainTest> load_dataset(std::string_view name, const fs::path& folder) {
  const PublishedDataset* published = find_published(name);
  if (published == nullptr)
    return Error{"no dataset is called \"" + std::string(name) + "\": mnist and fashion-mnist are"};
  const fs::path place = folder / published->name;
  std::error_code ignored;
  if (!fs::is_directory(place, ignored))
    return Error{place.string() + ": there is no such folder" + kHowToGet};

  auto train = load_split(place, published->train_images, published->train_labels);
  if (!train) return Error{train.error()};
  auto test = load_split(place, published->test_images, published->test_labels);
  if (!test) return Error{test.error()};
  return TrainTest{published->name, published->class_names, std::move(*train), std::move(*test)};
}

bool is_published_dataset(std::string_view name) {
  return find_published(name) != nullptr;
}

}  // namespace bottleneck
