#include "lab/shown/missing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "lab/shown/words.h"
#include "texts/controls.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

Missing failure(std::string error, std::vector<std::string> helps) {
  return {.text = std::move(error), .is_alarm = true, .helps = std::move(helps)};
}

Missing preparing(const char* text) {
  return {.text = text,
          .progress = ProgressWords{.what = texts::kPreparing, .what_short = texts::kPreparing}};
}

Missing half_under_way(const Session& session, const DatasetEntry& dataset, Split split,
                       std::string cancel = "cancel-training") {
  return {.text = half_in_words(session, dataset, split),
          .progress = half_progress(session, dataset, split),
          .helps = {std::move(cancel)}};
}

// The model itself is not there: still loading (`waiting` says what comes with it), or the whole message of
// what failed.
Missing missing_model(const Session& session, const LibraryEntry* entry,
                      const char* waiting = texts::kVotesNeedModel) {
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  if (error.empty()) return {.text = waiting};
  return {.text = fill(entry ? texts::kModelFailedAdvice : texts::kListFailedAdvice, {error}),
          .is_alarm = true};
}

Missing encoding(const Jobs& jobs) {
  const JobProgress& progress = jobs.job<EncodeImages>();
  const std::string what = fill(texts::kComputing, {grouped(jobs.images ? jobs.images->size() : 0)});
  const std::string seconds = fixed(std::ceil(progress.eta_ms / 1000), 0);
  return {.text = fill(texts::kMirrorEncoding, {share_in_words(progress.share), seconds}),
          .progress = ProgressWords{.what = what,
                                    .what_short = what,
                                    .amount = progress.eta_ms > 0 ? fill(texts::kSecondsLeft, {seconds}) : "",
                                    .share = static_cast<float>(progress.share)}};
}

// The dataset of a model is none of those that are here, or it is the reader's own, of other classes now. The
// card must be there.
Missing not_here(const Session& session, const LibraryEntry& entry) {
  if (entry.card->dataset.empty()) return {.text = texts::kDatasetUnknown};
  const DatasetEntry* own = find_dataset(session.datasets, entry.card->dataset);
  if (own && own->origin == Origin::pictures)
    return {.text = texts::kGivePicturesAgain, .helps = {"pictures:folder"}};
  return {.text = own ? fill(texts::kNotThere, {own->title}) : fill(texts::kNoneHere, {entry.card->dataset})};
}

// A model without codes: they can be computed where the page knows the dataset.
Missing codes_to_compute(const Session& session, const LibraryEntry& entry) {
  const bool is_encoding = session.jobs.job<EncodeImages>().id != 0;
  if (is_encoding && session.jobs.encode_model == entry.name) return encoding(session.jobs);
  const DatasetEntry* dataset = dataset_of(session, &entry);
  if (!dataset) {
    const bool is_known = find_dataset(session.datasets, entry.card->dataset);
    return is_known ? not_here(session, entry) : Missing{.text = texts::kMirrorNoCodes};
  }
  const HalfState images = half_state(session, *dataset, Split::train);
  if (session.computes_codes_of == entry.name) {
    if (images == HalfState::under_way) return half_under_way(session, *dataset, Split::train);
    if (images == HalfState::failed) return failure(half_error(session, *dataset, Split::train), {"retry"});
    if (session.jobs.worker == Jobs::Worker::failed) return failure(session.jobs.worker_error, {"retry"});
    return preparing(texts::kPreparing);
  }
  if (entry.name != session.choices.model) return {.text = texts::kWithoutCodes};
  Missing offer{.text = texts::kWithoutCodesOffer, .helps = {"compute-codes"}};
  if (images == HalfState::there || !dataset->is_published()) return offer;
  if (!is_place_known(session.datasets, dataset->train)) return preparing(texts::kMirrorLoadingDatasets);
  if (dataset->train.is_kept()) return offer;
  offer.text += ' ';
  offer.text += fill(texts::kImagesComeFrom, {place_of(session.datasets, *dataset, Split::train)});
  return offer;
}

// The training images, and where they are there, the search among them.
std::optional<Missing> missing_images(const Session& session, const DatasetEntry& dataset) {
  switch (half_state(session, dataset, Split::train)) {
    case HalfState::there: {
      std::string error = session.pixels.error;
      if (error.empty() && session.jobs.worker == Jobs::Worker::failed && !session.drawing.is_blank())
        error = session.jobs.worker_error;
      if (error.empty()) return std::nullopt;
      return failure(std::move(error), {"retry"});
    }
    case HalfState::failed: {
      Missing failed = failure(half_error(session, dataset, Split::train), {"load-training"});
      if (dataset.is_published()) failed.helps.emplace_back("pick-files");
      return failed;
    }
    case HalfState::under_way:
      return half_under_way(session, dataset, Split::train);
    case HalfState::to_be_made:
      return Missing{.text = fill(texts::kTrainingOfferDrawn, {dataset.title}), .helps = {"load-training"}};
    case HalfState::offered:
    case HalfState::elsewhere:
      break;
  }
  if (!is_place_known(session.datasets, dataset.train)) return preparing(texts::kMirrorLoadingDatasets);
  if (dataset.train.is_kept())
    return Missing{.text = fill(texts::kTrainingOfferKept, {dataset.title}), .helps = {"load-training"}};
  return Missing{
      .text = fill(texts::kTrainingOffer, {dataset.title, place_of(session.datasets, dataset, Split::train)}),
      .helps = {"load-training", "pick-files"}};
}

