// bottleneck inspect: what is in a model's file.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "formats/json_strict.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

struct InspectOptions {
  CommonOptions common;
  std::string file;
};

// "784 → 16 relu" and the like, and the flat place of its numbers.
nlohmann::ordered_json layers_json(const Autoencoder& model) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& layer = model.layers[i];
    const bool is_last = i + 1 == model.layers.size();
    list.push_back({{"part", i < model.encoder_layers() ? "encoder" : "decoder"},
                    {"inputs", layer.inputs},
                    {"outputs", layer.outputs},
                    {"activation", is_last                                ? "sigmoid"
                                   : layer.activation == Activation::relu ? "relu"
                                                                          : "linear"},
                    {"weight_shape", {layer.outputs, layer.inputs}},
                    {"parameters", model.weights(layer).size() + model.biases(layer).size()}});
  }
  return list;
}

// The histogram as a line of bars.
void print_errors(const ErrorHistogram& errors) {
  constexpr std::array kBars = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto bins = static_cast<double>(errors.counts.size());
  const double most = *std::ranges::max_element(errors.counts);
  std::printf("Relative error of each training image, from 0 to %g and above:\n  ", bins * errors.bin_width);
  for (const int count : errors.counts) {
    // An image or two still show.
    const double height = most > 0 ? std::ceil(count / most * (kBars.size() - 1)) : 0;
    std::printf("%s", kBars[static_cast<std::size_t>(height)]);
  }
  std::printf("\n");
}

// The range that each latent unit has over the training images, eight to a line.
void print_ranges(const ModelCard& card) {
  if (card.latent_min.empty() || card.latent_min.size() != card.latent_max.size()) return;
  std::printf("range of each latent unit over the training images:");
  for (std::size_t i = 0; i < card.latent_min.size(); ++i) {
    std::printf("%s %.1f–%.1f", i % 8 == 0 ? "\n " : "", static_cast<double>(card.latent_min[i]),
                static_cast<double>(card.latent_max[i]));
  }
  std::printf("\n");
}

void print_card(const ModelCard& card) {
  std::printf("trained on %s: %d images, %d epochs, batches of %d, learning rate %g, seed %llu, loss %s\n",
              escaped(card.dataset).c_str(), card.train_images, card.settings.epochs, card.settings.batch,
              static_cast<double>(card.settings.learning_rate),
              static_cast<unsigned long long>(card.settings.seed),
              card.settings.loss == Loss::mse ? "mse" : "bce");
  if (card.background != Background::dark)
    std::printf("its pictures had a light background: %s\n",
                card.background == Background::inverted ? "negatives of them were trained on" : "kept so");
  if (!card.history.empty()) {
    const EpochRecord& last = card.history.back();
    std::printf("training loss %.4f, on %d test images: BCE %.4f, MSE %.4f; %d dead units\n", last.train_loss,
                card.test_images, last.val_bce, last.val_mse, card.dead_units);
  }
  if (card.knn_accuracy) std::printf("7 neighbours on the codes: accuracy %.4f\n", *card.knn_accuracy);
  if (card.near_distance) {
    std::printf(
        "from a test image's code to the nearest reference code: half lie within %.3f, 95 %% within %.3f, "
        "99 %% within %.3f\n",
        card.near_distance->median, card.near_distance->p95, card.near_distance->p99);
  }
  if (card.error_histogram) print_errors(*card.error_histogram);
  print_ranges(card);
  std::printf("made by: %s\n", escaped(card.command).c_str());
}

void run_inspect(const InspectOptions& options) {
  const auto file = must(open_model(options.file));
  const auto card = card_of(file);
  const auto layers = layers_json(file.model);
  if (options.common.is_json) {
    nlohmann::ordered_json json = {
        {"parameters", file.model.parameters.size()}, {"layers", layers}, {"card", nullptr}};
    if (card) {
      json["card"] = *parse_json(file.card);
    } else if (!file.card.empty()) {
      json["card_problem"] = card.error();
    }
    print_json(json);
    return;
  }
  for (const auto& layer : layers) {
    std::printf("%s  %5d → %-5d %-8s %8d parameters\n", layer["part"].get<std::string>().c_str(),
                layer["inputs"].get<int>(), layer["outputs"].get<int>(),
                layer["activation"].get<std::string>().c_str(), layer["parameters"].get<int>());
  }
  std::printf("%zu parameters\n", file.model.parameters.size());
  if (card) {
    print_card(*card);
  } else {
    std::printf("no training record: %s\n", escaped(card.error()).c_str());
  }
}

}  // namespace

void add_inspect_command(CLI::App& app) {
  auto [command, options] = add_command<InspectOptions>(
      app, "inspect", "Print a model's layers, shapes and training record", run_inspect);
  command.add_option("file", options.file, kModelHelp)->required();
  options.common.add_json(command);
}

}  // namespace bottleneck
