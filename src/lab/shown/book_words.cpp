#include "lab/shown/book_words.h"

#include <algorithm>
#include <cmath>

#include "lab/base/figures.h"
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
  const double ms = 1000 * seconds;
  return seconds < kHundredthsBelow ? hundredths_in_words(ms) : duration_in_words(ms);
}

std::string book_times_in_words(double times) {
  constexpr double kWholeFrom = 100;
  return fill(texts::kBookTimes, {times >= kWholeFrom ? grouped(std::llround(times)) : trimmed(times)});
}

}  // namespace

std::string experiment_title(const Session& session, const Experiment& experiment) {
  return title_with(title_of(session, whole_plan(session, experiment).dataset), experiment);
}

std::string experiment_title_short(const Session& session, const Experiment& experiment) {
  return title_with(short_dataset_title(title_of(session, whole_plan(session, experiment).dataset)),
                    experiment);
}

std::string experiment_title_shortest(const Session& session, const Experiment& experiment) {
  const std::string dataset = short_dataset_title(title_of(session, whole_plan(session, experiment).dataset));
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
      const std::string than = other ? std::to_string(other->plan.latent) : row.than;
      const bool is_timed = times_longer_as_timed(session.book, experiment, row).has_value();
      return fill(is_timed ? texts::kBookTimesLongerTimed : texts::kBookTimesLonger, {than});
    }
    case Figure::first_layer:
      return texts::kBookFirstLayer;
    case Figure::layers:
      return texts::kBookLayers;
    case Figure::train_images:
      return texts::kBookTrainImages;
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
      return fill(texts::kBookShape, {fixed(value, 0), std::to_string(experiment.plan.latent)});
    case Figure::layers:
      return fill(texts::kBookLayersValue, {fixed(value, 0)});
    default:
      return value == std::round(value) ? grouped(std::llround(value)) : short_number(value);
  }
}

std::string book_in_words(const Session& session, const Experiment& experiment, const BookRow& row) {
  // Its text and its seconds say two things.
  const auto timed = times_longer_as_timed(session.book, experiment, row);
  if (row.book && timed) return fill(texts::kBookTimesTimed, {fixed(*row.book, 0), fixed(*timed, 0)});
  return row.book ? value_in_words(experiment, row.figure, *row.book) : texts::kBookNone;
}

std::string here_in_words(const Session& session, const Experiment& experiment, const BookRow& row) {
  const std::optional<BookFigure> figure = figure_here(session, experiment, row);
  return figure ? value_in_words(experiment, row.figure, figure->value, kLossDigits) : "";
}

std::string guess_in_words(const Session& session, const Experiment& experiment, const BookRow& row) {
  const auto guess = guess_of(session.book, experiment, row);
  return guess ? value_in_words(experiment, row.figure, *guess) : "";
}

std::string provenance_short(const Session& session, const Experiment& experiment, const Provenance& from) {
  std::string day = from.day == session.today ? texts::kBookToday : from.day;
  if (from.epochs == 0) return day;
  if (from.epochs < whole_plan(session, experiment).epochs)
    return fill(texts::kBookFromQuick, {std::to_string(from.epochs), std::to_string(from.seed), day});
  return fill(texts::kBookFrom, {std::to_string(from.seed), day});
}

std::string provenance_shortest(const Session& session, const Experiment& experiment,
                                const Provenance& from) {
  if (from.epochs > 0 && from.epochs < whole_plan(session, experiment).epochs)
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
    if (const auto figure = figure_here(session, experiment, row)) return figure->from;
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

std::string book_keeping_in_words(const Session& session) {
  const std::string& why = why_book_not_kept(session);
  return why.empty() ? std::string(texts::kBookKept) : fill(texts::kBookKeptNot, {why});
}

}  // namespace bottleneck
