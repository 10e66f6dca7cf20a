// What the program must reach on the real MNIST and Fashion-MNIST. Exact figures are scikit-learn's on the
// same data; bands are PyTorch's spread over seeds with Keras's settings, widened, so that a result better
// than the band is as suspect as a worse one.
#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "cli/experiment.h"
#include "cli/files.h"
#include "core/metrics.h"
#include "core/pca.h"
#include "lab/data/published.h"
#include "lab/data/published_measures.h"
#include "lab/models/model_title.h"
#include "lab/training/trained_model_card.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

std::vector<int> correct_per_class(const ConfusionMatrix& confusion) {
  std::vector<int> correct;
  for (int c = 0; c < confusion.classes; ++c) correct.push_back(confusion.at(c, c));
  return correct;
}

// The table says it to three places.
void expect_near_pixels(const NearDistance& measured, const char* dataset) {
  const NearDistance* const table = near_pixels(dataset);
  ASSERT_NE(table, nullptr);
  EXPECT_NEAR(measured.median, table->median, 6e-4);
  EXPECT_NEAR(measured.p95, table->p95, 6e-4);
  EXPECT_NEAR(measured.p99, table->p99, 6e-4);
}

TEST(NearPixels, AreKnownOfThePublishedDatasetsOnly) {
  for (const char* dataset : {"mnist", "fashion-mnist"}) {
    const NearDistance* const near = near_pixels(dataset);
    ASSERT_NE(near, nullptr);
    EXPECT_GT(near->median, 0);
    EXPECT_LT(near->median, near->p95);
    EXPECT_LT(near->p95, near->p99);
  }
  EXPECT_NE(*near_pixels("mnist"), *near_pixels("fashion-mnist"));
  EXPECT_EQ(near_pixels("synthetic"), nullptr);
}

TEST(RealData, LeastInkIsThatOfATrainingImage) {
  BOTTLENECK_NEED_REAL_DATA();
  for (const auto& data : {real_mnist(), real_fashion()}) {
    int least = 255 * kPixels;
    for (int i = 0; i < data->train.size(); ++i) {
      const auto image = data->train.image(i);
      least = std::min(least, std::accumulate(image.begin(), image.end(), 0));
    }
    EXPECT_NEAR(least_ink(data->name), least / 255.0, 0.05) << data->name;
  }
}

TEST(RealData, PixelNeighboursOnMnistAreExact) {
  BOTTLENECK_NEED_REAL_DATA();
  const auto report = classify_by_pixels(*real_mnist(), kNeighbours, 0);
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->confusion.accuracy(), 0.9694);
  EXPECT_EQ(correct_per_class(report->confusion),
            (std::vector{974, 1133, 988, 976, 945, 866, 944, 989, 916, 963}));
  expect_near_pixels(report->near_distance, "mnist");
}

TEST(RealData, PixelNeighboursOnFashionAreExact) {
  BOTTLENECK_NEED_REAL_DATA();
  const auto report = classify_by_pixels(*real_fashion(), kNeighbours, 0);
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->confusion.accuracy(), 0.8540);
  EXPECT_EQ(correct_per_class(report->confusion),
            (std::vector{857, 967, 814, 869, 760, 806, 588, 957, 952, 970}));
  expect_near_pixels(report->near_distance, "fashion-mnist");
}

TEST(RealData, PrincipalComponentsReachTheKnownErrors) {
  BOTTLENECK_NEED_REAL_DATA();
  const auto error = [](const TrainTest& data, int components) {
    const PrincipalComponents pca = fit_pca(data.train.images, components);
    const std::vector<float> pixels = reconstruct(pca, project(pca, data.test.images));
    double sum = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      const double difference = pixels[i] - data.test.images[i] / 255.0;
      sum += difference * difference;
    }
    return sum / static_cast<double>(pixels.size());
  };
  // scikit-learn's figures, given to four places.
  EXPECT_NEAR(error(*real_mnist(), 8), 0.0364, 5e-5);
  EXPECT_NEAR(error(*real_mnist(), 64), 0.0078, 5e-5);
  EXPECT_NEAR(error(*real_fashion(), 16), 0.0198, 5e-5);
}

