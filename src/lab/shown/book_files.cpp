#include "lab/shown/book_files.h"

#include <cmath>
#include <optional>
#include <utility>

#include "lab/base/figures.h"
#include "lab/shown/book_words.h"
#include "texts/book.h"

namespace bottleneck {
namespace {

// As a file has it: a point, no groups, no unit.
std::string plain_number(double value) {
  return value == std::round(value) ? fixed(value, 0) : short_number(value);
}

std::string cell(const std::optional<double>& value) {
  return value ? plain_number(*value) : "";
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

Numbers book_numbers(const Session& session) {
  CsvRows rows{{texts::kBookColumnStep, texts::kBookColumnExperiment, texts::kBookColumnFigure,
                texts::kBookColumnGuess, texts::kBookColumnBook, texts::kBookColumnHere,
                texts::kBookColumnDataset, texts::kBookColumnTrainImages, texts::kBookColumnTestImages,
                texts::kBookColumnEpochs, texts::kBookColumnSeed, texts::kBookColumnDevice,
                texts::kBookColumnDay}};
  for (const Experiment& experiment : session.book.experiments) {
    for (const BookRow& row : experiment.rows) {
      const auto figure = figure_here(session, experiment, row);
      std::vector<std::string> cells{experiment.step,
                                     experiment_title(session, experiment),
                                     figure_in_words(session, experiment, row),
                                     cell(guess_of(session.book, experiment, row)),
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
      const auto figure = figure_here(session, experiment, row);
      rows.push_back({experiment_title(session, experiment), figure_in_words(session, experiment, row),
                      guess_in_words(session, experiment, row), book_in_words(session, experiment, row),
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
