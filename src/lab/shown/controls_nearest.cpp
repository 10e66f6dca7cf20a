// What the nearest training images say, on codes and on pixels, and what the second model says.
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "lab/shown/inference_words.h"
#include "lab/shown/missing.h"
#include "lab/shown/offer.h"
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

// The codes of a model that ships without; they need the training images. Where those come from and how large
// they are, before they are asked for.
Offer compute_offer(const Session& session, const DatasetEntry& dataset) {
  Offer offer = make_button("compute-codes", texts::kMirrorComputeCodes, ComputeCodes{})
                    .with_short_label(texts::kComputeCodes);
  if (dataset.train.images || dataset.train.is_kept() || !dataset.is_published()) return offer;
  const std::string size = size_in_words(dataset.train.bytes_to_load());
  offer.control.short_label = fill(texts::kComputeCodesLoad, {size});
  return std::move(offer).with_hint(
      fill(texts::kMirrorImagesNeeded, {size, place_of(session.datasets, dataset, Split::train)}));
}

Offer load_offer(const Session& session, const DatasetEntry& dataset) {
  const bool has_failed = half_state(session, dataset, Split::train) == HalfState::failed;
  if (!dataset.is_published()) {
    const std::string count = grouped(synthetic_count(session.choices.synthetic));
    return make_button("load-training", fill(texts::kMakeDigits, {count}), LoadTraining{})
        .with_short_label(has_failed ? texts::kTryAgain : "");
  }
  const std::string size = load_size_in_words(dataset.train);
  return make_button("load-training", fill(texts::kMirrorLoadTraining, {dataset.title, size}), LoadTraining{})
      .with_short_label(has_failed ? texts::kTryAgain : fill(texts::kLoadImages, {dataset.title, size}))
      .with_hint(fill(texts::kMirrorLoadHint, {place_of(session.datasets, dataset, Split::train)}));
}

Offer cancel_offer(const DatasetEntry& dataset) {
  return make_button("cancel-training", texts::kMirrorCancelTraining,
                     CancelLoading{.dataset = dataset.name, .split = Split::train})
      .with_short_label(texts::kCancelLoading);
}

void add_code_opinion(OfferGroup& group, const LibraryEntry& entry, const Inference& inference) {
  if (!inference.image) {
    group.tell(texts::kMirrorPrediction, texts::kMirrorNothingDrawn);
  } else {
    add_opinion(group, entry, inference.codes, pictures_of(inference.codes));
  }
}

}  // namespace

void add_help(OfferGroup& group, const Session& session, const Missing& missing) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (missing.is_helped_by("compute-codes")) group.add(compute_offer(session, *dataset));
  if (missing.is_helped_by("load-training")) group.add(load_offer(session, *dataset));
  if (missing.is_helped_by("cancel-training")) group.add(cancel_offer(*dataset));
}

OfferGroup nearest_code_offers(const Session& session) {
  if (session.choices.is_hidden(Part::codes)) return {};
  OfferGroup group{.id = "codes", .title = texts::kMirrorNearestCodes};
  add_settings(group, session);
  const LibraryEntry* entry = chosen_entry(session);
  if (const auto missing = missing_codes(session, entry)) {
    // What stops the images stands with the pixels, where those are seen.
    const bool is_twice =
        missing->is_helped_by("cancel-training") && !session.choices.is_hidden(Part::pixels);
    if (!is_twice) add_help(group, session, *missing);
    group.tell(texts::kMirrorPrediction, missing->text);
  } else {
    add_code_opinion(group, *entry, session.inference);
  }
  return group;
}

OfferGroup nearest_pixel_offers(const Session& session) {
  const Choices& choices = session.choices;
  if (choices.is_hidden(Part::pixels)) return {};
  OfferGroup group{.id = "pixels", .title = texts::kMirrorNearestPixels};
  if (choices.is_hidden(Part::codes) && !choices.is_hidden(Part::controls))
    group.add(setting_offer(session, setting_of("k")));
  if (const auto missing = missing_pixels(session)) {
    add_help(group, session, *missing);
    group.tell(texts::kMirrorPrediction, missing->text);
  } else if (!session.inference.image) {
    group.tell(texts::kMirrorPrediction, texts::kMirrorNothingDrawn);
  } else if (!session.pixels.opinion.prediction) {
    group.tell(texts::kMirrorPrediction, texts::kMirrorSearching);
  } else {
    add_opinion(group, *chosen_entry(session), session.pixels.opinion, texts::kMirrorPicturesReal);
  }
  return group;
}

OfferGroup other_offers(const Session& session) {
  const LibraryEntry* entry = session.choices.is_hidden(Part::compare) ? nullptr : other_entry(session);
  if (!entry) return {};
  OfferGroup group{.id = "other-model", .title = fill(texts::kMirrorSecondModel, {entry->title})};
  if (!entry->is_usable()) {
    group.tell(texts::kMirrorCode, texts::kMirrorNeedsModel);
    return group;
  }
  group.tell(texts::kMirrorShapes, shapes_in_words(entry->model->architecture));
  if (session.other.image) {
    std::string code;
    for (const float value : session.other.code)
      code += (code.empty() ? "" : ", ") + fixed(static_cast<double>(value), 2);
    group.tell(texts::kMirrorCodeFromUnit1, std::move(code));
    add_errors(group, *entry->card, session.other);
  }
  if (session.choices.is_hidden(Part::codes)) return group;
  if (const auto missing = missing_codes(session, entry)) {
    group.tell(texts::kMirrorPrediction, missing->text);
  } else {
    add_code_opinion(group, *entry, session.other);
  }
  return group;
}

}  // namespace bottleneck
