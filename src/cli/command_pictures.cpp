// bottleneck reconstruct and bottleneck weights: a model looked at.
#include <algorithm>
#include <cstdio>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "cli/model_pictures.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

struct PictureOptions {
  CommonOptions common;
  std::string model;
  std::string dataset;
  int first = 10;
  std::string png;
};

void write_picture(const PictureOptions& options, const Raster& raster, const char* what) {
  must(write_png(options.png, raster));
  if (options.common.is_json) {
    print_json({{"png", options.png}, {"width", raster.width}, {"height", raster.height}});
  } else {
    std::printf("%s: %s, %d × %d\n", escaped(options.png).c_str(), what, raster.width, raster.height);
  }
}

// Error: there are none that could be drawn.
Status check_reconstructions(const Autoencoder& model, std::span<const std::uint8_t> images) {
  const std::vector<float> codes = encode_bytes(model, images);
  std::vector<float> pixels(images.size());
  decode(model, codes, pixels);
  auto sound = check_finite(codes, "codes");
  return sound ? check_finite(pixels, "reconstructions") : sound;
}

void reconstruct(const PictureOptions& options) {
  must(check_writable(options.png));
  const auto file = must(open_model(options.model));
  const auto data = must(open_dataset(options.dataset, options.common.data,
                                      options.common.keeps_background || knows_light_background(file)));
  const int count = std::min(options.first, data.test.size());
  must(check_reconstructions(file.model,
                             std::span(data.test.images).first(static_cast<std::size_t>(count) * kPixels)),
       options.model);
  write_picture(options, draw_reconstructions({&file.model}, data.test, count),
                "test images above reconstructions");
}

void draw_weights(const PictureOptions& options) {
  must(check_writable(options.png));
  const auto file = must(open_model(options.model));
  write_picture(options, draw_first_layer(file.model), "one tile per neuron of the first layer");
}

}  // namespace

void add_reconstruct_command(CLI::App& app) {
  auto [command, options] = add_command<PictureOptions>(
      app, "reconstruct", "Draw test images above their reconstructions", reconstruct);
  command.add_option("--model", options.model, kModelHelp)->required();
  command.add_option("--dataset", options.dataset, kDatasetHelp)->required();
  command.add_option("--first", options.first, "how many test images")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command.add_option("--png", options.png, "the picture")->required();
  options.common.add_data(command);
  options.common.add_json(command);
}

void add_weights_command(CLI::App& app) {
  auto [command, options] = add_command<PictureOptions>(
      app, "weights", "Draw the weights of the first layer, a tile per neuron", draw_weights);
  command.add_option("--model", options.model, kModelHelp)->required();
  command.add_option("--png", options.png, "the picture")->required();
  options.common.add_json(command);
}

}  // namespace bottleneck