struct Range {
  double low;
  double high;
};

// What a correct implementation falls into after 30 epochs.
struct Band {
  const char* name;
  Range loss;      // validation BCE, or MSE for the model trained on it
  Range accuracy;  // of 7 neighbours on the codes
};

constexpr std::array<Band, 13> kBands = {{
    {"mnist-8", {0.160, 0.167}, {0.880, 0.912}},
    {"mnist-16", {0.123, 0.130}, {0.944, 0.962}},
    {"mnist-64", {0.0715, 0.0740}, {0.955, 0.968}},
    {"mnist-16-mse", {0.0203, 0.0217}, {0.944, 0.963}},
    {"fashion-8", {0.312, 0.318}, {0.772, 0.812}},
    {"fashion-16", {0.297, 0.302}, {0.820, 0.848}},
    {"fashion-64", {0.2715, 0.2750}, {0.852, 0.872}},
    {"mnist-300-8", {0.110, 0.124}, {0.915, 0.955}},
    {"mnist-300-16", {0.088, 0.100}, {0.950, 0.971}},
    {"mnist-300-64", {0.0695, 0.0745}, {0.955, 0.974}},
    {"fashion-300-8", {0.278, 0.297}, {0.800, 0.845}},
    {"fashion-300-16", {0.270, 0.288}, {0.830, 0.862}},
    {"fashion-300-64", {0.260, 0.274}, {0.848, 0.874}},
}};

void expect_within(double value, const Range& range, const std::string& what) {
  EXPECT_GE(value, range.low) << what;
  EXPECT_LE(value, range.high) << what;
}

const Band& band(const std::string& name) {
  for (const Band& candidate : kBands) {
    if (candidate.name == name) return candidate;
  }
  ADD_FAILURE() << name;
  return kBands[0];
}

class ShippedModel : public testing::TestWithParam<Band> {};

std::filesystem::path asset(const std::string& file) {
  return std::filesystem::path(BOTTLENECK_ASSETS) / "models" / file;
}

void expect_ranges(const ModelCard& card, std::span<const float> codes) {
  const auto width = static_cast<std::size_t>(card.settings.architecture.latent);
  ASSERT_EQ(card.latent_min.size(), width);
  ASSERT_EQ(card.latent_max.size(), width);
  for (std::size_t unit = 0; unit < width; ++unit) {
    float smallest = codes[unit];
    float largest = codes[unit];
    for (std::size_t i = unit; i < codes.size(); i += width) {
      smallest = std::min(smallest, codes[i]);
      largest = std::max(largest, codes[i]);
    }
    EXPECT_NEAR(card.latent_min[unit], smallest, 1e-3F + 1e-4F * largest) << "unit " << unit;
    EXPECT_NEAR(card.latent_max[unit], largest, 1e-3F + 1e-4F * largest) << "unit " << unit;
  }
}

