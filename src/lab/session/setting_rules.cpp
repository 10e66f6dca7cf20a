#include "lab/session/setting_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "lab/session/session.h"
#include "lab/session/settings.h"

namespace bottleneck {

// A test image is normalised already, and strokes on it are drawn as it is.
bool is_normalisation_felt(const Session& session) {
  return !session.drawing.sheet.picture;
}

// What is under way keeps its epochs.
bool is_book_at_rest(const Session& session) {
  return session.book.wanted.empty();
}

void settle_model(Session& session, const Choices& before) {
  Choices& choices = session.choices;
  if (!find_entry(session.library, choices.model)) {
    choices.model = before.model;
    return;
  }
  if (choices.model != before.model && !session.suits_meaning) {
    if (const LibraryEntry* entry = find_entry(session.library, before.model); entry && entry->card)
      session.suits_meaning = means_digits(entry);
  }
  std::string& rows = choices.reconstructions.rows;
  const std::vector<std::string> names = row_names(rows);
  if (std::ranges::find(names, choices.model) == names.end()) rows.clear();  // others go with it
  session.wanted_test_image.reset();  // it was one of the other model's dataset
  choices.map.part = {};              // the other one's map is another
  if (choices.samples == SampleSource::test) choices.sample_page = 0;
}

void settle_other(Session& session, const Choices& before) {
  std::string& other = session.choices.other;
  if (!other.empty() && !find_entry(session.library, other)) other = before.other;
}

// Sources of samples have pages of their own.
void settle_samples(Session& session, const Choices& before) {
  if (session.choices.samples != before.samples) session.choices.sample_page = 0;
}

// On all of it, where it has no more images than were asked for.
void settle_plan_dataset(Session& session, const Choices& before) {
  TrainingPlan& plan = session.choices.plan;
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  if (!dataset && !plan.dataset.empty()) plan.dataset = before.plan.dataset;
  if (dataset && plan.images >= dataset->train.count()) plan.images = 0;
}

// Other images are looked at from the first one on.
void settle_browsing(Session& session, const Choices& before) {
  Browsing& browsing = session.choices.browsing;
  const bool is_known = browsing.dataset.empty() || find_dataset(session.datasets, browsing.dataset);
  if (!is_known) browsing.dataset = before.browsing.dataset;
  if (browsing.dataset != before.browsing.dataset) browsing.label = -1;
  browsing.picked = -1;
  browsing.first = 0;
}

void settle_picked(Session& session, const Choices& /*before*/) {
  Browsing& browsing = session.choices.browsing;
  browsing.first = std::max(browsing.picked, 0);
}

// Along other axes there is another map.
void settle_axes(Session& session, const Choices& before) {
  const MapChoices& now = session.choices.map;
  const bool is_same =
      now.axes == before.map.axes && now.across == before.map.across && now.up == before.map.up;
  if (!is_same) session.choices.map.part = {};
}

// The chosen model, whose dataset is shown, is among them.
void settle_rows(Session& session, const Choices& before) {
  Choices& choices = session.choices;
  const std::vector<std::string> names = row_names(choices.reconstructions.rows);
  const bool are_known =
      std::ranges::all_of(names, [&](const std::string& name) { return find_entry(session.library, name); });
  if (!are_known || names.size() > kMostRows) {
    choices.reconstructions.rows = before.reconstructions.rows;
    return;
  }
  if (names.empty() || std::ranges::find(names, choices.model) != names.end()) return;
  choices.model = names.front();
  settle_model(session, before);
}

void settle_shelf(Session& session, const Choices& before) {
  ReconstructionsView& view = session.choices.reconstructions;
  if (view.shelf != before.reconstructions.shelf) view.first = 0;
}

// The neurons of the other layer are others.
void settle_layer(Session& session, const Choices& before) {
  if (session.choices.weights.layer != before.weights.layer) session.choices.weights.picked = 0;
}

void settle_cell(Session& session, const Choices& /*before*/) {
  session.choices.cell_first = 0;
}

double epochs_now(const Session& session) {
  TrainingPlan plan = session.choices.plan;
  plan.epochs = kUsual.plan.epochs;
  return whole_plan(session, plan).epochs;
}

double workers_now(const Session& session) {
  return most_workers(session);
}

double batch_now(const Session& session) {
  TrainingPlan plan = session.choices.plan;
  plan.batch = kUsual.plan.batch;
  return whole_plan(session, plan).batch;
}

}  // namespace bottleneck
