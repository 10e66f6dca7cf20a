#include "lab/session/book.h"

#include <algorithm>

#include "core/knn.h"
#include "lab/session/queries.h"
#include "lab/session/session.h"

namespace bottleneck {
namespace {

bool is_by_plan(const TrainingSettings& settings, const TrainingPlan& plan) {
  return settings.architecture == architecture_of(plan) && settings.loss == plan.loss &&
         settings.epochs == plan.epochs && settings.batch == plan.batch &&
         settings.learning_rate == plan.learning_rate && settings.seed == plan.seed;
}

bool is_model_of(const LibraryEntry& entry, const TrainingPlan& plan, int all_images) {
  if (!entry.is_own || !entry.is_usable()) return false;
  const ModelCard& card = *entry.card;
  return card.dataset == plan.dataset && is_by_plan(card.settings, plan) && card.parent.empty() &&
         card.train_images == all_images && static_cast<int>(card.history.size()) == plan.epochs;
}

// Images that a name alone does not tell: the reader's own may be others with every visit.
bool are_told_by_name(const DatasetEntry* dataset) {
  return dataset && dataset->is_published();
}

const TrainingRun* find_run_of(const Session& session, const TrainingPlan& plan) {
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  const auto is_on_other_images = [&](const TrainingRun& run) {
    return dataset && !are_told_by_name(dataset) && run.train && run.train != dataset->train.images;
  };
  const auto is_of = [&](const TrainingRun& run) {
    return run.plan == plan && run.parent.empty() && !run.start && !is_on_other_images(run);
  };
  const auto& runs = session.training.runs;
  const auto found = std::ranges::find_if(runs.rbegin(), runs.rend(), is_of);
  return found == runs.rend() ? nullptr : &*found;
}

int epochs_wanted(const Session& session, const Experiment& experiment) {
  return needs_model(experiment) ? plan_now(session, experiment).epochs : 0;
}

// What a run now could give: not what is made of other rows, nor the losses of later epochs.
bool is_to_come(const Session& session, const Experiment& experiment, const BookRow& row) {
  return row.figure != Figure::times_longer && row.epoch <= epochs_wanted(session, experiment);
}

// Whether the figures of the search, or those of the training, are all there.
bool has_figures(const Session& session, const Experiment& experiment, bool of_search) {
  const int epochs = epochs_wanted(session, experiment);
  return std::ranges::all_of(experiment.rows, [&](const BookRow& row) {
    if (is_of_search(row.figure) != of_search || !is_to_come(session, experiment, row)) return true;
    const auto found = figure_here(session, experiment, row);
    return found && found->from.epochs >= epochs;
  });
}

}  // namespace

const Experiment* find_experiment(const Book& book, std::string_view id) {
  const auto found = std::ranges::find(book.experiments, id, &Experiment::id);
  return found == book.experiments.end() ? nullptr : &*found;
}

RowPlace find_row(const Book& book, std::string_view id) {
  for (const Experiment& experiment : book.experiments) {
    for (const BookRow& row : experiment.rows) {
      if (row_id(experiment, row) == id) return {&experiment, &row};
    }
  }
  return {};
}

const DatasetEntry* exercise_dataset(const Session& session) {
  for (const char* name : {kPicturesDataset, kDrawingsDataset}) {
    const DatasetEntry* dataset = find_dataset(session.datasets, name);
    if (dataset && dataset->train.images && dataset->test.images) return dataset;
  }
  return find_dataset(session.datasets, kSyntheticDataset);
}

TrainingPlan whole_plan(const Session& session, const Experiment& experiment) {
  TrainingPlan plan = experiment.plan;
  if (!plan.dataset.empty()) return plan;
  plan.dataset = exercise_dataset(session)->name;
  return whole_plan(session, plan);
}

TrainingPlan plan_now(const Session& session, const Experiment& experiment) {
  TrainingPlan plan = whole_plan(session, experiment);
  if (session.choices.is_book_quick) plan.epochs = std::min(plan.epochs, kQuickEpochs);
  return plan;
}

ModelHere model_here(const Session& session, const TrainingPlan& plan) {
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  const int all_images = dataset ? dataset->train.count() : 0;
  const TrainingRun* run = find_run_of(session, plan);
  const bool is_run_over = run && run->state == TrainingRun::State::finished && run->model &&
                           static_cast<int>(run->history.size()) == plan.epochs &&
                           run->images == run->train->size();
  const LibraryEntry* entry = is_run_over ? find_entry(session.library, run->saved_as) : nullptr;
  if (!entry && !is_run_over && are_told_by_name(dataset)) {
    const auto& entries = session.library.entries;
    const auto found = std::ranges::find_if(
        entries, [&](const LibraryEntry& one) { return is_model_of(one, plan, all_images); });
    if (found != entries.end()) entry = &*found;
  }
  if (entry) {
    const ModelCard& card = *entry->card;
    return {.model = entry->model,
            .history = card.history,
            .dead_units = card.dead_units,
            .train_images = card.train_images,
            .test_images = card.test_images,
            .name = entry->name,
            .day = card.date,
            .is_of_visit = is_run_over};
  }
  if (!is_run_over) return {};
  return {.model = run->model,
          .history = run->history,
          .dead_units = run->dead_units,
          .train_images = run->images,
          .test_images = run->test->size(),
          .day = session.today,
          .is_of_visit = true};
}

std::optional<double> guess_of(const Book& book, const Experiment& experiment, const BookRow& row) {
  const auto guess = book.record.guesses.find(row_id(experiment, row));
  return guess == book.record.guesses.end() ? std::nullopt : std::optional(guess->second);
}

bool is_done(const Session& session, const Experiment& experiment) {
  const bool lacks_model = session.book.models_wanted.contains(experiment.id) &&
                           !model_here(session, plan_now(session, experiment)).model;
  return !lacks_model && has_figures(session, experiment, false) && has_figures(session, experiment, true);
}

int tasks_left(const Session& session, const Experiment& experiment) {
  if (is_done(session, experiment)) return 0;
  const bool has_model =
      !needs_model(experiment) || model_here(session, plan_now(session, experiment)).model != nullptr;
  return (has_model ? 0 : 1) + (has_figures(session, experiment, true) ? 0 : 1);
}

int tasks_left(const Session& session) {
  int tasks = 0;
  for (const std::string& id : session.book.wanted) {
    if (const Experiment* experiment = find_experiment(session.book, id))
      tasks += tasks_left(session, *experiment);
  }
  return tasks;
}

bool is_wanted(const Book& book, const Experiment& experiment) {
  return std::ranges::find(book.wanted, experiment.id) != book.wanted.end();
}

const Experiment* experiment_now(const Session& session) {
  const Book& book = session.book;
  return book.wanted.empty() ? nullptr : find_experiment(book, book.wanted.front());
}

const TrainingRun* book_run(const Session& session) {
  const Experiment* experiment = experiment_now(session);
  return experiment && needs_model(*experiment) ? find_run_of(session, plan_now(session, *experiment))
                                                : nullptr;
}

const NeighbourResult* book_search(const Session& session) {
  const auto& search = session.book.asked.search;
  return search ? find_neighbours(session.measured, *search) : nullptr;
}

const TrainingRun* awaited_run(const Session& session) {
  const TrainingRun* active = active_run(session.training);
  const TrainingRun* own = book_run(session);
  const bool is_at_training = experiment_now(session) && !session.book.asked.search;
  return is_at_training && active && active != own ? active : nullptr;
}

std::optional<NeighbourTest> search_now(const Session& session, const Experiment& experiment) {
  const TrainingPlan plan = plan_now(session, experiment);
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  if (!dataset) return std::nullopt;
  NeighbourTest test{.on = measured_on(*dataset)};
  if (needs_model(experiment)) test.model = model_here(session, plan).model;
  if (!test.on.halves.train || (needs_model(experiment) && !test.model)) return std::nullopt;
  test.k = std::min(kNeighbours, test.on.halves.train->size());
  test.queries = test.on.halves.test->size();
  return test;
}

}  // namespace bottleneck
