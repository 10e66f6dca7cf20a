// The steps that several commands share: load a dataset, train on it, classify by neighbours; each with its
// progress shown.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/dataset.h"
#include "core/knn_evaluation.h"
#include "core/result.h"
#include "core/trainer.h"
#include "formats/model_card.h"
#include "formats/model_file.h"

namespace bottleneck {

// What a command cannot go on without: the value, else its error is thrown, behind `where` and a colon.
template <class T>
T must(Result<T> result, const std::string& where = "") {
  if (!result) throw Error{(where.empty() ? "" : where + ": ") + result.error()};
  return *std::move(result);
}

// "mnist", "fashion-mnist", "synthetic" (also with a count and a seed: "synthetic:20000:7"), or else a folder
// of pictures; one that is called so is named with a slash: "./mnist". data_folder: what --data says, may be
// empty. keeps_background: of pictures, which else become negatives where their background is light; either
// is said on standard error, and so is what is left out.
Result<TrainTest> open_dataset(const std::string& name, const std::filesystem::path& data_folder,
                               bool keeps_background = false);

// Whether a model's card tells that it was trained on pictures whose light background was kept: others must
// come to it so, too.
bool knows_light_background(const ModelFile& file);

// Of any kind (formats/any_model.h); where the file does not tell activations, it is said on standard
// error which are taken for granted. Errors: the file's, or that its images have another size.
Result<ModelFile> open_model(const std::filesystem::path& path);

struct TrainedModel {
  Autoencoder model;
  std::vector<EpochRecord> history;
  double seconds_per_epoch = 0;
  int dead_units = 0;  // over the training images
};

// Error: the loss was no longer a number. threads: at least 1; the result is the same bits with any number.
Result<TrainedModel> train(const TrainTest& data, const TrainingSettings& settings, int threads = 1);

struct KnnReport {
  ConfusionMatrix confusion;
  NearDistance near_distance;  // from the queries to their nearest references; pixels count in [0, 1]
  double fit_seconds = 0;      // laying out the references
  double predict_seconds = 0;  // for all queries
  int references = 0;
};

// Error: codes among which nearest neighbours cannot be found, because the model's weights are too large.
Status check_codes(std::span<const float> codes);

// Error: not all values are finite, because the model's weights are too large. what: "codes".
Status check_finite(std::span<const float> values, const std::string& what);

// limit: at most so many of the test images, 0 for all. Errors: fewer references than k; those of
// check_codes().
Result<KnnReport> classify_by_pixels(const TrainTest& data, int k, int limit);
Result<KnnReport> classify_by_codes(const TrainTest& data, std::span<const float> train_codes,
                                    std::span<const float> test_codes, int k, int limit);

// A card that says what `train` found; what only shipping settles (rounding, accuracies, date) is still
// empty. dataset: what open_dataset() was given; images: of its training images the first so many, 0: all.
ModelCard describe(const std::string& name, const std::string& dataset, const TrainTest& data,
                   const TrainingSettings& settings, const TrainedModel& trained, int images);

}  // namespace bottleneck
