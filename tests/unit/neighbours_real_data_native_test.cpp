// The page's neighbours on the real MNIST and Fashion-MNIST are the native program's: by the same weights,
// through the worker's messages.
#include <algorithm>

#include <gtest/gtest.h>

#include "cli/experiment.h"
#include "cli/files.h"
#include "formats/model_card.h"
#include "lab/session/neighbours.h"
#include "lab/session/perform.h"
#include "unit/measuring_lab.h"
#include "unit/real_data.h"

namespace bottleneck {
namespace {

// A page with both halves of the dataset and that shipped model.
void load(Session& session, const char* model, const TrainTest& data) {
  const auto file =
      open_model(std::filesystem::path(BOTTLENECK_ASSETS) / "models" / (std::string(model) + ".safetensors"));
  ASSERT_TRUE(file) << file.error();
  auto card = read_model_card(file->card);
  ASSERT_TRUE(card) << card.error();
  LibraryEntry entry{.name = model, .title = card->title};
  entry.card = std::make_shared<ModelCard>(*std::move(card));
  entry.model = std::make_shared<const Autoencoder>(file->model);
  session.library.entries = {std::move(entry)};
  session.choices.model = model;
  session.choices.station = Station::neighbours;
  DatasetEntry& dataset = *find_dataset(session.datasets, data.name);
  dataset.train.images = std::make_shared<const Dataset>(data.train);
  dataset.test.images = std::make_shared<const Dataset>(data.test);
}

class NeighboursOfThePage : public testing::TestWithParam<const char*> {};

TEST_P(NeighboursOfThePage, AreTheNativePrograms) {
  BOTTLENECK_NEED_REAL_DATA();
  constexpr int kPixelQueries = 1000;  // the others are named by the same code
  const std::string model = GetParam();
  const TrainTest& data = model.starts_with("mnist") ? *real_mnist() : *real_fashion();
  MeasuringLab lab;
  load(lab.session, GetParam(), data);
  perform(lab.session, RunNeighbours{.codes = true, .pixels = false});
  lab.finish();
  const NeighbourResult* codes = neighbour_result(lab.session, NeighboursBy::codes);
  ASSERT_TRUE(codes && codes->is_done());
  EXPECT_EQ(codes->done(), 10'000);
  const Autoencoder& network = *lab.session.library.entries.front().model;
  const auto by_codes = classify_by_codes(data, encode_bytes(network, data.train.images),
                                          encode_bytes(network, data.test.images), kNeighbours, 0);
  ASSERT_TRUE(by_codes) << by_codes.error();
  EXPECT_EQ(codes->confusion.counts, by_codes->confusion.counts);
  EXPECT_EQ(codes->confusion.accuracy(), by_codes->confusion.accuracy());

  lab.session.choices.neighbour_queries = kPixelQueries;
  perform(lab.session, RunNeighbours{.codes = false, .pixels = true});
  lab.finish();
  const NeighbourResult* pixels = neighbour_result(lab.session, NeighboursBy::pixels);
  ASSERT_TRUE(pixels && pixels->is_done());
  const auto by_pixels = classify_by_pixels(data, kNeighbours, kPixelQueries);
  ASSERT_TRUE(by_pixels) << by_pixels.error();
  EXPECT_EQ(pixels->confusion.total(), kPixelQueries);
  EXPECT_EQ(pixels->confusion.counts, by_pixels->confusion.counts);
}

INSTANTIATE_TEST_SUITE_P(Models, NeighboursOfThePage, testing::Values("mnist-8", "fashion-16"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace bottleneck
