#include "lab/shown/book_words.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/models/model_title.h"
#include "lab/session/keeping_book.h"
#include "lab/session/queries.h"
#include "lab/shown/training_words.h"
#include "lab/shown/words.h"
#include "texts/book.h"

namespace bottleneck {
namespace {

std::string title_of(const Session& session, const std::string& dataset) {
  const DatasetEntry* entry = find_dataset(session.datasets, dataset);
  return entry ? entry->title : dataset;
}

// "784, 16, 784".
std::string widths_of(const TrainingPlan& plan) {
  std::string words;
  for (const int width : layer_widths(architecture_of(plan)))
    words += (words.empty() ? "" : ", ") + std::to_string(width);
  return words;
}

// The first word of a name: "Fashion".
std::string first_word(const std::string& name) {
  return name.substr(0, name.find_first_of(" -"));
}

std::string title_with(const std::string& dataset, const Experiment& experiment) {
  if (experiment.is_by_pixels) return fill(texts::kBookPixels, {dataset});
  return fill(experiment.plan.loss == Loss::mse ? texts::kBookExperimentMse : texts::kBookExperiment,
              {dataset, widths_of(experiment.plan)});
}

// With two digits after the point at the most, and no zeros at the end.
std::string trimmed(double value) {
  std::string words = fixed(value, 2);
  words.erase(words.find_last_not_of('0') + 1);
  if (words.ends_with('.')) words.pop_back();
  return words;
}

std::string seconds_in_words(double seconds) {
  constexpr double kHundredthsBelow = 9.95;
  if (seconds < kHundredthsBelow) return fill(texts::kBookSecondsValue, {fixed(seconds, 2)});
  return duration_in_words(1000 * seconds);
}

std::string book_times_in_words(double times) {
  constexpr double kWholeFrom = 100;
  return fill(texts::kBookTimes, {times >= kWholeFrom ? grouped(std::llround(times)) : trimmed(times)});
}

// As a file has it: a point, no groups, no unit.
std::string plain_number(double value) {
  return value == std::round(value) ? fixed(value, 0) : short_number(value);
}

std::string cell(const std::optional<double>& value) {
  return value ? plain_number(*value) : "";
}

template <class Value>
std::optional<Value> find_in(const std::map<std::string, Value>& values, const std::string& key) {
  const auto found = values.find(key);
  return found == values.end() ? std::nullopt : std::optional(found->second);
}

struct TasksLeft {
  int trainings = 0;
  int searches = 0;
};
TasksLeft tasks_by_kind(const Session& session) {
  TasksLeft left;
  for (const Experiment& experiment : session.book.experiments) {
    const int tasks = tasks_left(session, experiment);
    const bool has_search =
        needs_search(experiment) && tasks > 0 &&
        (tasks == 2 || !needs_model(experiment) || model_here(session, plan_now(session, experiment)).model);
    left.searches += has_search ? 1 : 0;
    left.trainings += tasks - (has_search ? 1 : 0);
  }
  return left;
}

std::string work_in_words(const Session& session, const Experiment& experiment) {
  if (session.book.is_paused) return texts::kBookPaused;
  if (const TrainingRun* awaited = awaited_run(session))
    return fill(texts::kBookAwaiting, {run_name(session, *awaited)});
  if (const NeighbourResult* search = book_search(session))
    return fill(texts::kBookSearching, {grouped(search->done()), grouped(search->test.queries)});
  const TrainingRun* run = book_run(session);
  const bool is_searching = !needs_model(experiment) || session.book.asked.search.has_value();
  if (is_searching || !run || !run->is_active())
    return is_searching && !session.book.asked.search ? texts::kBookLoading : texts::kBookStarting;
  if (!run->train) return waits_for(session, *run);
  return fill(texts::kBookTraining, {place_in_words(*run)});
}

std::string escaped_cell(const std::string& cell) {
  std::string text;
  for (const char c : cell) {
    if (c == '|') text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

std::string experiment_title(const Session& session, const Experiment& experiment) {
  return title_with(title_of(session, experiment.plan.dataset), experiment);
}

std::string experiment_title_short(const Session& session, const Experiment& experiment) {
  return title_with(first_word(title_of(session, experiment.plan.dataset)), experiment);
}

std::string experiment_title_shortest(const Session& session, const Experiment& experiment) {
  const std::string dataset = first_word(title_of(session, experiment.plan.dataset));
  if (experiment.is_by_pixels) return fill(texts::kBookPixelsShort, {dataset});
  return fill(
      experiment.plan.loss == Loss::mse ? texts::kBookExperimentShortMse : texts::kBookExperimentShort,
      {dataset, widths_in_words(architecture_of(experiment.plan))});
}

std::string figure_in_words(const Session& session, const Experiment& experiment, const BookRow& row) {
  const auto at_epoch = [&](const char* loss) -> std::string {
    return row.epoch > 0 ? fill(texts::kBookAtEpoch, {loss, std::to_string(row.epoch)}) : std::string(loss);
  };
  switch (row.figure) {
    case Figure::parameters:
      return texts::kBookParameters;
    case Figure::train_loss:
      return at_epoch(texts::kBookTrainLoss);
    case Figure::val_loss:
      return at_epoch(texts::kBookValLoss);
    case Figure::val_mse:
      return texts::kBookValMse;
    case Figure::dead_units:
      return texts::kBookDeadUnits;
    case Figure::code_shape:
      return texts::kBookCodeShape;
    case Figure::images_npy:
      return texts::kBookImagesNpy;
    case Figure::codes_npy:
      return texts::kBookCodesNpy;
    case Figure::times_smaller:
      return texts::kBookTimesSmaller;
    case Figure::times_smaller_decoder:
      return texts::kBookTimesSmallerDecoder;
    case Figure::accuracy:
      return experiment.is_by_pixels
                 ? std::string(texts::kBookAccuracyPixels)
                 : fill(texts::kBookAccuracyCodes, {std::to_string(experiment.plan.latent)});
    case Figure::seconds:
      return texts::kBookSeconds;
    case Figure::encode_seconds:
      return texts::kBookEncodeSeconds;
    case Figure::times_longer: {
      const Experiment* other = find_experiment(session.book, row.than);
      return fill(texts::kBookTimesLonger, {other ? std::to_string(other->plan.latent) : row.than});
    }
    case Figure::first_layer:
      return texts::kBookFirstLayer;
  }
  return "";
}

std::string value_in_words(const Experiment& experiment, Figure figure, double value, int digits) {
  switch (figure) {
    case Figure::train_loss:
    case Figure::val_loss:
    case Figure::val_mse:
    case Figure::accuracy:
      return digits < 0 ? short_number(value) : fixed(value, digits);
    case Figure::seconds:
    case Figure::encode_seconds:
      return seconds_in_words(value);
    case Figure::times_smaller:
    case Figure::times_smaller_decoder:
    case Figure::times_longer:
      return book_times_in_words(value);
    case Figure::code_shape:
      return fill(texts::kBookShape, {plain_number(value), std::to_string(experiment.plan.latent)});
    default:
      return value == std::round(value) ? grouped(std::llround(value)) : short_number(value);
  }
}

std::string book_in_words(const Experiment& experiment, const BookRow& row) {
  return row.book ? value_in_words(experiment, row.figure, *row.book) : texts::kBookNone;
}

std::string here_in_words(const Session& session, const Experiment& experiment, const BookRow& row) {
  const std::optional<BookFigure> figure = figure_here(session.book, experiment, row);
  return figure ? value_in_words(experiment, row.figure, figure->value, kLossDigits) : "";
}

std::string guess_in_words(const Session& session, const Experiment& experiment, const BookRow& row) {
  const auto guess = find_in(session.book.record.guesses, row_id(experiment, row));
  return guess ? value_in_words(experiment, row.figure, *guess) : "";
}

std::string provenance_short(const Session& session, const Experiment& experiment, const Provenance& from) {
  std::string day = from.day == session.today ? texts::kBookToday : from.day;
  if (from.epochs == 0) return day;
  if (from.epochs < experiment.plan.epochs)
    return fill(texts::kBookFromQuick, {std::to_string(from.epochs), std::to_string(from.seed), day});
  return fill(texts::kBookFrom, {std::to_string(from.seed), day});
}

std::string provenance_shortest(const Session& session, const Experiment& experiment,
                                const Provenance& from) {
  if (from.epochs > 0 && from.epochs < experiment.plan.epochs)
    return fill(texts::kBookFromEpochs, {std::to_string(from.epochs)});
  return from.day == session.today ? texts::kBookToday : from.day;
}

std::string provenance_in_words(const Session& session, const Provenance& from) {
  std::string words = fill(texts::kBookImagesWords, {title_of(session, from.dataset),
                                                     grouped(from.train_images), grouped(from.test_images)});
  if (from.epochs > 0)
    words += ", " + fill(texts::kBookEpochsWords, {std::to_string(from.epochs), std::to_string(from.seed)});
  words += ", " + (from.device.empty() ? std::string(texts::kBookEarlierModel) : from.device);
  return from.day.empty() ? words : words + ", " + from.day;
}

std::optional<Provenance> experiment_provenance(const Session& session, const Experiment& experiment) {
  for (const BookRow& row : experiment.rows) {
    if (const auto figure = figure_here(session.book, experiment, row)) return figure->from;
  }
  return std::nullopt;
}

std::vector<const BookRow*> rows_shown(const Session& session, const Experiment& experiment) {
  std::vector<const BookRow*> rows;
  for (const BookRow& row : experiment.rows) {
    if (row.is_main || session.choices.has_all_figures) rows.push_back(&row);
  }
  return rows;
}

std::string book_now_in_words(const Session& session) {
  const Experiment* experiment = experiment_now(session);
  if (!experiment) return "";
  return fill(texts::kBookNow, {experiment_title(session, *experiment), work_in_words(session, *experiment)});
}

std::string book_progress_in_words(const Session& session) {
  const int tasks = session.book.tasks;
  const std::string done = std::to_string(tasks - std::min(tasks, tasks_left(session)));
  const std::optional<double> left = ms_left_of_book(session);
  if (!left || session.book.is_paused) return fill(texts::kBookProgress, {done, std::to_string(tasks)});
  return fill(texts::kBookProgressLeft, {done, std::to_string(tasks), duration_in_words(*left)});
}

double book_share(const Session& session) {
  const int tasks = session.book.tasks;
  if (tasks == 0) return 0;
  double part = 0;  // of the task under way
  const TrainingRun* run = book_run(session);
  const NeighbourResult* search = book_search(session);
  if (search && !search->is_done()) {
    part = static_cast<double>(search->done()) / search->test.queries;
  } else if (run && run->is_active()) {
    part = share_done(*run);
  }
  return std::clamp((tasks - tasks_left(session) + part) / tasks, 0.0, 1.0);
}

std::string book_to_do_in_words(const Session& session) {
  const TasksLeft left = tasks_by_kind(session);
  if (left.trainings + left.searches == 0) return texts::kBookAllDone;
  const int epochs = plan_now(session, session.book.experiments.front()).epochs;
  return fill(texts::kBookToDo,
              {std::to_string(left.trainings), std::to_string(epochs), std::to_string(left.searches)});
}

std::vector<std::string> book_problems(const Session& session) {
  std::vector<std::string> problems;
  if (!session.book.problem.empty()) problems.push_back(session.book.problem);
  const bool goes_on = !session.book.wanted.empty() && !session.book.is_paused;
  if (goes_on && !session.jobs.worker_error.empty()) problems.push_back(session.jobs.worker_error);
  const TrainingRun* run = book_run(session);
  if (goes_on && run && run->is_active() && !run->notice.empty()) problems.push_back(run->notice);
  return problems;
}

std::vector<std::string> book_images_in_words(const Session& session) {
  std::vector<std::string> lines;
  std::set<std::string> told;
  for (const Experiment& experiment : session.book.experiments) {
    const DatasetEntry* dataset = find_dataset(session.datasets, experiment.plan.dataset);
    if (!dataset || !dataset->is_published() || is_done(session, experiment)) continue;
    if ((dataset->train.images && dataset->test.images) || !told.insert(dataset->name).second) continue;
    const std::int64_t bytes = dataset->train.bytes_to_load() + dataset->test.bytes_to_load();
    if (!is_place_known(session.datasets, dataset->train)) continue;
    lines.push_back(
        bytes == 0 ? fill(texts::kBookNeedsKept, {dataset->title})
                   : fill(texts::kBookNeedsImages, {dataset->title, size_in_words(bytes),
                                                    place_of(session.datasets, *dataset, Split::train)}));
  }
  return lines;
}

std::string book_keeping_in_words(const Session& session) {
  const std::string& why = why_book_not_kept(session);
  return why.empty() ? std::string(texts::kBookKept) : fill(texts::kBookKeptNot, {why});
}

Numbers book_numbers(const Session& session) {
  CsvRows rows{{texts::kBookColumnStep, texts::kBookColumnExperiment, texts::kBookColumnFigure,
                texts::kBookColumnGuess, texts::kBookColumnBook, texts::kBookColumnHere,
                texts::kBookColumnDataset, texts::kBookColumnTrainImages, texts::kBookColumnTestImages,
                texts::kBookColumnEpochs, texts::kBookColumnSeed, texts::kBookColumnDevice,
                texts::kBookColumnDay}};
  for (const Experiment& experiment : session.book.experiments) {
    for (const BookRow& row : experiment.rows) {
      const auto figure = figure_here(session.book, experiment, row);
      std::vector<std::string> cells{experiment.step,
                                     experiment_title(session, experiment),
                                     figure_in_words(session, experiment, row),
                                     cell(find_in(session.book.record.guesses, row_id(experiment, row))),
                                     cell(row.book),
                                     figure ? plain_number(figure->value) : ""};
      if (figure) {
        const Provenance& from = figure->from;
        const bool is_trained = from.epochs > 0;
        cells.insert(cells.end(),
                     {from.dataset, std::to_string(from.train_images), std::to_string(from.test_images),
                      is_trained ? std::to_string(from.epochs) : "",
                      is_trained ? std::to_string(from.seed) : "", from.device, from.day});
      }
      cells.resize(rows.front().size());
      rows.push_back(std::move(cells));
    }
  }
  return {.stem = texts::kBookFileStem, .rows = std::move(rows)};
}

CsvRows book_table(const Session& session) {
  CsvRows rows{{texts::kBookColumnExperiment, texts::kBookColumnFigure, texts::kBookColumnGuess,
                texts::kBookColumnBook, texts::kBookColumnHere, texts::kBookColumnFrom}};
  for (const Experiment& experiment : session.book.experiments) {
    for (const BookRow& row : experiment.rows) {
      const auto figure = figure_here(session.book, experiment, row);
      rows.push_back({experiment_title(session, experiment), figure_in_words(session, experiment, row),
                      guess_in_words(session, experiment, row), book_in_words(experiment, row),
                      here_in_words(session, experiment, row),
                      figure ? provenance_in_words(session, figure->from) : ""});
    }
  }
  return rows;
}

std::string write_book_markdown(const Session& session) {
  const CsvRows rows = book_table(session);
  std::string text = std::string(texts::kBookMarkdownHead) + "\n\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += '|';
    for (const std::string& one : rows[i]) text += ' ' + escaped_cell(one) + " |";
    text += '\n';
    if (i > 0) continue;
    text += '|';
    for (std::size_t column = 0; column < rows[i].size(); ++column) text += "---|";
    text += '\n';
  }
  return text + '\n' + book_keeping_in_words(session) + '\n';
}

}  // namespace bottleneck
