// What the nearest training images say, on codes and on pixels, and what the second model says.
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "lab/shown/offer.h"
#include "lab/shown/reading_words.h"
#include "lab/shown/words.h"
#include "texts/controls.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

const char* pictures_of(const Opinion& opinion) {
  return has_decoded(opinion) ? texts::kMirrorPicturesDecoded : texts::kMirrorPicturesReal;
}

bool is_encoding(const Session& session, const LibraryEntry& entry) {
  return session.jobs.job<EncodeImages>().id != 0 && session.jobs.encode_model == entry.name;
}

// Why a model has no codes to compare with; it is usable and has none.
std::string missing_codes(const Session& session, const LibraryEntry& entry) {
  if (!entry.codes_file.error.empty()) return entry.codes_file.error;
  if (entry.card->has_codes) return fill(texts::kMirrorLoadingCodes, {progress_in_words(entry.codes_file)});
  if (is_encoding(session, entry)) {
    const JobProgress& progress = session.jobs.job<EncodeImages>();
    return fill(texts::kMirrorEncoding, {share_in_words(progress.share), fixed(progress.eta_ms / 1000, 0)});
  }
  const DatasetEntry* dataset = dataset_of(session, &entry);
  if (!dataset) return texts::kMirrorNoCodes;
  if (is_under_way(session, *dataset, Split::train)) return half_in_words(session, *dataset, Split::train);
  return texts::kMirrorNoCodesOffer;
}

// The codes of a model that ships without; they need the training images.
bool can_compute_codes(const Session& session, const LibraryEntry& entry) {
  if (!entry.is_usable() || entry.codes || entry.card->has_codes || is_encoding(session, entry)) return false;
  const DatasetEntry* dataset = dataset_of(session, &entry);
  return dataset != nullptr;
}

// Where the training images come from and how large they are, before they are asked for.
Offer compute_offer(const Session& session, const LibraryEntry& entry) {
  Offer offer = make_button("compute-codes", texts::kMirrorComputeCodes, ComputeCodes{})
                    .with_short_label(texts::kComputeCodes);
  const DatasetEntry& dataset = *dataset_of(session, &entry);
  if (dataset.train.images || !dataset.is_published() || !is_place_known(session.datasets, dataset.train))
    return offer;
  offer.control.short_label = fill(texts::kComputeCodesLoad, {size_in_words(dataset.train.bytes_to_load())});
  return std::move(offer).with_hint(fill(
      texts::kMirrorImagesNeeded,
      {size_in_words(dataset.train.bytes_to_load()), place_of(session.datasets, dataset, Split::train)}));
}

Offer load_offer(const Session& session, const DatasetEntry& dataset) {
  const bool has_failed = !half_error(session, dataset, Split::train).empty();
  if (!dataset.is_published()) {
    const std::string count = grouped(synthetic_count(session.choices.synthetic));
    return make_button("load-training", fill(texts::kMakeDigits, {count}), LoadTraining{})
        .with_short_label(has_failed ? texts::kTryAgain : "");
  }
  const std::int64_t bytes = dataset.train.bytes_to_load();
  return make_button("load-training", fill(texts::kMirrorLoadTraining, {dataset.title, size_in_words(bytes)}),
                     LoadTraining{})
      .with_short_label(has_failed ? std::string(texts::kTryAgain)
                                   : fill(texts::kLoadImages, {dataset.title, size_in_words(bytes)}))
      .with_hint(fill(texts::kMirrorLoadHint, {place_of(session.datasets, dataset, Split::train)}));
}

Offer cancel_offer(const DatasetEntry& dataset) {
  return make_button("cancel-training", texts::kMirrorCancelTraining,
                     CancelLoading{.dataset = dataset.name, .split = Split::train})
      .with_short_label(texts::kCancelLoading);
}

void add_code_opinion(std::vector<Finding>& findings, const Session& session, const LibraryEntry& entry,
                      const Reading& reading) {
  if (!entry.codes) {
    findings.push_back({texts::kMirrorPrediction, missing_codes(session, entry)});
  } else if (!reading.image) {
    findings.push_back({texts::kMirrorPrediction, texts::kMirrorNothingDrawn});
  } else {
    add_opinion(findings, entry, reading.codes, pictures_of(reading.codes));
  }
}

