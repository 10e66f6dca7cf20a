#include "lab/data/dataset_files.h"

#include <algorithm>
#include <utility>

#include "texts/datasets.h"

namespace bottleneck {

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

}  // namespace bottleneck