// Measures the files as the page gets them, and holds the card to what it says.
TEST_P(ShippedModel, LiesInItsBandAndItsCardTellsTheTruth) {
  BOTTLENECK_NEED_REAL_DATA();
  const std::string name = GetParam().name;
  const auto file = open_model(asset(name + ".safetensors"));
  ASSERT_TRUE(file) << file.error();
  const auto json = read_file(asset(name + ".json"));
  ASSERT_TRUE(json) << json.error();
  EXPECT_EQ(file->card, as_text(*json)) << "the card in the weights' file is another one";
  const auto card = read_model_card(as_text(*json));
  ASSERT_TRUE(card) << card.error();
  const TrainTest& data = card->dataset == "mnist" ? *real_mnist() : *real_fashion();
  EXPECT_EQ(data.name, card->dataset);
  EXPECT_EQ(card->settings.architecture, file->model.architecture);
  EXPECT_EQ(card->settings.epochs, 30);
  EXPECT_EQ(card->settings.batch, 256);
  EXPECT_EQ(card->parameters, file->model.parameters.size());
  EXPECT_EQ(card->command, train_command(card->dataset, card->settings));

  const ReconstructionError error = reconstruction_error(file->model, data.test.images);
  expect_within(card->settings.loss == Loss::mse ? error.mse : error.bce, GetParam().loss, "loss");
  // The same files on another processor: sums in another order.
  EXPECT_NEAR(error.bce, card->shipped_bce.value_or(0), 1e-5);
  EXPECT_NEAR(error.mse, card->shipped_mse.value_or(0), 1e-5);
  EXPECT_NEAR(card->history.back().val_bce, error.bce, 1e-4)
      << "half precision costs more than the card allows";

  // How the errors of single images are spread, at the places where the card's bins meet.
  ASSERT_TRUE(card->error_histogram);
  std::vector<double> errors;
  for (const ReconstructionError& one : image_errors(file->model, data.train.images))
    errors.push_back(relative_error(one.mse, data.train.image(static_cast<int>(errors.size()))));
  for (std::size_t bin = 1; bin < card->error_histogram->counts.size(); ++bin) {
    const double end = static_cast<double>(bin) * card->error_histogram->bin_width;
    const auto below = std::ranges::count_if(errors, [&](double error) { return error < end; });
    EXPECT_NEAR(share_below(*card->error_histogram, end), static_cast<double>(below) / data.train.size(),
                1e-3)
        << "below " << end;
  }

  std::vector<float> train_codes = encode_bytes(file->model, data.train.images);
  expect_ranges(*card, train_codes);
  EXPECT_EQ(count_dead_units(file->model, train_codes), card->dead_units);
  if (card->has_codes) {
    const auto bytes = read_file(asset(name + ".codes.safetensors"));
    ASSERT_TRUE(bytes) << bytes.error();
    const auto codes = read_codes(*bytes);
    ASSERT_TRUE(codes) << codes.error();
    EXPECT_EQ(codes->labels, data.train.labels);
    train_codes = dequantise_codes(*codes);
    ASSERT_EQ(train_codes.size(), data.train.labels.size() * static_cast<std::size_t>(codes->width));
  }
  const auto report =
      classify_by_codes(data, train_codes, encode_bytes(file->model, data.test.images), kNeighbours, 0);
  ASSERT_TRUE(report) << report.error();
  expect_within(report->confusion.accuracy(), GetParam().accuracy, "accuracy");
  if (card->near_distance) {
    EXPECT_NEAR(report->near_distance.median, card->near_distance->median, 1e-3);
    EXPECT_NEAR(report->near_distance.p95, card->near_distance->p95, 1e-3);
    EXPECT_NEAR(report->near_distance.p99, card->near_distance->p99, 1e-3);
  }
  // Another processor may round a code across a tie: a few images of 10,000.
  EXPECT_NEAR(report->confusion.accuracy(), card->knn_accuracy_shipped.value_or(0), 5e-4);
  EXPECT_LE(card->knn_accuracy.value_or(1) - report->confusion.accuracy(), 0.003)
      << "8 bits cost more than 0.3 points";
}

