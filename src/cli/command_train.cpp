// bottleneck train: one autoencoder from a dataset to a file.
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "cli/shared_training.h"
#include "formats/model_file.h"
#include "formats/utf8.h"
#include "lab/training/usual_plan.h"

namespace bottleneck {
namespace {

// --- what options must be, where CLI11 has no check for it or one with a long-winded message. Each takes the
// text of one value and says what is wrong with it; nothing where it is right.

constexpr int kMaxWidth = 16'384;

// The whole text as a number in decimal digits.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The parts between commas, empty ones too.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

// A number above 0 that single precision holds.
std::string check_learning_rate(const std::string& text) {
  char* end = nullptr;
  const float rate = std::strtof(text.c_str(), &end);
  const bool is_number = !text.empty() && end == text.c_str() + text.size();
  if (is_number && std::isfinite(rate) && rate > 0) return {};
  return "\"" + text + "\" is not a number above 0 that single precision holds";
}

// A whole number of 64 bits without a sign.
std::string check_seed(const std::string& text) {
  if (whole_number<std::uint64_t>(text)) return {};
  return "\"" + text + "\" is not a whole number from 0 to 18446744073709551615";
}

// Widths of the hidden layers, such as 300 or 300,100: as many as a model's file may have, 1 to 16,384 each.
std::string check_hidden(const std::string& text) {
  const std::vector<std::string_view> parts = split(text);
  if (parts.size() > kMaxHidden) {
    return std::to_string(parts.size()) + " widths, " + std::to_string(kMaxHidden) + " at most are possible";
  }
  for (const std::string_view part : parts) {
    const std::optional<int> width = whole_number<int>(part);
    if (!width || *width < 1 || *width > kMaxWidth) {
      return "\"" + std::string(part) + "\" is not a width from 1 to " + std::to_string(kMaxWidth);
    }
  }
  return {};
}

// The widths in a text that check_hidden() finds right.
std::vector<int> hidden_widths(const std::string& text) {
  std::vector<int> widths;
  for (const std::string_view part : split(text)) widths.push_back(whole_number<int>(part).value_or(1));
  return widths;
}

// --- the command

struct TrainOptions {
  CommonOptions common;
  std::string dataset;
  TrainingSettings settings;
  bool is_mse = false;
  std::string loss = "bce";
  int images = 0;
  int epochs = 0;  // 0: as usual for so many images
  int batch = 0;   // likewise
  int threads = usual_threads();
  std::string out;
};

void print_summary(const TrainTest& data, const TrainedModel& trained, const TrainingSettings& settings) {
  std::printf("%s: %d training and %d test images, %zu parameters, seed %llu\n", escaped(data.name).c_str(),
              data.train.size(), data.test.size(), trained.model.parameters.size(),
              static_cast<unsigned long long>(settings.seed));
  std::printf("%d epochs of mini-batches of %d images\n", settings.epochs, settings.batch);
  std::printf("epoch  training  validation  val. BCE  val. MSE\n");
  for (std::size_t i = 0; i < trained.history.size(); ++i) {
    const EpochRecord& epoch = trained.history[i];
    std::printf("%5zu  %8.4f  %10.4f  %8.4f  %8.4f\n", i + 1, epoch.train_loss, epoch.val_loss, epoch.val_bce,
                epoch.val_mse);
  }
  std::printf("%d dead latent units, %.2f s per epoch\n", trained.dead_units, trained.seconds_per_epoch);
}

nlohmann::ordered_json to_json(const TrainTest& data, const TrainedModel& trained,
                               const TrainingSettings& settings) {
  const EpochRecord& last = trained.history.back();
  nlohmann::ordered_json history = nlohmann::ordered_json::array();
  for (const EpochRecord& epoch : trained.history) {
    history.push_back({{"train_loss", epoch.train_loss},
                       {"val_loss", epoch.val_loss},
                       {"val_bce", epoch.val_bce},
                       {"val_mse", epoch.val_mse}});
  }
  return {{"train_loss", last.train_loss},
          {"val_loss", last.val_loss},
          {"val_bce", last.val_bce},
          {"val_mse", last.val_mse},
          {"history", history},
          {"epochs", settings.epochs},
          {"batch", settings.batch},
          {"seconds_per_epoch", trained.seconds_per_epoch},
          {"dead_units", trained.dead_units},
          {"inverted", data.train.background == Background::inverted},
          {"parameters", trained.model.parameters.size()}};
}

void run_train(const TrainOptions& options) {
  TrainingSettings settings = options.settings;
  settings.loss = options.loss == "mse" ? Loss::mse : Loss::bce;
  if (!options.out.empty()) must(check_writable(options.out));
  auto data = must(open_dataset(options.dataset, options.common.data, options.common.keeps_background));
  if (options.images > data.train.size()) {
    throw Error{"--images: there are only " + std::to_string(data.train.size()) + " training images"};
  }
  if (options.images > 0) {
    const auto count = static_cast<std::size_t>(options.images);
    data.train.labels.resize(count);
    data.train.images.resize(count * kPixels);
  }
  const UsualPlan usual = usual_plan(data.train.size());
  settings.epochs = options.epochs > 0 ? options.epochs : usual.epochs;
  settings.batch = options.batch > 0 ? options.batch : usual.batch;
  const auto trained = must(train(data, settings, options.threads));
  if (!options.out.empty()) {
    const ModelCard card = describe(std::filesystem::path(options.out).stem().string(), options.dataset, data,
                                    settings, trained, options.images);
    must(write_file(options.out, write_model(trained.model, DType::f32, write_model_card(card))));
  }
  if (options.common.is_json) {
    print_json(to_json(data, trained, settings));
  } else {
    print_summary(data, trained, settings);
  }
}

}  // namespace

void add_train_command(CLI::App& app) {
  auto [command, options] = add_command<TrainOptions>(app, "train", "Train an autoencoder", run_train);
  command.add_option("--dataset", options.dataset, kDatasetHelp)->required();
  command.add_option("--latent", options.settings.architecture.latent, "length of the code, k")
      ->required()
      ->check(CLI::Range(1, 4096));
  command.add_option("--images", options.images, "use only the first so many training images; 0: all")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command
      .add_option_function<std::string>(
          "--hidden",
          [&hidden = options.settings.architecture.hidden](const std::string& text) {
            hidden = hidden_widths(text);
          },
          "widths of the encoder's hidden layers: 300 or 300,100")
      ->check(check_hidden, "WIDTHS");
  command.add_flag("--linear-latent", options.settings.architecture.linear_latent, "no ReLU on the code");
  command.add_option("--loss", options.loss, "bce or mse")
      ->check(CLI::IsMember({"bce", "mse"}))
      ->capture_default_str();
  command
      .add_option("--epochs", options.epochs,
                  "usually 30, and more for fewer than 10,000 images: to about 2,000 updates, 150 epochs at "
                  "most")
      ->check(CLI::Range(1, 1'000'000));
  command
      .add_option("--batch", options.batch,
                  "images in a mini-batch; usually 256, and fewer (8 at least) for fewer than 10,000 images")
      ->check(CLI::Range(1, 1'000'000));
  command.add_option("--lr", options.settings.learning_rate, "Adam's learning rate")
      ->check(check_learning_rate, "ABOVE 0")
      ->capture_default_str();
  command.add_option("--seed", options.settings.seed, "of the initial weights and the order of the batches")
      ->check(check_seed)
      ->capture_default_str();
  command
      .add_option("--threads", options.threads,
                  "that share each mini-batch; the weights are the same bits with any number of them")
      ->check(CLI::Range(1, kMostWorkers))
      ->capture_default_str();
  command.add_option("--out", options.out, "file for the weights, .safetensors");
  options.common.add_data(command);
  options.common.add_json(command);
}

}  // namespace bottleneck
