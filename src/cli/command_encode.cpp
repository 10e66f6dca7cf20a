// bottleneck encode: a dataset's latent codes, or what comes back of it, as .npy, for NumPy.
#include <cstdio>
#include <utility>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "formats/csv.h"
#include "formats/npy.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

struct EncodeOptions {
  CommonOptions common;
  std::string model;
  std::string dataset;
  std::string split = "test";
  std::string out;
  bool wants_reconstructions = false;
};

void run_encode(const EncodeOptions& options) {
  must(check_writable(options.out));
  const auto file = must(open_model(options.model));
  const auto data = must(open_dataset(options.dataset, options.common.data,
                                      options.common.keeps_background || knows_light_background(file)));
  const Dataset& images = options.split == "train" ? data.train : data.test;
  std::vector<float> numbers = encode_bytes(file.model, images.images);
  must(check_finite(numbers, "codes"), options.model);
  std::vector<std::int64_t> shape = {images.size(), file.model.architecture.latent};
  if (options.wants_reconstructions) {
    const std::vector<float> codes = std::exchange(numbers, std::vector<float>(images.images.size()));
    decode(file.model, codes, numbers);
    must(check_finite(numbers, "reconstructions"), options.model);
    shape[1] = kPixels;
  }
  const bool is_csv = options.out.ends_with(".csv");
  const Bytes bytes = is_csv ? write_csv(numbers, static_cast<int>(shape[1])) : write_npy(shape, numbers);
  must(write_file(options.out, bytes));
  if (options.common.is_json) {
    print_json({{"shape", shape}, {"bytes", bytes.size()}, {"out", options.out}});
  } else {
    std::printf("%s: (%lld, %lld), %zu bytes\n", escaped(options.out).c_str(),
                static_cast<long long>(shape[0]), static_cast<long long>(shape[1]), bytes.size());
  }
}

}  // namespace

void add_encode_command(CLI::App& app) {
  auto [command, options] = add_command<EncodeOptions>(
      app, "encode", "Write the latent codes of a dataset, or its reconstructions", run_encode);
  command.add_option("--model", options.model, kModelHelp)->required();
  command.add_option("--dataset", options.dataset, kDatasetHelp)->required();
  command.add_option("--split", options.split, "train or test")
      ->check(CLI::IsMember({"train", "test"}))
      ->capture_default_str();
  command.add_flag("--reconstructions", options.wants_reconstructions,
                   "what comes back of the images instead, images × 784 in [0, 1]");
  command.add_option("--out", options.out, "file, images × k: .npy in 32-bit floats, or .csv")->required();
  options.common.add_data(command);
  options.common.add_json(command);
}

}  // namespace bottleneck
