#include "lab/shown/neighbours_words.h"

#include <algorithm>
#include <cmath>

#include "core/notebook_figures.h"
#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/session/queries.h"
#include "lab/shown/training_words.h"
#include "lab/shown/words.h"
#include "texts/neighbours.h"
#include "texts/training.h"

namespace bottleneck {
namespace {

constexpr double kFine = 950;  // ms: below, hundredths of a second are told

std::string fine_duration(double ms) {
  return ms < kFine ? hundredths_in_words(ms) : duration_in_words(ms);
}

// Fitting and predicting: what the notebook timed.
double race_ms(const NeighbourResult& result) {
  return result.fit_ms + result.search_ms;
}
double whole_race_ms(const NeighbourResult* result) {
  return result ? race_ms(*result) + result->ms_left() : 0;
}

// Of the result of both, once it is known; 0 before.
double times_longer(const Session& session) {
  const NeighbourResult* codes = neighbour_result(session, NeighboursBy::codes);
  const NeighbourResult* pixels = neighbour_result(session, NeighboursBy::pixels);
  const bool is_known = codes && pixels && codes->is_done() && pixels->done() > 0 && race_ms(*codes) > 0;
  return is_known ? whole_race_ms(pixels) / race_ms(*codes) : 0;
}
std::string times_text(double times) {
  return times < 9.5 ? fixed(times, 1) : grouped(std::llround(times));
}

int width_of(const NeighbourTest& test) {
  return test.model ? test.model->architecture.latent : kPixels;
}

// A whole number in the small figures of an exponent.
std::string raised(int number) {
  const std::string figures = texts::kRaisedFigures;  // of 2 or 3 bytes each, parted by spaces
  std::vector<std::string> raised{""};
  for (const char byte : figures) {
    if (byte == ' ')
      raised.emplace_back();
    else
      raised.back() += byte;
  }
  std::string text;
  for (const char figure : std::to_string(number)) text += raised[static_cast<std::size_t>(figure - '0')];
  return text;
}

// --- the book

struct BookFigures {
  const book::NeighbourFigures* codes = nullptr;
  const book::NeighbourFigures* pixels = nullptr;
};
BookFigures book_figures(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return {};
  const auto& [dataset, settings] = std::tie(entry->card->dataset, entry->card->settings);
  const bool is_mnist = dataset == "mnist";
  if (!is_mnist && dataset != "fashion-mnist") return {};
  BookFigures figures{.pixels = is_mnist ? &book::kMnistPixels : &book::kFashionPixels};
  const bool is_books = settings.architecture.hidden.empty() && settings.loss == Loss::bce;
  const int latent = is_books ? settings.architecture.latent : 0;
  if (latent == 8) figures.codes = is_mnist ? &book::kMnistCodes8 : &book::kFashionCodes8;
  if (latent == 16 && !is_mnist) figures.codes = &book::kFashionCodes16;
  return figures;
}
// It had seven neighbours, and all 10,000 images.
bool is_books_size(const Session& session) {
  const auto test = neighbour_test(session, NeighboursBy::pixels);
  const bool is_all =
      session.choices.neighbour_queries == 0 || (test && test->queries == test->on.halves.test->size());
  return session.choices.neighbours == kNeighbours && is_all;
}

// Seconds alone, as the book has them.
std::string seconds_of(double seconds) {
  if (seconds < 9.995) return hundredths_in_words(1000 * seconds);
  return fill(texts::kSeconds, {fixed(seconds, seconds < 99.95 ? 1 : 0)});
}

// --- the file of numbers

void add_matrix(CsvRows& rows, const Session& session, NeighboursBy by) {
  const NeighbourResult* result = neighbour_result(session, by);
  if (!result || result->done() == 0) return;
  const ConfusionMatrix& confusion = result->confusion;
  const auto row_of = [&](const std::string& name, const auto& count, const ClassRecall& recall) {
    std::vector<std::string> row{space_in_words(session, by), name};
    for (int predicted = 0; predicted < confusion.classes; ++predicted)
      row.push_back(std::to_string(count(predicted)));
    row.push_back(std::to_string(recall.images));
    row.push_back(fixed(recall.share(), 6));
    return row;
  };
  for (int truth = 0; truth < confusion.classes; ++truth) {
    rows.push_back(row_of(
        class_in_words(session, truth), [&](int predicted) { return confusion.at(truth, predicted); },
        recall_of(confusion, truth)));
    rows.back().insert(rows.back().end(), 5, "");
  }
  rows.push_back(row_of("all",
                        [&](int predicted) {
                          int sum = 0;
                          for (int truth = 0; truth < confusion.classes; ++truth)
                            sum += confusion.at(truth, predicted);
                          return sum;
                        },
                        {.images = confusion.total(), .right = confusion.correct()}));
  const auto seconds = [](double ms) { return fixed(ms / 1000, 3); };
  for (std::string& cell :
       std::vector{std::to_string(result->test.k), std::to_string(result->test.on.halves.train->size()),
                   seconds(result->encode_ms), seconds(result->fit_ms), seconds(result->search_ms)})
    rows.back().push_back(std::move(cell));
}

}  // namespace

std::string space_in_words(const Session& session, NeighboursBy by) {
  if (by == NeighboursBy::pixels) return fill(texts::kComparedPixels, {std::to_string(kPixels)});
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return texts::kByCodes;
  const int width = entry->card->settings.architecture.latent;
  return fill(width == 1 ? texts::kComparedOne : texts::kComparedCodes, {std::to_string(width)});
}

std::string images_in_words(const NeighbourResult& result) {
  const std::string done = grouped(result.done());
  return fill(result.is_done() ? texts::kOfImages : texts::kSoFar, {done});
}

std::string accuracy_in_words(const NeighbourResult& result) {
  const double percent = 100 * result.confusion.accuracy();
  const bool is_whole = percent == 100 || percent == 0;
  return fill(texts::kPercent, {fixed(percent, is_whole ? 0 : result.done() >= 10'000 ? 2 : 1)});
}

std::string multiplications_in_words(const NeighbourTest& test) {
  const double count = static_cast<double>(test.queries) * test.on.halves.train->size() * width_of(test);
  auto power = static_cast<int>(std::floor(std::log10(count)));
  double first = count / std::pow(10, power);
  if (first >= 9.95) {  // it is written with one place
    first /= 10;
    ++power;
  }
  return fill(texts::kPowerOfTen, {fixed(first, 1), raised(power)});
}

Racer racer_of(const Session& session, NeighboursBy by) {
  Racer racer{.what = space_in_words(session, by), .is_under_way = is_wanted(session, by)};
  const auto test = neighbour_test(session, by);
  if (test) racer.work = fill(texts::kMultiplications, {multiplications_in_words(*test)});
  const NeighbourResult* result = neighbour_result(session, by);
  if (!result || result->done() == 0) {
    if (racer.is_under_way) {
      const bool is_first = session.measured.wanted_neighbours.front() == *test;
      racer.time = is_first ? texts::kStarting : texts::kWaiting;
    }
    return racer;
  }
  const double longer = std::max(whole_race_ms(neighbour_result(session, NeighboursBy::codes)),
                                 whole_race_ms(neighbour_result(session, NeighboursBy::pixels)));
  racer.share = longer > 0 ? race_ms(*result) / longer : 0;
  const std::string time = fine_duration(race_ms(*result));
  racer.time = result->is_done()    ? time
               : racer.is_under_way ? fill(texts::kTimeAndLeft, {time, duration_in_words(result->ms_left())})
                                    : fill(texts::kStoppedAt, {time, grouped(result->done())});
  racer.split = fill(texts::kFitPredict, {fine_duration(result->fit_ms), fine_duration(result->search_ms)});
  return racer;
}

std::string race_in_words(const Session& session) {
  const double times = times_longer(session);
  if (times == 0) return "";
  const NeighbourResult* pixels = neighbour_result(session, NeighboursBy::pixels);
  std::string here = fill(pixels->is_done() ? texts::kRatioHere : texts::kRatioAbout, {times_text(times)});
  const auto [codes_of_book, pixels_of_book] = book_figures(session);
  if (!pixels_of_book) return here;
  const std::string text = grouped(std::llround(book::kTimesLonger));
  if (!codes_of_book) return fill(texts::kRatioBook, {here, text});
  const double timed = pixels_of_book->seconds / codes_of_book->seconds;
  return fill(texts::kRatioBookTimed, {here, text, grouped(std::llround(timed))});
}

std::string encoding_in_words(const Session& session) {
  const NeighbourResult* codes = neighbour_result(session, NeighboursBy::codes);
  if (!codes || codes->encode_ms == 0) return "";
  const Halves& halves = codes->test.on.halves;
  return fill(texts::kEncodingTook,
              {grouped(halves.train->size() + halves.test->size()), fine_duration(codes->encode_ms)});
}

bool is_trouble(const Session& session) {
  const bool is_lost = session.jobs.worker == Jobs::Worker::failed && matrix_result(session);
  return is_lost || !session.measured.error.empty();
}

std::string few_in_words(const Session& session) {
  if (is_trouble(session))
    return session.measured.error.empty() ? session.jobs.worker_error : session.measured.error;
  const auto test = neighbour_test(session, NeighboursBy::pixels);
  if (!test || test->k == session.choices.neighbours) return "";
  return fill(texts::kFewTraining, {grouped(test->k)});
}

std::string matrix_note(const Session& session) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  const bool is_books = dataset && dataset->is_published();
  return std::string(texts::kMatrixNote) + (is_books ? std::string(" ") + texts::kMatrixNoteBook : "");
}

std::string class_in_words(const Session& session, int label) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  return dataset ? label_name(*dataset, label) : std::to_string(label);
}

bool has_short_names(const Session& session, int classes) {
  for (int label = 0; label < classes; ++label) {
    if (class_in_words(session, label).size() > 2) return false;
  }
  return true;
}

std::string cell_in_words(const Session& session, const ConfusionMatrix& confusion,
                          const ConfusionCell& cell) {
  const std::string truth = class_in_words(session, cell.truth);
  const std::string images = grouped(confusion.at(cell.truth, cell.predicted));
  const std::string all = grouped(recall_of(confusion, cell.truth).images);
  return cell.is_right()
             ? fill(texts::kCellRight, {truth, images, all})
             : fill(texts::kCellWrong, {truth, class_in_words(session, cell.predicted), images, all});
}

std::string recall_in_words(const ClassRecall& recall) {
  if (recall.images == 0) return texts::kNotYet;
  const double percent = 100 * recall.share();
  return fill(texts::kPercent, {fixed(percent, percent == 100 ? 0 : 1)});
}

std::vector<NeighbourBookRow> neighbour_book_rows(const Session& session) {
  const BookFigures figures = book_figures(session);
  std::vector<NeighbourBookRow> rows;
  if (!figures.pixels || !is_books_size(session)) return rows;
  for (const NeighboursBy by : {NeighboursBy::codes, NeighboursBy::pixels}) {
    const book::NeighbourFigures* figure = by == NeighboursBy::codes ? figures.codes : figures.pixels;
    if (!figure) continue;
    NeighbourBookRow row{.what = space_in_words(session, by),
                         .book_right = fixed(figure->accuracy, 4),
                         .book_time = seconds_of(figure->seconds)};
    const NeighbourResult* result = neighbour_result(session, by);
    if (result && result->is_done()) {
      row.here_right = fixed(result->confusion.accuracy(), 4);
      row.here_time = seconds_of(race_ms(*result) / 1000);
    } else {
      row.here_right = is_wanted(session, by) ? texts::kBookRunning : texts::kNotYet;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Numbers neighbours_numbers(const Session& session) {
  Numbers numbers{.stem = "bottleneck-neighbours-" + session.choices.model, .rows = {}};
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return numbers;
  std::vector<std::string> head{"compared", "true_class"};
  for (std::size_t label = 0; label < entry->card->class_names.size(); ++label)
    head.push_back("read_as_" + class_in_words(session, static_cast<int>(label)));
  for (const char* column :
       {"images", "right", "k", "references", "encode_seconds", "fit_seconds", "predict_seconds"})
    head.emplace_back(column);
  numbers.rows.push_back(std::move(head));
  add_matrix(numbers.rows, session, NeighboursBy::codes);
  add_matrix(numbers.rows, session, NeighboursBy::pixels);
  return numbers;
}

}  // namespace bottleneck
