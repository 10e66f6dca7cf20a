#include "lab/data/datasets.h"

#include <algorithm>

#include "texts/data.h"
#include "texts/panels.h"

namespace bottleneck {

int DatasetHalf::count() const {
  constexpr std::size_t kIdxHead = 16;  // bytes before the first image of an IDX file
  if (images) return images->size();
  const std::size_t bytes = images_published.bytes;
  return bytes > kIdxHead ? static_cast<int>((bytes - kIdxHead) / kPixels) : to_be_made;
}

std::int64_t DatasetHalf::bytes_to_load() const {
  if (is_kept()) return 0;
  const bool has_images = images_file.stage == Download::Stage::done;
  const bool has_labels = labels_file.stage == Download::Stage::done;
  if (is_on_site() && !has_images && !has_labels) return packed_bytes;
  return (has_images ? 0 : images_published.packed_bytes) + (has_labels ? 0 : labels_published.packed_bytes);
}

std::int64_t DatasetHalf::bytes_total() const {
  const bool is_told = images_file.total > 0 && labels_file.total > 0;
  const std::int64_t expected =
      is_on_site() ? packed_bytes : images_published.packed_bytes + labels_published.packed_bytes;
  return std::max(is_told ? images_file.total + labels_file.total : expected, bytes_loaded());
}

Datasets::Datasets() {
  for (const PublishedDataset& published : published_datasets()) {
    entries.push_back({.name = published.name,
                       .title = published.name == "mnist" ? texts::kMnist : texts::kFashionMnist,
                       .class_names = published.class_names});
    entries.back().train.images_published = published.train_images;
    entries.back().train.labels_published = published.train_labels;
    entries.back().test.images_published = published.test_images;
    entries.back().test.labels_published = published.test_labels;
  }
  entries.push_back({.name = kSyntheticDataset,
                     .title = texts::kSyntheticDigits,
                     .class_names = digit_names(),
                     .origin = Origin::synthetic});
  entries.push_back({.name = kPicturesDataset,
                     .title = texts::kOwnPictures,
                     .class_names = {},
                     .origin = Origin::pictures});
  entries.push_back({.name = kDrawingsDataset,
                     .title = texts::kOwnDrawings,
                     .class_names = digit_names(),
                     .origin = Origin::drawings});
}

const DatasetEntry* find_dataset(const Datasets& datasets, std::string_view name) {
  const auto found = std::ranges::find(datasets.entries, name, &DatasetEntry::name);
  return found == datasets.entries.end() ? nullptr : &*found;
}

DatasetEntry* find_dataset(Datasets& datasets, std::string_view name) {
  const auto found = std::ranges::find(datasets.entries, name, &DatasetEntry::name);
  return found == datasets.entries.end() ? nullptr : &*found;
}

}  // namespace bottleneck
