// bottleneck knn: k-nearest-neighbours on pixels or on a model's codes.
#include <cstdio>
#include <optional>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "cli/png.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

struct KnnOptions {
  CommonOptions common;
  std::string dataset;
  std::string space;
  int k = kNeighbours;
  int limit = 0;
  std::string png;
};

// file: of the model whose codes are compared; nothing: pixels are.
KnnReport classify(const KnnOptions& options, const TrainTest& data, const std::optional<ModelFile>& file) {
  if (!file) return must(classify_by_pixels(data, options.k, options.limit));
  const std::vector<float> train_codes = encode_bytes(file->model, data.train.images);
  const std::vector<float> test_codes = encode_bytes(file->model, data.test.images);
  return must(classify_by_codes(data, train_codes, test_codes, options.k, options.limit), options.space);
}

void print_report(const TrainTest& data, const KnnReport& report, const KnnOptions& options) {
  const ConfusionMatrix& confusion = report.confusion;
  std::printf("%s, %d neighbours in %s: accuracy %.4f on %d images against %d\n", escaped(data.name).c_str(),
              options.k, escaped(options.space).c_str(), confusion.accuracy(), confusion.total(),
              report.references);
  const NearDistance& near = report.near_distance;
  std::printf(
      "from an image to the nearest reference: half lie within %.3f, 95 %% within %.3f, 99 %% within %.3f\n",
      near.median, near.p95, near.p99);
  std::printf(
      "%.2f s to lay out the references, %.2f s for the queries\nrows: true class, its number and name "
      "behind them\n",
      report.fit_seconds, report.predict_seconds);
  for (int t = 0; t < confusion.classes; ++t) {
    for (int p = 0; p < confusion.classes; ++p) std::printf("%6d", confusion.at(t, p));
    std::printf("  %d %s\n", t, escaped(data.class_names[static_cast<std::size_t>(t)]).c_str());
  }
}

void run_knn(const KnnOptions& options) {
  if (!options.png.empty()) must(check_writable(options.png));
  std::optional<ModelFile> file;
  if (options.space != "pixels") file = must(open_model(options.space));
  const bool knows_light = file && knows_light_background(*file);
  const auto data = must(
      open_dataset(options.dataset, options.common.data, options.common.keeps_background || knows_light));
  const KnnReport report = classify(options, data, file);
  const ConfusionMatrix& confusion = report.confusion;
  if (!options.png.empty()) must(write_png(options.png, draw_confusion(confusion.counts, confusion.classes)));
  if (options.common.is_json) {
    const NearDistance& near = report.near_distance;
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (int t = 0; t < confusion.classes; ++t) {
      const auto row = confusion.counts.begin() + t * confusion.classes;
      rows.push_back(std::vector<int>(row, row + confusion.classes));
    }
    print_json({{"accuracy", confusion.accuracy()},
                {"confusion", rows},
                {"class_names", data.class_names},
                {"near_distance", {{"median", near.median}, {"p95", near.p95}, {"p99", near.p99}}},
                {"fit_seconds", report.fit_seconds},
                {"predict_seconds", report.predict_seconds},
                {"queries", confusion.total()},
                {"references", report.references}});
  } else {
    print_report(data, report, options);
  }
}

}  // namespace

void add_knn_command(CLI::App& app) {
  auto [command, options] =
      add_command<KnnOptions>(app, "knn", "Classify the test images by their nearest neighbours", run_knn);
  command.add_option("--dataset", options.dataset, kDatasetHelp)->required();
  command.add_option("--space", options.space, "pixels, or a model's file to compare codes")->required();
  command.add_option("--k", options.k, "neighbours that vote")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--limit", options.limit, "only the first so many test images")
      ->check(CLI::Range(1, 1'000'000));
  command.add_option("--png", options.png, "picture of the confusion matrix");
  options.common.add_data(command);
  options.common.add_json(command);
}

}  // namespace bottleneck
