#include "lab/session/queries.h"

#include <algorithm>

#include "lab/data/browsing.h"
#include "lab/drawing/samples.h"
#include "lab/session/address.h"
#include "lab/training/usual_plan.h"

namespace bottleneck {

const LibraryEntry* chosen_entry(const Session& session) {
  return find_entry(session.library, session.choices.model);
}

const LibraryEntry* other_entry(const Session& session) {
  return session.choices.other.empty() ? nullptr : find_entry(session.library, session.choices.other);
}

const std::string& run_name(const Session& session, const TrainingRun& run) {
  const LibraryEntry* entry = run.saved_as.empty() ? nullptr : find_entry(session.library, run.saved_as);
  return entry ? entry->title : run.name;
}

bool is_name_taken(const Session& session, std::string_view name, const TrainingRun* run) {
  const auto is_other_run = [&](const TrainingRun& other) {
    return &other != run && run_name(session, other) == name;
  };
  const auto is_other_model = [&](const LibraryEntry& entry) {
    return entry.title == name && (!run || run->saved_as != entry.name);
  };
  return std::ranges::any_of(session.training.runs, is_other_run) ||
         std::ranges::any_of(session.library.entries, is_other_model);
}

const DatasetEntry* dataset_of(const Session& session, const TrainingPlan& plan) {
  if (!plan.dataset.empty()) return find_dataset(session.datasets, plan.dataset);
  // The first, as in the notebook; where it cannot be had, what can always be had.
  const DatasetEntry& first = session.datasets.entries.front();
  const bool has_failed = !first.train.error().empty() || !first.test.error().empty();
  return has_failed ? find_dataset(session.datasets, kSyntheticDataset) : &first;
}

int planned_images(const Session& session, const TrainingPlan& plan) {
  const DatasetEntry* dataset = dataset_of(session, plan);
  const int all = dataset ? dataset->train.count() : 0;
  return plan.images == 0 || all == 0 ? all : std::min(plan.images, all);
}

TrainingPlan whole_plan(const Session& session, const TrainingPlan& plan) {
  return with_usual(plan, planned_images(session, plan));
}

TrainingPlan plan_of(const Session& session, const TrainingRun& run) {
  TrainingPlan plan = run.plan;
  plan.linear_latent = false;  // no plan of the reader's has it
  TrainingPlan open = plan;
  open.epochs = open.batch = 0;
  const TrainingPlan usual = whole_plan(session, open);
  if (plan.epochs == usual.epochs) plan.epochs = 0;
  if (plan.batch == usual.batch) plan.batch = 0;
  return plan;
}

bool is_plan_of(const Session& session, const TrainingRun& run) {
  TrainingPlan plan = session.choices.plan;
  if (const DatasetEntry* dataset = dataset_of(session, plan)) plan.dataset = dataset->name;
  return whole_plan(session, plan) == whole_plan(session, plan_of(session, run));
}

const DatasetEntry* dataset_of(const Session& session, const LibraryEntry* entry) {
  if (!entry || !entry->card) return nullptr;
  const DatasetEntry* dataset = find_dataset(session.datasets, entry->card->dataset);
  // There must be as many classes: a card may come from anywhere. The reader's own images are others with
  // every visit, if they are there at all: their labels must mean the same.
  if (!dataset || dataset->class_names.size() != entry->card->class_names.size()) return nullptr;
  const bool is_others = !has_lasting_images(*dataset) &&
                         (!dataset->train.images || dataset->class_names != entry->card->class_names);
  return is_others ? nullptr : dataset;
}

std::shared_ptr<const Dataset> code_images(const Session& session, const LibraryEntry* entry) {
  if (!entry || !entry->codes) return nullptr;
  if (entry->codes->images) return entry->codes->images;
  const DatasetEntry* dataset = dataset_of(session, entry);
  const bool has_them =
      dataset && dataset->train.images && dataset->train.images->size() == entry->codes->size();
  return has_them ? dataset->train.images : nullptr;
}

// What the page shows by itself is not said; a model of the reader's is never that for long.
std::string address_of(const Session& session, const Choices& choices) {
  if (session.library.entries.empty()) return "";
  const LibraryEntry& usual = *usual_entry(session.library);
  return write_address(choices, session.drawing.sheet, usual.is_own ? "" : usual.name, set_units(session));
}

std::string address_of(const Session& session) {
  return address_of(session, session.choices);
}

UnitValues set_units(const Session& session) {
  if (!session.wanted_units.empty()) return session.wanted_units;
  const std::vector<float>& code = session.edited_code;
  const std::vector<float>& own = session.inference.latent;
  UnitValues units;
  for (std::size_t unit = 0; unit < std::min(code.size(), own.size()); ++unit) {
    if (code[unit] != own[unit]) units.push_back({.unit = static_cast<int>(unit), .value = code[unit]});
  }
  return units;
}

const DatasetEntry& browsed_dataset(const Session& session) {
  const std::string& name = session.choices.browsing.dataset;
  const DatasetEntry* chosen = name.empty() ? nullptr : find_dataset(session.datasets, name);
  if (!chosen) chosen = dataset_of(session, session.choices.plan);
  return chosen ? *chosen : session.datasets.entries.front();
}

const DatasetHalf& browsed_half(const Session& session) {
  return browsed_dataset(session).half(session.choices.browsing.split);
}

std::shared_ptr<const Dataset> test_images(const Session& session) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  return dataset ? dataset->test.images : nullptr;
}

int shown_neuron(const Session& session) {
  const WeightsView& view = session.choices.weights;
  if (session.neurons.size() == 0) return -1;
  if (view.picked >= 1 && view.picked <= session.neurons.size()) return view.picked - 1;
  return ordered(session.neurons, view.order).front();
}

void name_picture(const Session& session, const DatasetEntry& dataset, Split split, Sheet& sheet) {
  const bool is_models = split == Split::test && dataset_of(session, chosen_entry(session)) == &dataset;
  if (is_models && has_lasting_images(dataset)) return;
  sheet.picture->caption = image_in_words(dataset, split, sheet.picture->index);
  sheet.picture->index = -1;
}

Sheet sheet_of_image(const Session& session, int index) {
  const DatasetEntry& dataset = browsed_dataset(session);
  const Split split = session.choices.browsing.split;
  Sheet sheet = test_sample(*dataset.half(split).images, index).sheet;
  name_picture(session, dataset, split, sheet);
  return sheet;
}

int most_workers(const Session& session) {
  const int chosen = session.choices.workers;
  return std::clamp(chosen == 0 ? session.cores : chosen, 1, kMostWorkers);
}

}  // namespace bottleneck
