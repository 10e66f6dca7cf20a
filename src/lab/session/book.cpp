#include "lab/session/book.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/knn.h"
#include "core/metrics.h"
#include "formats/npy.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/queries.h"
#include "lab/session/session.h"

namespace bottleneck {
namespace {

constexpr double kMsPerSecond = 1000;

// --- what there is

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

std::optional<double> loss_after(const std::span<const EpochRecord> history, int epoch,
                                 double EpochRecord::* loss) {
  const std::size_t place = epoch > 0 ? static_cast<std::size_t>(epoch) : history.size();
  if (place == 0 || place > history.size()) return std::nullopt;
  return history[place - 1].*loss;
}

// Bytes of a .npy file of so many rows: its header is the same for any number of them that an int can be.
double npy_bytes(int rows, int width) {
  const std::vector<std::int64_t> shape{0, width};
  return static_cast<double>(write_npy(shape, std::span<const float>()).size()) +
         static_cast<double>(sizeof(float)) * rows * width;
}

std::optional<double> of_training(const BookRow& row, const ModelHere& here) {
  const Architecture& architecture = here.model->architecture;
  const CompressionSizes sizes = compression_sizes(architecture, here.test_images);
  switch (row.figure) {
    case Figure::parameters:
      return static_cast<double>(here.model->parameters.size());
    case Figure::train_loss:
      return loss_after(here.history, row.epoch, &EpochRecord::train_loss);
    case Figure::val_loss:
      return loss_after(here.history, row.epoch, &EpochRecord::val_loss);
    case Figure::val_mse:
      return loss_after(here.history, row.epoch, &EpochRecord::val_mse);
    case Figure::dead_units:
      return here.dead_units;
    case Figure::code_shape:
      return here.train_images;
    case Figure::images_npy:
      return npy_bytes(here.test_images, kPixels);
    case Figure::codes_npy:
      return npy_bytes(here.test_images, architecture.latent);
    case Figure::times_smaller:
      return sizes.ratio();
    case Figure::times_smaller_decoder:
      return sizes.honest_ratio();
    case Figure::first_layer:
    case Figure::layers:
      return here.model->layers.front().outputs;
    case Figure::train_images:
      return here.train_images;
    default:
      return std::nullopt;
  }
}

std::optional<double> of_search(Figure figure, const NeighbourResult& result) {
  switch (figure) {
    case Figure::accuracy:
      return result.confusion.accuracy();
    case Figure::seconds:
      return (result.fit_ms + result.search_ms) / kMsPerSecond;
    case Figure::encode_seconds:
      return result.encode_ms / kMsPerSecond;
    default:
      return std::nullopt;
  }
}

// The neighbours of all test images; nothing while the images are not there.
std::optional<NeighbourTest> search_of(const Session& session, const Experiment& experiment,
                                       const ModelHere& here) {
  const DatasetEntry* dataset = find_dataset(session.datasets, whole_plan(session, experiment).dataset);
  if (!dataset) return std::nullopt;
  NeighbourTest test{.on = measured_on(*dataset), .model = here.model};
  if (!test.on.halves.train) return std::nullopt;
  test.k = std::min(kNeighbours, test.on.halves.train->size());
  test.queries = test.on.halves.test->size();
  return test;
}

int epochs_wanted(const Session& session, const Experiment& experiment) {
  return needs_model(experiment) ? plan_now(session, experiment).epochs : 0;
}

// What a run now could give: not what is made of other rows, nor the losses of later epochs.
bool is_to_come(const Session& session, const Experiment& experiment, const BookRow& row) {
  return row.figure != Figure::times_longer && row.epoch <= epochs_wanted(session, experiment);
}

// What a figure says of the images that it was measured on. The program's own digits are told by number and
// seed.
std::string images_name(const Session& session, const DatasetEntry& dataset) {
  return dataset.origin == Origin::synthetic ? synthetic_name(session.datasets.synthetic.plan) : dataset.name;
}

// Of exercise 3 those on the images of now alone.
std::optional<BookFigure> recorded(const Session& session, const Experiment& experiment, const BookRow& row) {
  const auto& figures = session.book.record.figures;
  const auto found = figures.find(row_id(experiment, row));
  if (found == figures.end()) return std::nullopt;
  const BookFigure& figure = found->second;
  if (!experiment.plan.dataset.empty()) return figure;
  const DatasetEntry& dataset = *exercise_dataset(session);
  const bool is_of_these = figure.from.dataset == images_name(session, dataset) &&
                           figure.from.train_images == dataset.train.count();
  return is_of_these ? std::optional(figure) : std::nullopt;
}

// Whether the figures of the search, or those of the training, are all there.
bool has_figures(const Session& session, const Experiment& experiment, bool of_search) {
  const int epochs = epochs_wanted(session, experiment);
  return std::ranges::all_of(experiment.rows, [&](const BookRow& row) {
    if (is_of_search(row.figure) != of_search || !is_to_come(session, experiment, row)) return true;
    const auto found = recorded(session, experiment, row);
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

std::optional<BookFigure> figure_here(const Session& session, const Experiment& experiment,
                                      const BookRow& row) {
  if (row.figure != Figure::times_longer) return recorded(session, experiment, row);
  const Experiment* other = find_experiment(session.book, row.than);
  const BookRow seconds{Figure::seconds};
  std::optional<BookFigure> longer = recorded(session, experiment, seconds);
  const std::optional<BookFigure> shorter = other ? recorded(session, *other, seconds) : std::nullopt;
  // Of two devices it would say nothing.
  if (!longer || !shorter || longer->from.device != shorter->from.device || !(shorter->value > 0)) return {};
  longer->value /= shorter->value;
  return longer;
}

std::optional<double> guess_of(const Book& book, const Experiment& experiment, const BookRow& row) {
  const auto guess = book.record.guesses.find(row_id(experiment, row));
  return guess == book.record.guesses.end() ? std::nullopt : std::optional(guess->second);
}

std::optional<double> times_longer_as_timed(const Book& book, const Experiment& experiment,
                                            const BookRow& row) {
  const auto seconds_of = [](const Experiment& one) -> std::optional<double> {
    const auto found = std::ranges::find(one.rows, Figure::seconds, &BookRow::figure);
    return found == one.rows.end() ? std::nullopt : found->book;
  };
  const Experiment* other = row.figure == Figure::times_longer ? find_experiment(book, row.than) : nullptr;
  const auto longer = seconds_of(experiment);
  const auto shorter = other ? seconds_of(*other) : std::nullopt;
  return longer && shorter ? std::optional(*longer / *shorter) : std::nullopt;
}

void forget_figures_of(Book& book, std::string_view dataset) {
  std::erase_if(book.record.figures, [&](const auto& one) { return one.second.from.dataset == dataset; });
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
  const ModelHere here =
      needs_model(experiment) ? model_here(session, plan_now(session, experiment)) : ModelHere{};
  return search_of(session, experiment, here);
}

void record_figures(Session& session, const Experiment& experiment) {
  const TrainingPlan plan = plan_now(session, experiment);
  const ModelHere here = needs_model(experiment) ? model_here(session, plan) : ModelHere{};
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  if (!dataset || (needs_model(experiment) && !here.model)) return;
  const std::optional<NeighbourTest> test = search_of(session, experiment, here);
  const NeighbourResult* result = test ? find_neighbours(session.measured, *test) : nullptr;
  if (result && !result->is_done()) result = nullptr;
  for (const BookRow& row : experiment.rows) {
    Provenance from{
        .dataset = images_name(session, *dataset), .device = session.device, .day = session.today};
    if (here.model) {
      from.epochs = plan.epochs;
      from.seed = plan.seed;
    }
    std::optional<double> value;
    if (is_of_search(row.figure)) {
      if (!result) continue;
      value = of_search(row.figure, *result);
      from.train_images = test->on.halves.train->size();
      from.test_images = test->queries;
    } else if (here.model) {
      value = of_training(row, here);
      from.train_images = here.train_images;
      from.test_images = here.test_images;
      if (!here.is_of_visit) {
        from.device.clear();
        from.day = here.day;
      }
    }
    if (!value || !std::isfinite(*value)) continue;
    const std::optional<BookFigure> old = recorded(session, experiment, row);
    if (!old || old->from.epochs < from.epochs)
      session.book.record.figures.insert_or_assign(row_id(experiment, row),
                                                   BookFigure{*value, std::move(from)});
  }
}

}  // namespace bottleneck
