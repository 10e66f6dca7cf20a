#include "cli/experiment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "cli/apart.h"
#include "cli/data_folder.h"
#include "cli/files.h"
#include "cli/pictures.h"
#include "cli/progress.h"
#include "cli/shared_training.h"
#include "core/metrics.h"
#include "formats/any_model.h"
#include "formats/utf8.h"
#include "lab/data/published.h"
#include "lab/data/synthetic_digits.h"
#include "lab/models/card_measures.h"
#include "lab/models/model_title.h"
#include "lab/training/trained_model_card.h"

namespace bottleneck {
namespace {

TrainTest synthetic_train_test(const SyntheticPlan& plan) {
  return {.name = kSyntheticDataset,
          .class_names = digit_names(),
          .train = synthetic_half(plan, Split::train),
          .test = synthetic_half(plan, Split::test)};
}

std::string short_number(double value, const char* format = "%.4f") {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

// unit: in the neighbours' distances, 1 of what the report counts in.
template <class References, class Value>
Result<KnnReport> classify(const char* what, const TrainTest& data, const References& references, float unit,
                           double fit_seconds, std::span<const Value> queries, int k, int limit) {
  const int count = limit > 0 ? std::min(limit, data.test.size()) : data.test.size();
  if (k < 1 || k > data.train.size()) {
    return Error{std::to_string(k) + " neighbours cannot be found among " +
                 std::to_string(data.train.size()) + " images"};
  }
  const std::size_t width = queries.size() / data.test.labels.size();
  const auto query_count = static_cast<std::size_t>(count);
  KnnEvaluation<References, Value> evaluation(
      references, data.train.labels, queries.first(query_count * width),
      std::span(data.test.labels).first(query_count), k, static_cast<int>(data.class_names.size()));
  ProgressLine line(what);
  const Stopwatch watch;
  while (!evaluation.is_finished()) {
    evaluation.step();
    line.show(static_cast<double>(evaluation.done()) / count,
              "accuracy " + short_number(evaluation.confusion().accuracy()));
  }
  const double predict_seconds = watch.seconds();
  std::vector<float> distances = evaluation.nearest_distances();
  for (float& distance : distances) distance /= unit;
  return KnnReport{.confusion = evaluation.confusion(),
                   .near_distance = near_distance(std::move(distances)),
                   .fit_seconds = fit_seconds,
                   .predict_seconds = predict_seconds,
                   .references = data.train.size()};
}

}  // namespace

Result<TrainTest> open_dataset(const std::string& name, const std::filesystem::path& data_folder,
                               bool keeps_background) {
  if (const auto plan = read_synthetic_name(name)) return synthetic_train_test(*plan);
  if (is_published_dataset(name)) {
    const auto folder = find_dataset_folder(name, data_folder);
    if (!folder) return Error{folder.error()};
    return load_dataset(name, *folder);
  }
  if (!std::filesystem::is_directory(name)) {
    if (name.starts_with(std::string(kSyntheticDataset) + ":")) {
      return Error{"\"" + name + "\": synthetic:COUNT:SEED takes a count from " +
                   std::to_string(kFewestSynthetic) + " to " + std::to_string(kMostSynthetic) +
                   " and a seed from 1 to " + std::to_string(kLargestSeed)};
    }
    return Error{"\"" + name + "\" is neither mnist, fashion-mnist, synthetic nor a folder of pictures"};
  }
  auto pictures = load_pictures(name, keeps_background);
  if (!pictures) return Error{pictures.error()};
  for (const std::string& reason : pictures->left_out)
    std::fprintf(stderr, "left out %s\n", escaped(reason).c_str());
  const Background background = pictures->data.train.background;
  if (background == Background::inverted) {
    std::fprintf(stderr, "%s: the background is light; made negatives (--keep-background leaves them)\n",
                 escaped(name).c_str());
  } else if (background == Background::light) {
    std::fprintf(stderr, "%s: the background is light, and is kept so\n", escaped(name).c_str());
  }
  return std::move(pictures->data);
}

bool knows_light_background(const ModelFile& file) {
  const auto card = card_of(file);
  return card && card->background == Background::light;
}

Result<ModelFile> open_model(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return Error{bytes.error()};
  constexpr int kMostSeconds = 20;
  const auto unpacked =
      is_container(*bytes) ? run_apart(kMostSeconds, [&] { return as_safetensors(*bytes); }) : bytes;
  if (!unpacked) return Error{path.string() + ": " + unpacked.error()};
  auto file = read_model(*unpacked);
  if (!file) return Error{path.string() + ": " + file.error()};
  if (file->model.architecture.inputs != kPixels) {
    return Error{path.string() + ": the model takes " + std::to_string(file->model.architecture.inputs) +
                 " pixels, images here have " + std::to_string(kPixels)};
  }
  if (file->assumes_activations) {
    std::fprintf(stderr, "%s: the file does not tell activations; taken: ReLU, and sigmoid at the end\n",
                 escaped(path.string()).c_str());
  }
  return file;
}

Result<TrainedModel> train(const TrainTest& data, const TrainingSettings& settings, int threads) {
  Trainer trainer(settings, data.train.images, data.test.images);
  SharedTraining training(trainer, threads);
  ProgressLine line("training on " + data.name + ", " + std::to_string(settings.architecture.latent) +
                    " numbers");
  const Stopwatch watch;
  while (trainer.progress().phase != Phase::finished) {
    const Progress progress = training.step();
    if (progress.phase == Phase::diverged) {
      const bool is_validated = progress.batch == progress.batches;
      return Error{"the training diverged in epoch " + std::to_string(progress.epoch + 1) + ", " +
                   (is_validated ? "validation" : "batch " + std::to_string(progress.batch + 1)) +
                   ": the loss is no longer a number; try a smaller learning rate"};
    }
    std::string detail = "loss " + short_number(progress.running_loss);
    if (!trainer.history().empty())
      detail += ", validation " + short_number(trainer.history().back().val_loss);
    // The last validation is still to come when the last mini-batch is done.
    line.show(
        progress.phase == Phase::finished ? 1.0 : std::min(0.999, progress.epochs_done() / settings.epochs),
        detail);
  }
  const double seconds_per_epoch = watch.seconds() / settings.epochs;
  const std::vector<float> codes = encode_bytes(trainer.model(), data.train.images);
  return TrainedModel{.model = trainer.model(),
                      .history = trainer.history(),
                      .seconds_per_epoch = seconds_per_epoch,
                      .dead_units = count_dead_units(trainer.model(), codes)};
}

Status check_codes(std::span<const float> codes) {
  if (are_comparable(codes)) return Done{};
  return Error{"the codes are not finite or too large (above " + short_number(kLargestCode, "%g") +
               ") to be compared: the model's weights are too large"};
}

Status check_finite(std::span<const float> values, const std::string& what) {
  if (std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) return Done{};
  return Error{"the " + what + " are not all finite numbers: the model's weights are too large"};
}

Result<KnnReport> classify_by_pixels(const TrainTest& data, int k, int limit) {
  const Stopwatch watch;
  const PixelReferences references = prepare_pixels_in_order(data.train.images);
  return classify("neighbours by pixels", data, references, kWhite, watch.seconds(),
                  std::span<const std::uint8_t>(data.test.images), k, limit);
}

Result<KnnReport> classify_by_codes(const TrainTest& data, std::span<const float> train_codes,
                                    std::span<const float> test_codes, int k, int limit) {
  for (const auto codes : {train_codes, test_codes}) {
    auto sound = check_codes(codes);
    if (!sound) return Error{sound.error()};
  }
  const int width = static_cast<int>(train_codes.size() / data.train.labels.size());
  const Stopwatch watch;
  const CodeReferences references = prepare_codes(train_codes, width);
  return classify("neighbours by codes", data, references, 1, watch.seconds(), test_codes, k, limit);
}

ModelCard describe(const std::string& name, const std::string& dataset, const TrainTest& data,
                   const TrainingSettings& settings, const TrainedModel& trained, int images) {
  ModelCard card;
  card.name = name;
  const PublishedDataset* published = find_published(data.name);
  card.title = model_title(published ? published->title : data.name, settings);
  card.dataset = data.name;
  card.class_names = data.class_names;
  card.settings = settings;
  card.history = trained.history;
  card.parameters = trained.model.parameters.size();
  card.dead_units = trained.dead_units;
  card.train_images = data.train.size();
  card.test_images = data.test.size();
  card.seconds_per_epoch = trained.seconds_per_epoch;
  card.command = train_command(dataset, settings, images);
  card.background = data.train.background;
  if (card.background == Background::light) card.command += " --keep-background";
  measure_card(card, trained.model, data.train.images, 0);
  return card;
}

}  // namespace bottleneck
