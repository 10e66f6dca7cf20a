#include "lab/shown/words.h"

#include <algorithm>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "texts/controls.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

constexpr std::int64_t kKilobyte = 1000;
constexpr std::int64_t kMegabyte = 1000 * kKilobyte;

std::string part_in_words(std::int64_t bytes, std::int64_t total) {
  if (total <= 0) return size_in_words(bytes);
  return fill(texts::kMirrorPartOf, {size_in_words(std::min(bytes, total)), size_in_words(total)});
}

}  // namespace

std::string size_in_words(std::int64_t bytes) {
  if (bytes >= kMegabyte)
    return fill(texts::kMirrorMegabytes, {fixed(static_cast<double>(bytes) / kMegabyte, 1)});
  if (bytes >= kKilobyte) return fill(texts::kMirrorKilobytes, {grouped(bytes / kKilobyte)});
  return fill(texts::kMirrorBytes, {grouped(bytes)});
}

std::string share_in_words(double share) {
  constexpr double kSmallest = 0.001;
  if (share > 0 && share < kSmallest) return fill(texts::kMirrorLessThan, {fixed(100 * kSmallest, 1)});
  if (share < 1 && share > 1 - kSmallest)
    return fill(texts::kMirrorMoreThan, {fixed(100 * (1 - kSmallest), 1)});
  return fill(texts::kMirrorPercent, {fixed(100 * share, 1)});
}

std::string progress_in_words(const Download& file) {
  return file.is_busy() ? part_in_words(file.bytes, file.total) : "";
}

std::string progress_in_words(const DatasetHalf& half) {
  return half.is_busy() ? part_in_words(half.bytes_loaded(), half.bytes_total()) : "";
}

std::string dataset_title(const Session& session, const LibraryEntry& entry) {
  const DatasetEntry* dataset = find_dataset(session.datasets, entry.card->dataset);
  return dataset ? dataset->title : entry.card->dataset;
}

std::string origin_in_words(const Session& session, const LibraryEntry& entry) {
  const ModelCard& card = *entry.card;
  if (card.dataset.empty()) return texts::kLibraryUnknown;
  return fill(texts::kMirrorImagesOf, {grouped(card.train_images), dataset_title(session, entry)});
}

std::vector<std::string> failures_of(const Session& session) {
  std::vector<std::string> failures;
  const auto add = [&](const std::string& error) {
    if (!error.empty() && std::ranges::find(failures, error) == failures.end()) failures.push_back(error);
  };
  const auto add_model = [&](const LibraryEntry* entry) {
    if (!entry) return;
    add(entry->error());
    add(entry->codes_file.error);
  };
  add(session.library.index_file.error);
  add_model(chosen_entry(session));
  add_model(other_entry(session));
  add(session.datasets.index_file.error);
  if (const DatasetEntry* dataset = dataset_of(session, chosen_entry(session))) {
    add(half_error(session, *dataset, Split::test));
    add(half_error(session, *dataset, Split::train));
  }
  if (session.jobs.worker == Jobs::Worker::failed) add(session.jobs.worker_error);
  add(session.pixels.error);
  return failures;
}

}  // namespace bottleneck
