#include "lab/session/book_table.h"

#include <algorithm>

#include "core/notebook_figures.h"
#include "lab/base/names.h"

namespace bottleneck {
namespace {

// In the order of the enumerators.
constexpr const char* kFigureWords[] = {
    "parameters", "train_loss",  "val_loss",       "val_mse",       "dead_units",
    "code_shape", "images_npy",  "codes_npy",      "times_smaller", "times_smaller_decoder",
    "accuracy",   "seconds",     "encode_seconds", "times_longer",  "first_layer",
    "layers",     "train_images"};

TrainingPlan plan_of(const char* dataset, int latent, std::vector<int> hidden = {}, Loss loss = Loss::bce) {
  return {.dataset = dataset,
          .latent = latent,
          .hidden = std::move(hidden),
          .loss = loss,
          .epochs = book::kEpochs,
          .batch = book::kBatch};
}

using BookRows = std::vector<BookRow>;

BookRows operator+(BookRows rows, const BookRows& more) {
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

// Steps 1 and 2. book_bytes, book_times: of the codes' file.
BookRows mnist_rows(int latent, std::optional<double> book_bytes = {},
                    std::optional<double> book_times = {}) {
  return {{Figure::val_loss, {}, true},    {Figure::train_loss},
          {Figure::layers, latent},        {Figure::parameters, book::parameters_of(latent).shallow},
          {Figure::codes_npy, book_bytes}, {Figure::times_smaller, book_times, book_times.has_value()},
          {Figure::times_smaller_decoder}};
}

BookRows neighbour_rows(const book::NeighbourFigures& figures, bool is_by_codes = true) {
  BookRows rows{{Figure::accuracy, figures.accuracy, true}, {Figure::seconds, figures.seconds, true}};
  if (is_by_codes) rows.push_back({Figure::encode_seconds});
  return rows;
}

// Step 4, and its like in step 6.
BookRows pixel_rows(const book::NeighbourFigures& pixels, const char* than) {
  BookRows rows = neighbour_rows(pixels, false);
  rows.push_back({Figure::times_longer, book::kTimesLonger, true, 0, than});
  return rows;
}

// Exercises 1 and 2.
BookRows fashion_rows(int parameters, std::optional<double> val_loss = {}) {
  return {{Figure::val_loss, val_loss, true},
          {Figure::val_mse},
          {Figure::dead_units},
          {Figure::parameters, parameters}};
}

BookRows fashion_8_losses() {
  BookRows rows;
  for (const book::EpochLosses& losses : book::kFashion8Losses) {
    rows.push_back({Figure::train_loss, losses.train_loss, false, losses.epoch});
    if (losses.epoch < book::kEpochs)
      rows.push_back({Figure::val_loss, losses.val_loss, false, losses.epoch});
  }
  return rows;
}

}  // namespace

std::vector<Experiment> notebook_experiments() {
  constexpr const char* kMnist = "mnist";
  constexpr const char* kFashion = "fashion-mnist";
  const BookRows accuracy{{Figure::accuracy, {}, true}};
  const auto& last = book::kFashion8Losses.back();
  std::vector<Experiment> table{
      {"mnist-16", "1", plan_of(kMnist, 16), false,
       mnist_rows(16, book::kCodes16NpyBytes, book::kTimesSmaller16) +
           BookRows{{Figure::images_npy, book::kImagesNpyBytes}}},
      {"mnist-64", "1", plan_of(kMnist, 64), false, mnist_rows(64)},
      {"mnist-8", "3", plan_of(kMnist, 8), false,
       mnist_rows(8) + neighbour_rows(book::kMnistCodes8) +
           BookRows{{Figure::code_shape, book::kTrainImages}}},
      {"mnist-pixels", "4", plan_of(kMnist, 16), true, pixel_rows(book::kMnistPixels, "mnist-8")},
      {"mnist-16-mse", "5", plan_of(kMnist, 16, {}, Loss::mse), false, {{Figure::val_mse, {}, true}}},
      {"fashion-8", "6", plan_of(kFashion, 8), false,
       neighbour_rows(book::kFashionCodes8) + fashion_rows(book::parameters_of(8).shallow, last.val_loss) +
           fashion_8_losses()},
      {"fashion-16", "6", plan_of(kFashion, 16), false,
       neighbour_rows(book::kFashionCodes16) + fashion_rows(book::parameters_of(16).shallow)},
      {"fashion-pixels", "6", plan_of(kFashion, 16), true, pixel_rows(book::kFashionPixels, "fashion-8")},
      {"fashion-64", "exercise 1", plan_of(kFashion, 64), false,
       accuracy + fashion_rows(book::parameters_of(64).shallow)}};
  for (const int latent : book::kLatentSizes) {
    table.push_back({"fashion-300-" + std::to_string(latent), "exercise 2",
                     plan_of(kFashion, latent, {book::kHiddenUnits}), false,
                     accuracy + fashion_rows(book::parameters_of(latent).deep)});
    if (latent == 16) table.back().rows.push_back({Figure::first_layer, book::kHiddenUnits});
  }
  // So few images may make few steps an epoch: how long they are trained on is left open.
  const TrainingPlan others{.latent = 16};
  table.push_back(
      {"other-16", "exercise 3", others, false,
       accuracy + BookRows{{Figure::val_loss, {}, true}, {Figure::val_mse}, {Figure::train_images}}});
  table.push_back({"other-pixels", "exercise 3", others, true, accuracy});
  return table;
}

std::string row_id(const Experiment& experiment, const BookRow& row) {
  std::string id = experiment.id + "/" + figure_word(row.figure);
  return row.epoch > 0 ? id + "-" + std::to_string(row.epoch) : id;
}

const char* figure_word(Figure figure) {
  return name_in(kFigureWords, figure);
}

bool is_of_search(Figure figure) {
  return figure == Figure::accuracy || figure == Figure::seconds || figure == Figure::encode_seconds;
}

bool needs_model(const Experiment& experiment) {
  return !experiment.is_by_pixels;
}

bool needs_search(const Experiment& experiment) {
  return std::ranges::any_of(experiment.rows, is_of_search, &BookRow::figure);
}

}  // namespace bottleneck