INSTANTIATE_TEST_SUITE_P(Bands, ShippedModel, testing::ValuesIn(kBands), [](const auto& tested) {
  std::string name = tested.param.name;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

TEST(ShippedModels, AreAllListedAndCodesShipForBothK16) {
  const auto text = read_file(asset("index.json"));
  ASSERT_TRUE(text) << text.error();
  const auto entries = read_model_index(as_text(*text));
  ASSERT_TRUE(entries) << entries.error();
  EXPECT_EQ(entries->size(), kBands.size());
  const auto size_of = [](const ModelCard& card) {
    return std::tuple(card.dataset != "mnist", card.settings.architecture.hidden.size(),
                      card.settings.architecture.latent, card.settings.loss);
  };
  std::optional<ModelCard> before;
  for (const ModelEntry& entry : *entries) {
    const auto json = read_file(asset(entry.name + ".json"));
    ASSERT_TRUE(json) << json.error();
    const auto card = read_model_card(as_text(*json));
    ASSERT_TRUE(card) << card.error();
    EXPECT_EQ(card->title, entry.title);
    EXPECT_EQ(card->title, model_title(find_published(card->dataset)->title, card->settings));
    EXPECT_EQ(entry.test_mse, card->shipped_mse);
    EXPECT_EQ(entry.is_usual, entry.name == "mnist-16") << "links without a model open this one";
    const auto weights = read_file(asset(entry.name + ".safetensors"));
    ASSERT_TRUE(weights) << weights.error();
    const auto file = read_model(*weights);
    ASSERT_TRUE(file) << file.error();
    EXPECT_EQ(file->card, as_text(*json)) << "the card in the weights is the one beside them";
    if (before) EXPECT_LT(size_of(*before), size_of(*card)) << entry.name << ": ascending";
    before = *card;
    EXPECT_EQ(card->name, band(entry.name).name);
    if (entry.name == "mnist-16" || entry.name == "fashion-16") {
      EXPECT_TRUE(card->has_codes);
    }
  }
}

TEST(ShippedModels, CardsAgreeWithThemselves) {
  for (const Band& model : kBands) {
    SCOPED_TRACE(model.name);
    const auto json = read_file(asset(std::string(model.name) + ".json"));
    ASSERT_TRUE(json) << json.error();
    EXPECT_LT(json->size(), 12'000U) << "the page loads it before anything is seen";
    const auto card = read_model_card(as_text(*json));
    ASSERT_TRUE(card) << card.error();
    const auto width = static_cast<std::size_t>(card->settings.architecture.latent);
    ASSERT_EQ(card->latent_min.size(), width);
    ASSERT_EQ(card->latent_max.size(), width);
    for (std::size_t unit = 0; unit < width; ++unit) {
      EXPECT_GE(card->latent_min[unit], 0) << "ReLU";
      EXPECT_LE(card->latent_min[unit], card->latent_max[unit]);
    }
    EXPECT_EQ(std::ranges::count(card->latent_max, 0.0F), card->dead_units);

    ASSERT_TRUE(card->error_histogram);
    const ErrorHistogram& histogram = *card->error_histogram;
    EXPECT_EQ(histogram.counts.size(), static_cast<std::size_t>(kErrorBins));
    EXPECT_EQ(std::accumulate(histogram.counts.begin(), histogram.counts.end(), 0), card->train_images);
    // Not all are in the same bin, and few above the last.
    EXPECT_LT(*std::ranges::max_element(histogram.counts), card->train_images / 3);
    EXPECT_LT(histogram.counts.back(), card->train_images / 100);

    EXPECT_EQ(card->near_distance.has_value(), card->has_codes);
    if (!card->near_distance) continue;
    EXPECT_GT(card->near_distance->median, 0);
    EXPECT_LT(card->near_distance->median, card->near_distance->p95);
    EXPECT_LT(card->near_distance->p95, card->near_distance->p99);
  }
}

void train_anew(const TrainTest& data, int latent, const std::string& name) {
  const TrainingSettings settings{.architecture = {.hidden = {}, .latent = latent}, .seed = 1};
  const auto trained = train(data, settings);
  ASSERT_TRUE(trained) << trained.error();
  ASSERT_EQ(trained->history.size(), 30U);
  EXPECT_EQ(trained->dead_units, 0);
  expect_within(trained->history.back().val_bce, band(name).loss, "validation BCE");
  const auto report = classify_by_codes(data, encode_bytes(trained->model, data.train.images),
                                        encode_bytes(trained->model, data.test.images), kNeighbours, 0);
  ASSERT_TRUE(report) << report.error();
  expect_within(report->confusion.accuracy(), band(name).accuracy, "accuracy");
}

TEST(RealData, TrainingMnist8AnewEndsInItsBand) {
  BOTTLENECK_NEED_REAL_DATA();
  train_anew(*real_mnist(), 8, "mnist-8");
}

TEST(RealData, TrainingFashion16AnewEndsInItsBand) {
  BOTTLENECK_NEED_REAL_DATA();
  train_anew(*real_fashion(), 16, "fashion-16");
}

}  // namespace
}  // namespace bottleneck
