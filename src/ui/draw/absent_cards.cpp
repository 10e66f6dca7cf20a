// The cards of the neighbours while there is nobody to vote: what is missing, and what can be done about it.
#include <cmath>
#include <string>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"
#include "ui/draw/cards.h"

namespace bottleneck {
namespace {

Absence failure(std::string error, Use retry) {
  return {.text = std::move(error), .is_alarm = true, .buttons = {std::move(retry)}};
}

Absence preparing() {
  return {.progress =
              Absence::Progress{.what = texts::kPreparing, .what_short = texts::kPreparing, .amount = ""}};
}

// The model itself is not there: still loading, or the whole message of what failed.
Absence absent_model(const Session& session, const LibraryEntry* entry) {
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  const char* advice = entry ? texts::kModelFailedAdvice : texts::kListFailedAdvice;
  if (error.empty()) return {.text = texts::kVotesNeedModel};
  return {.text = fill(advice, {error}), .is_alarm = true};
}

Absence codes_under_way(const Jobs& jobs) {
  const JobProgress& encoding = jobs.job<EncodeImages>();
  if (encoding.id == 0) return preparing();
  const int count = jobs.images ? jobs.images->size() : 0;
  const double seconds = encoding.eta_ms / 1000;
  const std::string what = fill(texts::kComputing, {grouped(count)});
  return {.progress = Absence::Progress{
              .what = what,
              .what_short = what,
              .amount = seconds > 0 ? fill(texts::kSecondsLeft,
                                           {std::to_string(static_cast<int>(std::ceil(seconds)))})
                                    : "",
              .share = static_cast<float>(encoding.share)}};
}

// A model without codes: they can be computed where the page knows the dataset.
Absence codes_offer(const Session& session, const LibraryEntry& entry) {
  const DatasetEntry* dataset = dataset_of(session, &entry);
  if (session.computes_codes_of == entry.name) {
    if (dataset && is_under_way(session, *dataset, Split::train))
      return half_under_way(session, *dataset, Split::train, {"cancel-training", "", "codes:cancel"});
    const std::string& worker_error = session.jobs.worker_error;
    const std::string& data_error = dataset ? half_error(session, *dataset, Split::train) : worker_error;
    const bool has_failed = !data_error.empty() || session.jobs.worker == Jobs::Worker::failed;
    if (has_failed) return failure(data_error.empty() ? worker_error : data_error, "retry");
    return codes_under_way(session.jobs);
  }
  if (entry.name != session.choices.model || !dataset) return {.text = texts::kWithoutCodes};
  Absence offer{.text = texts::kWithoutCodesOffer};
  offer.buttons = {"compute-codes"};
  if (dataset->train.images || !dataset->is_published()) return offer;
  if (!is_place_known(session.datasets, dataset->train)) return preparing();
  offer.text += ' ';
  offer.text += fill(texts::kImagesComeFrom, {place_of(session.datasets, *dataset, Split::train)});
  return offer;
}

std::optional<Absence> absent_codes(const Session& session, Tab card) {
  const LibraryEntry* entry = card == Tab::other_codes ? other_entry(session) : chosen_entry(session);
  if (!entry || !entry->is_usable()) return absent_model(session, entry);
  if (entry->codes) return std::nullopt;
  if (!entry->card->has_codes) return codes_offer(session, *entry);
  if (entry->codes_file.error.empty()) return file_under_way(texts::kLoadingCodes, entry->codes_file);
  return failure(fill(texts::kLoadingFailed, {entry->codes_file.error}),
                 {"retry", "", card == Tab::other_codes ? "other-retry" : "retry"});
}

std::optional<Absence> absent_pixels(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return absent_model(session, entry);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (!dataset) {
    const DatasetEntry* own = find_dataset(session.datasets, entry->card->dataset);
    return Absence{.text = own ? fill(texts::kNotThere, {own->title})
                               : fill(texts::kNoneHere, {entry->card->dataset})};
  }
  const DatasetHalf& train = dataset->train;
  if (train.images) {
    std::string error = session.pixels.error;
    if (error.empty() && session.jobs.worker == Jobs::Worker::failed && !session.drawing.is_blank())
      error = session.jobs.worker_error;
    if (error.empty()) return std::nullopt;
    return failure(std::move(error), {"retry", "", "pixels-retry"});
  }
  if (const std::string& error = half_error(session, *dataset, Split::train); !error.empty()) {
    Absence failed = failure(error, {"load-training", "", "pixels-retry"});
    if (dataset->is_published()) failed.buttons.emplace_back("pick-files");
    return failed;
  }
  if (is_under_way(session, *dataset, Split::train))
    return half_under_way(session, *dataset, Split::train, "cancel-training");
  if (!dataset->is_published())
    return Absence{.text = fill(texts::kTrainingOfferDrawn, {dataset->title}), .buttons = {"load-training"}};
  if (!is_place_known(session.datasets, train)) return preparing();
  const std::string place = place_of(session.datasets, *dataset, Split::train);
  return Absence{.text = fill(texts::kTrainingOffer, {dataset->title, place}),
                 .buttons = {"load-training", "pick-files"}};
}

}  // namespace

std::optional<Absence> absence_of(const Session& session, Tab card) {
  return card == Tab::pixels ? absent_pixels(session) : absent_codes(session, card);
}

}  // namespace bottleneck
