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

void add_once(std::vector<std::string>& errors, const std::string& error) {
  if (!error.empty() && std::ranges::find(errors, error) == errors.end()) errors.push_back(error);
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
  add_once(failures, session.library.index_file.error);
  for (const LibraryEntry* entry : {chosen_entry(session), other_entry(session)}) {
    if (!entry) continue;
    add_once(failures, entry->error());
    add_once(failures, entry->codes_file.error);
  }
  add_once(failures, session.datasets.index_file.error);
  if (const DatasetEntry* dataset = dataset_of(session, chosen_entry(session))) {
    add_once(failures, half_error(session, *dataset, Split::test));
    add_once(failures, half_error(session, *dataset, Split::train));
  }
  if (session.jobs.worker == Jobs::Worker::failed) add_once(failures, session.jobs.worker_error);
  add_once(failures, session.pixels.error);
  return failures;
}

std::vector<std::string> errors_of(const Session& session) {
  std::vector<std::string> errors = failures_of(session);
  for (const DatasetEntry& dataset : session.datasets.entries) {
    for (const Split split : {Split::train, Split::test})
      add_once(errors, half_error(session, dataset, split));
  }
  add_once(errors, session.own_pictures.error);
  add_once(errors, session.jobs.worker_error);  // of one that is being replaced, too
  return errors;
}

}  // namespace bottleneck
