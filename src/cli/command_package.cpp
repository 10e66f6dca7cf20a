// bottleneck package: a trained model made ready for the page: weights in half precision where that costs
// nothing that shows, reference codes in 8 bits, and a card that says what both cost. tools/models calls it.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "formats/utf8.h"
#include "lab/models/card_measures.h"

namespace bottleneck {
namespace {

// Half precision must not show: these are a tenth of what two seeds differ by.
constexpr double kMaxBceCost = 1e-4;
constexpr double kMaxMseCost = 2e-5;
constexpr double kMaxAccuracyCost = 0.003;

struct PackageOptions {
  CommonOptions common;
  std::string model;
  std::string title;
  std::string out;
  bool has_codes = false;
};

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm date{};
  gmtime_r(&now, &date);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &date);
  return text;
}

// The model as a reader of the file will have it.
Autoencoder rounded(const Autoencoder& model, DType type) {
  return must(read_model(write_model(model, type, ""))).model;
}

// Puts the model into the list that the page's chooser reads; a new one comes last.
void update_index(const std::filesystem::path& path, const ModelCard& card) {
  std::vector<ModelEntry> entries;
  if (std::filesystem::exists(path)) {
    const auto text = must(read_regular_file(path));
    entries = must(read_model_index(as_text(text)), path.string());
  }
  const auto known =
      std::find_if(entries.begin(), entries.end(), [&](const ModelEntry& e) { return e.name == card.name; });
  if (known == entries.end()) {
    entries.push_back({.name = card.name, .title = card.title});
  } else {
    known->title = card.title;
  }
  must(write_file(path, write_model_index(entries)));
}

void run_package(const PackageOptions& options) {
  const auto file = must(open_model(options.model));
  auto card = must(card_of(file), options.model);
  if (options.has_codes && file.model.architecture.linear_latent) {
    throw Error{options.model +
                ": the codes of a linear latent layer may be negative; 8-bit codes start at zero"};
  }
  const std::filesystem::path folder(options.out);
  must(check_writable(folder / "index.json"));
  const auto data =
      must(open_dataset(card.dataset, options.common.data, card.background == Background::light));
  if (data.class_names != card.class_names) {
    throw Error{options.model + ": the card names other classes than " + data.name + " has"};
  }

  // In full.
  const ReconstructionError full = reconstruction_error(file.model, data.test.images);
  const auto full_report =
      must(classify_by_codes(data, encode_bytes(file.model, data.train.images),
                             encode_bytes(file.model, data.test.images), kNeighbours, 0));
  if (!std::isfinite(full.bce) || !std::isfinite(full.mse))
    throw Error{options.model +
                ": the reconstructions are not all finite numbers: the model's weights are too large"};
  const double full_accuracy = full_report.confusion.accuracy();

  // As shipped.
  DType type = DType::f16;
  Autoencoder shipped = rounded(file.model, type);
  ReconstructionError error = reconstruction_error(shipped, data.test.images);
  if (std::fabs(error.bce - full.bce) > kMaxBceCost || std::fabs(error.mse - full.mse) > kMaxMseCost) {
    type = DType::f32;
    shipped = file.model;
    error = full;
  }
  std::vector<float> train_codes = encode_bytes(shipped, data.train.images);
  const std::vector<float> test_codes = encode_bytes(shipped, data.test.images);
  note_ranges(train_codes, card);
  if (options.has_codes) {
    const ReferenceCodes codes =
        quantise_codes(train_codes, card.settings.architecture.latent, data.train.labels);
    train_codes = dequantise_codes(codes);
    must(write_file(folder / (card.name + ".codes.safetensors"), write_codes(codes)));
  }
  const auto shipped_report = must(classify_by_codes(data, train_codes, test_codes, kNeighbours, 0));
  const double shipped_accuracy = shipped_report.confusion.accuracy();
  if (full_accuracy - shipped_accuracy > kMaxAccuracyCost) {
    throw Error{card.name + ": rounding costs more than 0.3 points of accuracy"};
  }

  if (!options.title.empty()) card.title = options.title;
  card.weight_type = dtype_name(type);
  card.shipped_bce = error.bce;
  card.shipped_mse = error.mse;
  card.knn_accuracy = full_accuracy;
  card.knn_accuracy_shipped = shipped_accuracy;
  card.error_histogram = histogram_of_errors(shipped, data.train.images);
  card.measured_images = 0;
  card.has_codes = options.has_codes;
  card.near_distance.reset();
  if (options.has_codes) card.near_distance = shipped_report.near_distance;
  card.date = today();
  const std::string json = write_model_card(card);
  must(write_file(folder / (card.name + ".safetensors"), write_model(shipped, type, json)));
  must(write_file(folder / (card.name + ".json"), json));
  update_index(folder / "index.json", card);
  std::printf("%-14s seed %llu  BCE %.4f (%s %.4f)  MSE %.4f  dead %d  KNN %.4f, as shipped %.4f\n",
              escaped(card.name).c_str(), static_cast<unsigned long long>(card.settings.seed), full.bce,
              card.weight_type.c_str(), error.bce, full.mse, card.dead_units, full_accuracy,
              shipped_accuracy);
}

}  // namespace

void add_package_command(CLI::App& app) {
  auto [command, options] =
      add_command<PackageOptions>(app, "package", "Make a trained model ready for the page", run_package);
  command.add_option("--model", options.model, "what train --out wrote")->required();
  command.add_option("--title", options.title, "as the page's chooser shows it");
  command.add_option("--out", options.out, "folder for the weights, the card, the codes and the index")
      ->required()
      ->check(CLI::ExistingDirectory);
  command.add_flag("--codes", options.has_codes, "also write the training images' codes in 8 bits");
  options.common.add_data(command);
}

}  // namespace bottleneck
