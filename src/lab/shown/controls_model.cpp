// Which model, and what it makes of the drawing: code and reconstruction.
#include <cmath>
#include <vector>

#include "lab/base/figures.h"
#include "lab/data/datasets.h"
#include "lab/models/card_measures.h"
#include "lab/session/queries.h"
#include "lab/shown/inference_words.h"
#include "lab/shown/offer.h"
#include "lab/shown/words.h"
#include "texts/controls.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

constexpr int kUnitDigits = 2;

// The page takes the models' titles; `first` stands before them.
Offer model_choice(const Session& session, std::string_view word, const std::string& chosen,
                   std::vector<std::pair<std::string, std::string>> first = {}) {
  for (const LibraryEntry& entry : session.library.entries) {
    const std::optional<double> mse = test_mse(entry);
    const std::string error = mse ? fill(texts::kTestMse, {fixed(*mse, kLossDigits)}) : "";
    first.emplace_back(entry.name, error.empty() ? entry.title : entry.title + " · " + error);
  }
  return setting_choice(word, chosen, first);
}

Offer card_button(std::string id, const LibraryEntry& entry, Dialog dialog) {
  return make_button(std::move(id), fill(texts::kMirrorCard, {entry.title}), ShowDialog{dialog})
      .with_short_label(texts::kModelCard)
      .enabled_if(entry.card != nullptr);
}

// How far a model's card and weights are, while they are on their way.
void add_progress(OfferGroup& group, const LibraryEntry* entry) {
  if (!entry || entry->is_usable() || !entry->error().empty()) return;
  if (entry->card_file.is_busy() || entry->weights_file.is_busy())
    group.tell(fill(texts::kMirrorLoadingModel, {entry->title}), progress_in_words(entry->weights_file));
}

void add_model_facts(OfferGroup& group, const Session& session, const LibraryEntry& entry) {
  const int units = entry.model->architecture.latent;
  group.tell(texts::kMirrorTrainedOn, origin_in_words(session, entry));
  group.tell(texts::kMirrorShapes, shapes_in_words(entry.model->architecture));
  group.tell(texts::kMirrorSizes,
             fill(texts::kMirrorSizesValue,
                  {std::to_string(units), std::to_string(units * 4),
                   fixed(static_cast<double>(kPixels) / units, kPixels % units == 0 ? 0 : 1)}));
}

// The limits are rounded outwards, so that what the reader is told is allowed; setting clamps to the exact
// ones.
NumberRange shown_range(const UnitRange& range) {
  const double scale = std::pow(10, kUnitDigits);
  return {.low = std::floor(static_cast<double>(range.low) * scale) / scale,
          .high = std::ceil(static_cast<double>(range.high) * scale) / scale,
          .step = 0,
          .digits = kUnitDigits};
}

Offer unit_offer(const ModelCard& card, const Inference& inference, int unit) {
  const auto index = static_cast<std::size_t>(unit);
  const UnitRange range = unit_range(card, unit);
  const NumberRange shown = shown_range(range);
  const bool has_value = index < inference.code.size();
  const std::string name = std::to_string(unit + 1);
  Offer offer =
      make_number("unit:" + std::to_string(unit),
                  fill(range.is_dead ? texts::kMirrorDeadUnit : texts::kMirrorUnit, {name}),
                  has_value ? static_cast<double>(inference.code[index]) : 0, shown,
                  [unit](double value) { return SetUnit{.unit = unit, .value = static_cast<float>(value)}; });
  if (!has_value) offer.control.value.clear();
  offer.control.short_label = fill(texts::kUnitOfCode, {name});
  offer.control.is_enabled = has_value && !range.is_dead;
  offer.control.hint = range.is_dead ? texts::kMirrorDeadUnitHint
                                     : fill(texts::kMirrorUnitHint,
                                            {fixed(shown.low, kUnitDigits), fixed(shown.high, kUnitDigits)});
  return offer;
}

Offer sweep_choice(const Session& session, const ModelCard& card, int units) {
  std::vector<ChoiceOption> options{{"none", texts::kMirrorNone, SweepUnit{-1}}};
  for (int unit = 0; unit < units; ++unit) {
    if (unit_range(card, unit).is_dead) continue;
    options.push_back(
        {std::to_string(unit), fill(texts::kMirrorUnit, {std::to_string(unit + 1)}), SweepUnit{unit}});
  }
  for (ChoiceOption& option : options)
    option.short_label = option.id == "none" ? texts::kStop : texts::kSweep;
  return make_choice("sweep", texts::kMirrorSweep,
                     session.sweep ? std::to_string(session.sweep->unit) : "none", std::move(options))
      .enabled_if(!session.inference.code.empty());
}