// Why there is nothing of the nearest pixels to be seen; empty when there is.
std::string missing_pixels(const Session& session, const LibraryEntry& entry, const DatasetEntry* dataset) {
  if (!dataset) return fill(texts::kMirrorUnknownDataset, {entry.card->dataset});
  const DatasetHalf& train = dataset->train;
  if (!is_place_known(session.datasets, train)) return texts::kMirrorLoadingDatasets;
  if (const std::string& error = half_error(session, *dataset, Split::train); !error.empty()) return error;
  if (is_under_way(session, *dataset, Split::train)) return half_in_words(session, *dataset, Split::train);
  if (!train.images) return fill(texts::kMirrorTrainingOffer, {dataset->title});
  if (!session.reading.image) return texts::kMirrorNothingDrawn;
  if (!session.pixels.error.empty()) return session.pixels.error;
  if (session.jobs.worker == Jobs::Worker::failed) return session.jobs.worker_error;
  return session.pixels.opinion.prediction ? "" : texts::kMirrorSearching;
}

}  // namespace

OfferGroup nearest_code_offers(const Session& session) {
  if (session.choices.is_hidden(Part::codes)) return {};
  OfferGroup group{.id = "codes", .title = texts::kMirrorNearestCodes};
  add_settings(group, session);
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->is_usable()) {
    group.findings.push_back({texts::kMirrorPrediction, texts::kMirrorNeedsModel});
    return group;
  }
  if (can_compute_codes(session, *entry)) group.offers.push_back(compute_offer(session, *entry));
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (dataset && is_under_way(session, *dataset, Split::train) && session.choices.is_hidden(Part::pixels))
    group.offers.push_back(cancel_offer(*dataset));  // else it stands with the pixels
  add_code_opinion(group.findings, session, *entry, session.reading);
  return group;
}

OfferGroup nearest_pixel_offers(const Session& session) {
  const Choices& choices = session.choices;
  if (choices.is_hidden(Part::pixels)) return {};
  OfferGroup group{.id = "pixels", .title = texts::kMirrorNearestPixels};
  if (choices.is_hidden(Part::codes)) group.offers.push_back(setting_offer(session, setting_of("k")));
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) {
    group.findings.push_back({texts::kMirrorPrediction, texts::kMirrorNeedsModel});
    return group;
  }
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (dataset && is_under_way(session, *dataset, Split::train)) {
    group.offers.push_back(cancel_offer(*dataset));
  } else if (dataset && !dataset->train.images && is_place_known(session.datasets, dataset->train)) {
    group.offers.push_back(load_offer(session, *dataset));
  }
  std::string missing = missing_pixels(session, *entry, dataset);
  if (!missing.empty()) {
    group.findings.push_back({texts::kMirrorPrediction, std::move(missing)});
  } else {
    add_opinion(group.findings, *entry, session.pixels.opinion, texts::kMirrorPicturesReal);
  }
  return group;
}

OfferGroup other_offers(const Session& session) {
  const LibraryEntry* entry = session.choices.is_hidden(Part::compare) ? nullptr : other_entry(session);
  if (!entry) return {};
  OfferGroup group{.id = "other-model", .title = fill(texts::kMirrorSecondModel, {entry->title})};
  if (!entry->is_usable()) {
    group.findings.push_back({texts::kMirrorCode, texts::kMirrorNeedsModel});
    return group;
  }
  group.findings.push_back({texts::kMirrorShapes, shapes_in_words(entry->model->architecture)});
  if (session.other.image) {
    std::string code;
    for (const float value : session.other.code)
      code += (code.empty() ? "" : ", ") + fixed(static_cast<double>(value), 2);
    group.findings.push_back({texts::kMirrorCodeFromUnit1, std::move(code)});
    add_errors(group.findings, *entry->card, session.other);
  }
  if (!session.choices.is_hidden(Part::codes))
    add_code_opinion(group.findings, session, *entry, session.other);
  return group;
}

}  // namespace bottleneck
