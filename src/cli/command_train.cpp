// bottleneck train: one autoencoder from a dataset to a file.
#include <cstdio>

#include "cli/checks.h"
#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "formats/utf8.h"
#include "lab/training/usual_plan.h"

namespace bottleneck {
namespace {

struct TrainOptions {
  CommonOptions common;
  std::string dataset;
  TrainingSettings settings;
  bool is_mse = false;
  std::string loss = "bce";
  int images = 0;
  int epochs = 0;  // 0: as usual for so many images
  int batch = 0;   // likewise
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

Status run_train(const TrainOptions& options) {
  TrainingSettings settings = options.settings;
  settings.loss = options.loss == "mse" ? Loss::mse : Loss::bce;
  if (!options.out.empty()) {
    auto writable = check_writable(options.out);
    if (!writable) return writable;
  }
  auto data = open_dataset(options.dataset, options.common.data, options.common.keeps_background);
  if (!data) return Error{data.error()};
  if (options.images > data->train.size()) {
    return Error{"--images: there are only " + std::to_string(data->train.size()) + " training images"};
  }
  if (options.images > 0) {
    const auto count = static_cast<std::size_t>(options.images);
    data->train.labels.resize(count);
    data->train.images.resize(count * kPixels);
  }
  const UsualPlan usual = usual_plan(data->train.size());
  settings.epochs = options.epochs > 0 ? options.epochs : usual.epochs;
  settings.batch = options.batch > 0 ? options.batch : usual.batch;
  const auto trained = train(*data, settings);
  if (!trained) return Error{trained.error()};
  if (!options.out.empty()) {
    const ModelCard card = describe(std::filesystem::path(options.out).stem().string(), options.dataset,
                                    *data, settings, *trained, options.images);
    auto written = write_file(options.out, write_model(trained->model, DType::f32, write_model_card(card)));
    if (!written) return written;
  }
  if (options.common.is_json) {
    print_json(to_json(*data, *trained, settings));
  } else {
    print_summary(*data, *trained, settings);
  }
  return Done{};
}

}  // namespace

void add_train_command(CLI::App& app, Status& outcome) {
  const auto options = std::make_shared<TrainOptions>();
  CLI::App& command = add_command(app, "train", "Train an autoencoder", options, run_train, outcome);
  command.add_option("--dataset", options->dataset, kDatasetHelp)->required();
  command.add_option("--latent", options->settings.architecture.latent, "length of the code, k")
      ->required()
      ->check(CLI::Range(1, 4096));
  command.add_option("--images", options->images, "use only the first so many training images; 0: all")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command
      .add_option_function<std::string>(
          "--hidden",
          [options](const std::string& text) { options->settings.architecture.hidden = hidden_widths(text); },
          "widths of the encoder's hidden layers: 300 or 300,100")
      ->check(check_hidden, "WIDTHS");
  command.add_flag("--linear-latent", options->settings.architecture.linear_latent, "no ReLU on the code");
  command.add_option("--loss", options->loss, "bce or mse")
      ->check(CLI::IsMember({"bce", "mse"}))
      ->capture_default_str();
  command
      .add_option("--epochs", options->epochs,
                  "usually 30, and more for fewer than 10,000 images: to about 2,000 updates, 150 epochs at "
                  "most")
      ->check(CLI::Range(1, 1'000'000));
  command
      .add_option("--batch", options->batch,
                  "images in a mini-batch; usually 256, and fewer (8 at least) for fewer than 10,000 images")
      ->check(CLI::Range(1, 1'000'000));
  command.add_option("--lr", options->settings.learning_rate, "Adam's learning rate")
      ->check(check_learning_rate, "ABOVE 0")
      ->capture_default_str();
  command.add_option("--seed", options->settings.seed, "of the initial weights and the order of the batches")
      ->check(check_seed)
      ->capture_default_str();
  command.add_option("--out", options->out, "file for the weights, .safetensors");
  options->common.add_data(command);
  options->common.add_json(command);
}

}  // namespace bottleneck