// "unit 3 is 12.00 instead of 8.31"
std::string edits_in_words(const Inference& inference) {
  std::string words;
  for (std::size_t i = 0; i < inference.code.size(); ++i) {
    if (inference.code[i] == inference.latent[i]) continue;
    if (!words.empty()) words += "; ";
    words += fill(texts::kMirrorEdit,
                  {std::to_string(i + 1), fixed(static_cast<double>(inference.code[i]), kUnitDigits),
                   fixed(static_cast<double>(inference.latent[i]), kUnitDigits)});
  }
  return words;
}

void add_chooser(OfferGroup& group, const Session& session) {
  const Choices& choices = session.choices;
  if (!session.library.entries.empty() && !choices.is_hidden(Part::models))
    group.add(model_choice(session, "model", choices.model));
}

// What has failed, or is on its way, of these models, either of which may be null.
void add_loading(OfferGroup& group, const Session& session, const LibraryEntry* entry,
                 const LibraryEntry* other) {
  const auto failures = failures_of(session);
  if (!failures.empty())
    group.add(make_button("retry", texts::kMirrorRetry, RetryLoading{}).with_short_label(texts::kTryAgain));
  for (const std::string& failure : failures) group.tell(texts::kMirrorNotLoaded, failure);
  if (session.library.index_file.is_busy())
    group.tell(texts::kMirrorLoadingList, progress_in_words(session.library.index_file));
  add_progress(group, entry);
  add_progress(group, other);
}

}  // namespace

OfferGroup chosen_model_offers(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  OfferGroup group{.id = "model", .title = texts::kMirrorModel};
  add_chooser(group, session);
  if (entry) group.add(card_button("card", *entry, Dialog::card));
  if (!session.choices.is_hidden(Part::models)) group.add(open_offer());
  add_loading(group, session, entry, nullptr);
  const bool is_of_pictures = entry && entry->card && entry->card->dataset == kPicturesDataset;
  if (is_of_pictures && !dataset_of(session, entry)) group.add(folder_offer());
  if (entry && entry->is_usable()) add_model_facts(group, session, *entry);
  return group;
}

OfferGroup model_offers(const Session& session) {
  const Choices& choices = session.choices;
  const LibraryEntry* entry = chosen_entry(session);
  const LibraryEntry* other = choices.is_hidden(Part::compare) ? nullptr : other_entry(session);
  OfferGroup group{.id = "model", .title = texts::kMirrorModel};
  add_chooser(group, session);
  const bool has_list = !session.library.entries.empty();
  if (has_list && !choices.is_hidden(Part::compare)) {
    group.add(model_choice(session, "with", choices.other, {{"", texts::kMirrorNone}}));
    group.offers.back().control.options.front().short_label = texts::kStopComparing;
  }
  add_settings(group, session);
  if (entry) group.add(card_button("card", *entry, Dialog::card));
  if (other) group.add(card_button("other-card", *other, Dialog::other_card));

  if (entry) add_library_offers(group, session, *entry, "model");
  if (other) add_library_offers(group, session, *other, "other-model");
  if (!choices.is_hidden(Part::models)) group.add(open_offer());
  add_loading(group, session, entry, other);
  if (entry && entry->is_usable()) add_model_facts(group, session, *entry);
  return group;
}

OfferGroup code_offers(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  OfferGroup group{.id = "code", .title = texts::kMirrorCode};
  if (!entry || !entry->is_usable()) {
    group.tell(texts::kMirrorCode, texts::kMirrorNeedsModel);
    return group;
  }
  const Inference& inference = session.inference;
  const int units = entry->model->architecture.latent;
  for (int unit = 0; unit < units; ++unit) group.add(unit_offer(*entry->card, inference, unit));
  group.add(make_button("reset", texts::kMirrorReset, ResetCode{})
                .with_short_label(texts::kReset)
                .enabled_if(session.sweep || !session.edited_code.empty()));
  group.add(sweep_choice(session, *entry->card, units));

  if (!inference.image) {
    group.tell(texts::kMirrorCode, texts::kMirrorNothingDrawn);
    return group;
  }
  if (inference.is_edited()) group.tell(texts::kMirrorEdited, edits_in_words(inference));
  add_errors(group, *entry->card, inference);
  return group;
}

}  // namespace bottleneck
