// What a trained model says of itself: how it was made and how well it does. One JSON file beside each
// model's weights.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/dataset.h"
#include "core/error_histogram.h"
#include "core/metrics.h"
#include "core/result.h"
#include "core/trainer.h"
#include "formats/model_file.h"

namespace bottleneck {

inline constexpr std::size_t kMostClasses = 256;  // labels are bytes

struct ModelCard {
  std::string name;     // "mnist-16": the stem of its files
  std::string title;    // "MNIST · 16 numbers"
  std::string dataset;  // "mnist", "fashion-mnist", "synthetic", or "faces/": pictures of a folder
  std::vector<std::string> class_names;
  Background background = Background::dark;  // of pictures, what became of it
  TrainingSettings settings;                 // architecture, loss, epochs, batch, learning rate, seed
  std::vector<EpochRecord> history;          // one per epoch; the last one is the model's

  std::size_t parameters = 0;    // weights and biases
  int dead_units = 0;            // latent units that are zero on all training images measured
  int train_images = 0;          // N
  int test_images = 0;           // on so many the validation figures and accuracies were measured
  double seconds_per_epoch = 0;  // on the machine that trained it

  // As shipped: weights rounded to `weight_type`, reference codes to 8 bits. Empty where not measured.
  std::string weight_type = "F32";    // or "F16"
  std::optional<double> shipped_bce;  // on the test images
  std::optional<double> shipped_mse;
  std::optional<double> knn_accuracy;          // 7 neighbours on the codes, all in 32 bits; in [0, 1]
  std::optional<double> knn_accuracy_shipped;  // with the shipped weights and codes
  // K each: every unit's smallest and largest value over the training images.
  std::vector<float> latent_min;
  std::vector<float> latent_max;
  // Relative errors (core/metrics.h) of the training images, one by one.
  std::optional<ErrorHistogram> error_histogram;
  bool has_codes = false;                     // NAME.codes.safetensors stands beside the weights
  std::optional<NearDistance> near_distance;  // from the test images' codes to those of that file

  // Ranges, dead units and histogram are of the first so many training images; 0: of all.
  int measured_images = 0;
  std::string parent;  // the title of the model whose training it continued; empty: it began anew

  std::string date;     // "2026-01-31"
  std::string command;  // makes the model again; empty where none does
};

// A card's JSON, indented, the same bytes for the same card.
std::string write_model_card(const ModelCard& card);

// Errors name the field that is missing or does not fit. The optional ones, latent_min, measured_images,
// parent and background may be missing, as in the card of a model that is not packaged yet.
Result<ModelCard> read_model_card(std::string_view json);

// The card in a model's file. Errors: it has none, or one that is not ours or of other weights. These can be
// used without it.
Result<ModelCard> card_of(const ModelFile& file);

// One line of the list of shipped models, assets/models/index.json: what a chooser shows before a card is
// loaded.
struct ModelEntry {
  std::string name;
  std::string title;
};

std::string write_model_index(std::span<const ModelEntry> entries);
Result<std::vector<ModelEntry>> read_model_index(std::string_view json);

}  // namespace bottleneck
