// What the page measures with its worker: the figures are those of the core, and no result is shown as
// another's. Page and worker talk through their messages, as bytes.
#include "lab/session/measured.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/knn_evaluation.h"
#include "core/pca.h"
#include "core/synthetic.h"
#include "lab/session/update.h"
#include "unit/measuring_lab.h"

namespace bottleneck {
namespace {

std::shared_ptr<const Dataset> digits(int count, std::uint64_t seed) {
  return std::make_shared<const Dataset>(synthetic_dataset(count, seed));
}
MeasuredOn some_digits() {
  return {
      .dataset = "digits", .halves = {.train = digits(600, 3), .test = digits(150, 4)}, .classes = kClasses};
}
std::shared_ptr<const Autoencoder> some_model(int latent) {
  auto made = std::make_shared<Autoencoder>(make_autoencoder({.hidden = {}, .latent = latent}));
  Rng rng(5);
  initialise_glorot(*made, rng);
  return made;
}

ConfusionMatrix by_core(const NeighbourTest& test) {
  const Dataset& train = *test.on.halves.train;
  const Dataset& queries = *test.on.halves.test;
  const auto truths = std::span(queries.labels).first(static_cast<std::size_t>(test.queries));
  const auto run = [&](auto evaluation) {
    while (!evaluation.is_finished()) evaluation.step();
    return evaluation.confusion();
  };
  if (!test.model) {
    const PixelReferences references = prepare_pixels(train.images);
    return run(PixelEvaluation(references, train.labels,
                               std::span(queries.images).first(truths.size() * kPixels), truths, test.k,
                               kClasses));
  }
  const auto width = static_cast<std::size_t>(test.model->architecture.latent);
  const CodeReferences references =
      prepare_codes(encode_bytes(*test.model, train.images), static_cast<int>(width));
  const std::vector<float> codes = encode_bytes(*test.model, queries.images);
  return run(CodeEvaluation(references, train.labels, std::span(codes).first(truths.size() * width), truths,
                            test.k, kClasses));
}

TEST(Measured, NeighboursAreThoseOfTheCore) {
  MeasuringLab lab;
  const MeasuredOn on = some_digits();
  for (const NeighbourTest& test : {NeighbourTest{.on = on, .model = some_model(4), .k = 7, .queries = 150},
                                    NeighbourTest{.on = on, .model = nullptr, .k = 3, .queries = 100},
                                    NeighbourTest{.on = on, .model = some_model(2), .k = 1, .queries = 70}})
    want_neighbours(lab.session.measured, test);
  const auto wanted = lab.session.measured.wanted_neighbours;
  lab.finish();
  for (const NeighbourTest& test : wanted) {
    const NeighbourResult* result = find_neighbours(lab.session.measured, test);
    ASSERT_TRUE(result && result->is_done());
    EXPECT_EQ(result->confusion.counts, by_core(test).counts);
    EXPECT_EQ(result->neighbours.size(), static_cast<std::size_t>(test.queries * test.k));
    EXPECT_GT(result->search_ms, 0);
    EXPECT_EQ(result->encode_ms > 0, test.model != nullptr);
  }
  EXPECT_TRUE(lab.session.measured.wanted_neighbours.empty());
}

TEST(Measured, AnotherModelDatasetOrKHasNoResult) {
  MeasuringLab lab;
  const NeighbourTest test{.on = some_digits(), .model = some_model(4), .k = 7, .queries = 50};
  want_neighbours(lab.session.measured, test);
  lab.finish();
  ASSERT_TRUE(find_neighbours(lab.session.measured, test));
  NeighbourTest other = test;
  other.k = 6;
  EXPECT_FALSE(find_neighbours(lab.session.measured, other));
  other = test;
  other.model = some_model(4);
  EXPECT_FALSE(find_neighbours(lab.session.measured, other));
  other = test;
  other.model = nullptr;
  EXPECT_FALSE(find_neighbours(lab.session.measured, other));
  other = test;
  other.on = some_digits();
  EXPECT_FALSE(find_neighbours(lab.session.measured, other));
}

TEST(Measured, ALostWorkersNeighboursAreGoneOnFrom) {
  MeasuringLab lab;
  const NeighbourTest test{.on = some_digits(), .model = some_model(4), .k = 5, .queries = 150};
  want_neighbours(lab.session.measured, test);
  tick = 30;  // every step reports
  const NeighbourResult* result = nullptr;
  for (int i = 0; i < 1000 && (!result || result->done() == 0); ++i) {
    ASSERT_TRUE(lab.go_on());
    result = find_neighbours(lab.session.measured, test);
  }
  const int before = result->done();
  ASSERT_FALSE(result->is_done());
  lab.session.jobs.worker = Jobs::Worker::ready;  // one that never started is not tried again
  lose_worker(lab.session, "gone");
  lab.worker = {};
  lab.finish();
  result = find_neighbours(lab.session.measured, test);
  ASSERT_TRUE(result && result->is_done());
  EXPECT_GT(before, 0);
  EXPECT_EQ(result->confusion.counts, by_core(test).counts);
}

TEST(Measured, WhatIsStoppedStaysAndGoesOn) {
  MeasuringLab lab;
  const NeighbourTest test{.on = some_digits(), .model = nullptr, .k = 5, .queries = 150};
  want_neighbours(lab.session.measured, test);
  tick = 30;
  for (int i = 0; i < 1000; ++i) {
    const NeighbourResult* result = find_neighbours(lab.session.measured, test);
    if (result && result->done() > 0) break;
    ASSERT_TRUE(lab.go_on());
  }
  stop_neighbours(lab.session, test);
  EXPECT_FALSE(is_wanted(lab.session.measured, test));
  const int before = find_neighbours(lab.session.measured, test)->done();
  lab.finish();
  EXPECT_EQ(find_neighbours(lab.session.measured, test)->done(), before);
  want_neighbours(lab.session.measured, test);
  lab.finish();
  EXPECT_EQ(find_neighbours(lab.session.measured, test)->confusion.counts, by_core(test).counts);
}

TEST(Measured, ErrorsAreThoseOfTheCore) {
  MeasuringLab lab;
  const ErrorTest test{.on = some_digits(), .model = some_model(4)};
  want_errors(lab.session.measured, test);
  lab.finish();
  const ErrorResult* result = find_errors(lab.session.measured, test);
  ASSERT_TRUE(result);
  const auto expected = image_errors(*test.model, test.on.halves.test->images);
  ASSERT_EQ(result->errors.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_FLOAT_EQ(static_cast<float>(result->errors[i].bce), static_cast<float>(expected[i].bce));
    EXPECT_FLOAT_EQ(static_cast<float>(result->errors[i].mse), static_cast<float>(expected[i].mse));
  }
  EXPECT_EQ(result->codes, encode_bytes(*test.model, test.on.halves.test->images));
  const ReconstructionError mean = reconstruction_error(*test.model, test.on.halves.test->images);
  EXPECT_NEAR(result->mean.bce, mean.bce, 1e-6);  // the worker's errors come as floats
  EXPECT_NEAR(result->mean.mse, mean.mse, 1e-7);
}

TEST(Measured, TheBoundIsThatOfPrincipalComponents) {
  MeasuringLab lab;
  const MeasuredOn on = some_digits();
  want_bound(lab.session.measured, on);
  lab.finish();
  const BoundResult* bound = find_bound(lab.session.measured, on);
  ASSERT_TRUE(bound);
  ASSERT_EQ(bound->points.size(), std::size(kBoundWidths));
  const PrincipalComponents all = fit_pca(on.halves.train->images, bound->points.back().width);
  for (const BoundPoint& point : bound->points) {
    PrincipalComponents pca = all;  // its first so many
    pca.components.resize(static_cast<std::size_t>(point.width) * kPixels);
    pca.variances.resize(static_cast<std::size_t>(point.width));
    const auto& images = on.halves.test->images;
    const std::vector<float> back = reconstruct(pca, project(pca, images));
    double sum = 0;
    for (std::size_t i = 0; i < images.size(); ++i) {
      const double difference = images[i] / 255.0 - static_cast<double>(back[i]);
      sum += difference * difference;
    }
    EXPECT_NEAR(point.mse, sum / static_cast<double>(images.size()), 1e-6) << point.width;
  }
  for (std::size_t i = 1; i < bound->points.size(); ++i)
    EXPECT_LT(bound->points[i].mse, bound->points[i - 1].mse);
}

}  // namespace
}  // namespace bottleneck
