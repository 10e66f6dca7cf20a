#include "lab/shown/data_words.h"

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/data/synthetic_digits.h"
#include "lab/shown/words.h"
#include "texts/data.h"

namespace bottleneck {
namespace {

std::string counts_in_words(const char* pattern, const DatasetEntry& dataset, std::string_view more = {}) {
  return fill(pattern, {grouped(dataset.train.count()), grouped(dataset.test.count()), more});
}

bool is_being_drawn(const Datasets& datasets) {
  return datasets.synthetic.maker.has_value();
}

std::string drawing_in_words(const Datasets& datasets) {
  return fill(texts::kDrawingDigits,
              {grouped(synthetic_done(datasets)), grouped(synthetic_count(datasets.synthetic.plan))});
}

std::string published_in_words(const DatasetEntry& dataset) {
  const BytesOnTheWay way = bytes_on_the_way(dataset);
  if (way.total > 0) return fill(texts::kCountsLoading, {size_in_words(way.bytes), size_in_words(way.total)});
  if (!dataset.train.error().empty() || !dataset.test.error().empty()) return texts::kCountsFailed;
  std::int64_t to_load = 0;
  bool is_all_here = true;
  for (const DatasetHalf* half : {&dataset.train, &dataset.test}) {
    if (half->images) continue;
    is_all_here = false;
    to_load += half->bytes_to_load();
  }
  if (is_all_here) return counts_in_words(texts::kCountsLoaded, dataset);
  return to_load == 0 ? counts_in_words(texts::kCountsKept, dataset)
                      : counts_in_words(texts::kCountsToLoad, dataset, size_in_words(to_load));
}

}  // namespace

const char* half_id(Split split) {
  return split == Split::train ? "train" : "test";
}

const char* half_name(Split split) {
  return split == Split::train ? texts::kTrainHalf : texts::kTestHalf;
}

BytesOnTheWay bytes_on_the_way(const DatasetEntry& dataset) {
  BytesOnTheWay sum;
  for (const DatasetHalf* half : {&dataset.train, &dataset.test}) {
    if (half->images || !half->is_busy()) continue;
    sum.bytes += half->bytes_loaded();
    sum.total += half->bytes_total();
  }
  return sum;
}

std::string dataset_in_words(const Session& session, const DatasetEntry& dataset) {
  switch (dataset.origin) {
    case Origin::published:
      return published_in_words(dataset);
    case Origin::synthetic:
      if (is_being_drawn(session.datasets)) return drawing_in_words(session.datasets);
      return counts_in_words(texts::kCountsMade, dataset,
                             std::to_string(session.datasets.synthetic.plan.seed));
    case Origin::pictures:
    case Origin::drawings:
      break;
  }
  const bool is_empty = dataset.train.count() == 0 && dataset.test.count() == 0;
  return is_empty ? std::string(texts::kNoneYet) : counts_in_words(texts::kCountsLoaded, dataset);
}

std::string load_size_in_words(const DatasetHalf& half) {
  return half.is_kept() ? texts::kKeptHere : size_in_words(half.bytes_to_load());
}

std::string half_in_words(const Session& session, const DatasetEntry& dataset, Split split) {
  const DatasetHalf& half = dataset.half(split);
  const char* name = half_name(split);
  const std::string count = grouped(half.count());
  switch (half_state(session, dataset, split)) {
    case HalfState::there:
      return fill(texts::kHalfThere, {count, name});
    case HalfState::failed:
      return fill(texts::kHalfFailed, {name, half_error(session, dataset, split)});
    case HalfState::under_way:
      return dataset.is_published() ? fill(texts::kHalfLoading, {name, progress_in_words(half)})
                                    : drawing_in_words(session.datasets);
    case HalfState::to_be_made:
      return fill(texts::kHalfToMake, {count, name});
    case HalfState::offered:
    case HalfState::elsewhere:
      break;
  }
  if (!dataset.is_published()) return fill(texts::kHalfNone, {name});
  if (half.is_kept()) return fill(texts::kHalfKept, {count, name});
  return fill(texts::kHalfOffered,
              {count, name, size_in_words(half.bytes_to_load()), place_of(session.datasets, dataset, split)});
}

HalfState half_state(const Session& session, const DatasetEntry& dataset, Split split) {
  const DatasetHalf& half = dataset.half(split);
  if (half.images) return HalfState::there;
  if (!half_error(session, dataset, split).empty()) return HalfState::failed;
  if (is_under_way(session, dataset, split)) return HalfState::under_way;
  if (dataset.origin == Origin::synthetic) return HalfState::to_be_made;
  return half.is_on_site() ? HalfState::offered : HalfState::elsewhere;
}

Splits halves_to_load(const DatasetEntry& dataset, const Splits& needed) {
  Splits missing;
  for (const Split split : needed)
    if (!dataset.half(split).images) missing.push_back(split);
  if (!missing.empty() && dataset.origin == Origin::synthetic) return {Split::train};
  return missing;
}

std::string load_id(const DatasetEntry& dataset, const Splits& to_load) {
  const std::string whole = "load:" + dataset.name;
  return to_load.size() == 1 ? whole + ':' + half_id(to_load.front()) : whole;
}

bool has_failed(const Session& session, const DatasetEntry& dataset) {
  return !half_error(session, dataset, Split::train).empty() ||
         !half_error(session, dataset, Split::test).empty();
}

bool is_under_way(const Session& session, const DatasetEntry& dataset, Split split) {
  if (dataset.origin == Origin::synthetic) return is_being_drawn(session.datasets);
  return dataset.half(split).is_busy();
}

const std::string& half_error(const Session& session, const DatasetEntry& dataset, Split split) {
  return dataset.origin == Origin::synthetic ? session.datasets.synthetic.error : dataset.half(split).error();
}

float synthetic_share(const Datasets& datasets) {
  if (!is_being_drawn(datasets)) return -1;
  return static_cast<float>(synthetic_done(datasets)) /
         static_cast<float>(synthetic_count(datasets.synthetic.plan));
}

}  // namespace bottleneck
