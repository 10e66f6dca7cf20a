// The experiments of the notebook, and the figures that each ends in: the rows of "the book and here". The
// native program's `bottleneck notebook` prints the same figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/training/plan.h"

namespace bottleneck {

enum class Figure : std::uint8_t {
  parameters,
  train_loss,  // of the plan's loss: after the epoch that the row names, or the last
  val_loss,    // likewise
  val_mse,
  dead_units,
  code_shape,  // of the training images: their number
  images_npy,  // bytes of the test images' file
  codes_npy,   // bytes of their codes' file
  times_smaller,
  times_smaller_decoder,  // the decoder counted
  accuracy,               // of kNeighbours nearest neighbours; in [0, 1]
  seconds,                // of fitting and predicting, as the notebook takes them
  encode_seconds,         // of encoding both halves, which it does not count
  times_longer,           // seconds, against those of another experiment
  first_layer,            // images of weights
  layers,                 // their outputs, of a network without hidden layers: the code's
  train_images,
};

struct BookRow {
  Figure figure;
  std::optional<double> book{};  // nothing: the notebook printed none
  bool is_main = false;          // one of those that are always shown
  int epoch = 0;                 // of a loss; 0: the last one
  std::string than{};            // of times_longer: the id of the other experiment
};

struct Experiment {
  std::string id;             // "mnist-16": also in the file that is kept
  std::string step;           // of the notebook: "1" to "6", "exercise 1"
  TrainingPlan plan;          // its dataset may be empty: those images that exercise 3 is about
  bool is_by_pixels = false;  // no network: neighbours on all pixels of the plan's dataset
  std::vector<BookRow> rows;
};

// In the order in which they are run.
std::vector<Experiment> notebook_experiments();

// What a row is called in the file that is kept, and by tests: "mnist-16/val_loss".
std::string row_id(const Experiment& experiment, const BookRow& row);
const char* figure_word(Figure figure);

// Whether it takes a network, and whether it takes a search for neighbours.
bool needs_model(const Experiment& experiment);
bool needs_search(const Experiment& experiment);
bool is_of_search(Figure figure);

}  // namespace bottleneck