// Of the reader's own datasets one half may be there alone.
Missing own_images(const DatasetEntry& dataset) {
  if (dataset.train.images || dataset.test.images) return {.text = fill(texts::kHalfEmpty, {dataset.title})};
  if (dataset.origin == Origin::drawings) return {.text = texts::kKeepDrawings};
  return {.text = texts::kGivePictures, .helps = {"pictures:files"}};
}

// Of what is to be loaded: what is under way is said first, then what has failed.
Missing missing_of(const Session& session, const DatasetEntry& dataset, const Splits& to_load) {
  const bool is_drawn = dataset.origin == Origin::synthetic;
  if (!dataset.is_published() && !is_drawn) return own_images(dataset);
  const std::string load = load_id(dataset, to_load);
  for (const Split split : to_load)
    if (is_under_way(session, dataset, split))
      return half_under_way(session, dataset, split, "cancel:" + dataset.name + ":" + half_id(split));
  for (const Split split : to_load) {
    const std::string& error = half_error(session, dataset, split);
    if (error.empty()) continue;
    return failure(error, is_drawn ? std::vector{load} : std::vector<std::string>{load, "pick-files"});
  }
  if (is_drawn) return {.text = fill(texts::kNotThere, {dataset.title}), .helps = {load}};
  std::string text;
  for (const Split split : to_load) {
    if (!is_place_known(session.datasets, dataset.half(split)))
      return preparing(texts::kMirrorLoadingDatasets);
    text += (text.empty() ? "" : "; ") + half_in_words(session, dataset, split);
  }
  return {.text = std::move(text), .helps = {load, "pick-files"}};
}

}  // namespace

bool Missing::is_helped_by(std::string_view id) const {
  return std::ranges::find(helps, id) != helps.end();
}

ProgressWords file_progress(const char* what, const Download& file) {
  return {.what = what,
          .what_short = what,
          .amount = file.bytes > 0 ? progress_in_words(file) : "",
          .share = file.total > 0 ? static_cast<float>(file.bytes) / static_cast<float>(file.total) : -1};
}

ProgressWords half_progress(const Session& session, const DatasetEntry& dataset, Split split) {
  if (dataset.origin == Origin::synthetic) {
    const std::string what = dataset_in_words(session, dataset);
    return {.what = what, .what_short = what, .share = synthetic_share(session.datasets)};
  }
  const DatasetHalf& half = dataset.half(split);
  const bool is_train = split == Split::train;
  ProgressWords progress{.what = fill(is_train ? texts::kLoadingTrainingFrom : texts::kLoadingTestFrom,
                                      {place_of(session.datasets, dataset, split)}),
                         .what_short = is_train ? texts::kLoadingImages : texts::kSamplesLoading};
  if (half.bytes_loaded() > 0) {
    progress.amount = progress_in_words(half);
    progress.share = static_cast<float>(half.bytes_loaded()) / static_cast<float>(half.bytes_total());
  }
  return progress;
}

std::optional<Missing> missing_codes(const Session& session, const LibraryEntry* entry) {
  if (!entry || !entry->is_usable()) return missing_model(session, entry);
  if (entry->codes) return std::nullopt;
  if (!entry->card->has_codes) return codes_to_compute(session, *entry);
  const Download& file = entry->codes_file;
  if (!file.error.empty()) return failure(fill(texts::kLoadingFailed, {file.error}), {"retry"});
  return Missing{.text = fill(texts::kMirrorLoadingCodes, {progress_in_words(file)}),
                 .progress = file_progress(texts::kLoadingCodes, file)};
}

std::optional<Missing> missing_pixels(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return missing_model(session, entry);
  if (const DatasetEntry* dataset = dataset_of(session, entry)) return missing_images(session, *dataset);
  return not_here(session, *entry);
}

std::optional<Missing> missing_samples(const Session& session) {
  if (!session.samples.empty()) return std::nullopt;
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return missing_model(session, entry, texts::kSamplesNeedModel);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (!dataset) return not_here(session, *entry);
  const std::string& error = half_error(session, *dataset, Split::test);
  if (dataset->is_published() && !error.empty()) return failure(error, {"retry", "pick-files"});
  if (!error.empty()) return failure(error, {});
  if (!dataset->is_published() && dataset->origin != Origin::synthetic)
    return Missing{.text = fill(texts::kNotThere, {dataset->title})};
  return half_under_way(session, *dataset, Split::test, "cancel-test");
}

std::optional<Missing> missing_worker(const Session& session) {
  if (session.jobs.worker != Jobs::Worker::failed) return std::nullopt;
  return failure(session.jobs.worker_error, {"retry"});
}

std::optional<Missing> missing_data(const Session& session, const Splits& needed) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return missing_model(session);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (!dataset) return not_here(session, *entry);
  const Splits to_load = halves_to_load(*dataset, needed);
  return to_load.empty() ? std::nullopt : std::optional(missing_of(session, *dataset, to_load));
}

std::optional<Missing> missing_to_measure(const Session& session) {
  const std::optional<Missing> missing = missing_data(session, kBothSplits);
  return missing ? missing : missing_worker(session);
}

Missing missing_browsed(const Session& session) {
  const DatasetEntry& dataset = browsed_dataset(session);
  return missing_of(session, dataset, halves_to_load(dataset, {session.choices.browsing.split}));
}

std::optional<Missing> missing_model(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  if (entry && entry->is_usable()) return std::nullopt;
  Missing missing = missing_model(session, entry);
  if (missing.is_alarm) {
    missing.helps = {"retry"};
    return missing;
  }
  missing.text = texts::kLoadingModel;
  missing.progress =
      file_progress(texts::kLoadingModel, entry ? entry->weights_file : session.library.index_file);
  return missing;
}

}  // namespace bottleneck
