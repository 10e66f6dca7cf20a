// The reader's drawings among the neighbours, against one search over all of them.
#include "lab/models/own_neighbours.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"

namespace bottleneck {
namespace {

constexpr int kWidth = 3;
constexpr std::size_t kCodeWidth = kWidth;

// Few values, so that many references are equally far away.
std::vector<float> coarse_codes(Rng& rng, int count) {
  std::vector<float> codes(static_cast<std::size_t>(count) * kCodeWidth);
  for (float& code : codes) code = static_cast<float>(rng.below(3)) * 0.7F;
  return codes;
}

std::vector<std::uint8_t> some_labels(Rng& rng, int count) {
  std::vector<std::uint8_t> labels(static_cast<std::size_t>(count));
  for (auto& label : labels) label = static_cast<std::uint8_t>(rng.below(10));
  return labels;
}

std::shared_ptr<const Dataset> some_images(Rng& rng, int count) {
  Dataset images{.images = {}, .labels = some_labels(rng, count)};
  images.images.resize(static_cast<std::size_t>(count) * kPixels);
  // Mostly the same, so that ties come about.
  for (std::size_t i = 0; i < images.images.size(); i += 97)
    images.images[i] = static_cast<std::uint8_t>(rng.below(2) * 200);
  return std::make_shared<const Dataset>(std::move(images));
}

CodeLibrary library_of(std::vector<float> codes, std::vector<std::uint8_t> labels) {
  CodeLibrary library;
  library.references = prepare_codes(codes, kWidth);
  library.codes = std::move(codes);
  library.labels = std::move(labels);
  return library;
}

// What one search over training images and drawings together finds, as an index that counts on.
void expect_same(const std::vector<Near>& merged, const std::vector<Neighbour>& at_once, int training,
                 const std::vector<std::uint8_t>& labels, const std::vector<std::uint8_t>& own_labels) {
  ASSERT_EQ(merged.size(), at_once.size());
  for (std::size_t i = 0; i < merged.size(); ++i) {
    const Near& near = merged[i];
    EXPECT_EQ(near.is_own ? training + near.neighbour.index : near.neighbour.index, at_once[i].index) << i;
    EXPECT_EQ(near.neighbour.distance, at_once[i].distance) << i;
    const auto index = static_cast<std::size_t>(near.neighbour.index);
    EXPECT_EQ(near.label, near.is_own ? own_labels[index] : labels[index]);
  }
}

TEST(OwnNeighbours, ByCodesAreThoseOfOneSearchOverAll) {
  Rng rng(11);
  int ties = 0;
  for (int round = 0; round < 300; ++round) {
    const int training = 1 + static_cast<int>(rng.below(40));
    const int drawings = 1 + static_cast<int>(rng.below(12));
    const int k = 1 + static_cast<int>(rng.below(15));
    const CodeLibrary codes = library_of(coarse_codes(rng, training), some_labels(rng, training));
    const OwnCodes own{
        .model = nullptr, .drawings = some_images(rng, drawings), .codes = coarse_codes(rng, drawings)};
    const std::vector<float> query = coarse_codes(rng, 1);
    const auto found = with_labels(nearest(codes.references, query, std::min(k, training)), codes.labels);

    std::vector<float> all = codes.codes;
    all.insert(all.end(), own.codes.begin(), own.codes.end());
    const int wanted = std::min(k, training + drawings);
    const auto at_once = nearest(prepare_codes(all, kWidth), query, wanted);
    const auto merged = with_own_codes(found, codes, own, query, k);
    expect_same(merged, at_once, training, codes.labels, own.drawings->labels);

    // And of the oracle, which sorts all distances in double precision.
    const auto oracle = plain::nearest(all, kWidth, query, wanted);
    for (std::size_t i = 0; i < merged.size(); ++i)
      EXPECT_NEAR(merged[i].neighbour.distance, oracle[i].distance, 1e-6);
    for (std::size_t i = 1; i < merged.size(); ++i)
      ties += merged[i].is_own && !merged[i - 1].is_own &&
              merged[i].neighbour.distance == merged[i - 1].neighbour.distance;
  }
  EXPECT_GT(ties, 50) << "drawings as far away as a training image were tried";
}

TEST(OwnNeighbours, ByPixelsAreThoseOfOneSearchOverAll) {
  Rng rng(12);
  int own = 0;
  for (int round = 0; round < 100; ++round) {
    const int training = 1 + static_cast<int>(rng.below(20));
    const int k = 1 + static_cast<int>(rng.below(15));
    const auto images = some_images(rng, training);
    const auto drawings = some_images(rng, 1 + static_cast<int>(rng.below(8)));
    Image query{};
    std::ranges::copy(some_images(rng, 1)->image(0), query.begin());
    auto first = nearest_to_image(prepare_pixels(images->images), query, std::min(k, training));
    for (Neighbour& one : first) one.distance /= 255;

    std::vector<std::uint8_t> all = images->images;
    all.insert(all.end(), drawings->images.begin(), drawings->images.end());
    auto at_once = nearest_to_image(prepare_pixels(all), query, std::min(k, training + drawings->size()));
    for (Neighbour& one : at_once) one.distance /= 255;
    const auto merged = with_own_pixels(with_labels(first, images->labels), *images, *drawings, query, k);
    expect_same(merged, at_once, training, images->labels, drawings->labels);
    for (const Near& near : merged) {
      if (!near.is_own) continue;
      EXPECT_TRUE(std::ranges::equal(near.picture, drawings->image(near.neighbour.index)));
      ++own;
    }
  }
  EXPECT_GT(own, 0);
}

TEST(OwnNeighbours, CodesBeyondAllMeasureAreNoNeighbours) {
  const CodeLibrary codes = library_of({1, 1, 1}, {4});
  Rng rng(1);
  const OwnCodes own{.model = nullptr, .drawings = some_images(rng, 2), .codes = {1e30F, 0, 0, 1, 1, 1}};
  const std::vector<float> query{1, 1, 1};
  const auto merged =
      with_own_codes(with_labels(nearest(codes.references, query, 1), codes.labels), codes, own, query, 7);
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_FALSE(merged[0].is_own) << "of the same distance, the training image comes first";
  EXPECT_EQ(merged[1].neighbour.index, 1);
}

TEST(OwnNeighbours, ADrawingIsEncodedOnceAndAsOnThePad) {
  Rng rng(5);
  auto model = std::make_shared<Autoencoder>(make_autoencoder({.hidden = {20}, .latent = 5}));
  initialise_glorot(*model, rng);
  const auto three = some_images(rng, 3);
  const auto first = own_codes(nullptr, model, three);
  EXPECT_EQ(own_codes(first, model, three), first);
  for (int i = 0; i < 3; ++i) {
    std::vector<float> unit(kPixels);
    std::vector<float> code(5);
    to_unit(three->image(i), unit);
    encode(*model, unit, code);
    EXPECT_TRUE(
        std::ranges::equal(code, std::span(first->codes).subspan(static_cast<std::size_t>(i) * 5, 5)));
  }
  // One more, and the first one gone: what stands where it stood is taken over, the rest is computed.
  Dataset changed = *three;
  changed.images.insert(changed.images.end(), changed.images.begin(), changed.images.begin() + kPixels);
  changed.images.erase(changed.images.begin(), changed.images.begin() + kPixels);
  const auto later = std::make_shared<const Dataset>(std::move(changed));
  EXPECT_EQ(own_codes(first, model, later)->codes, own_codes(nullptr, model, later)->codes);
  auto other = std::make_shared<Autoencoder>(*model);
  other->parameters[0] += 1;
  EXPECT_NE(own_codes(first, other, three), first) << "another model";
}

}  // namespace
}  // namespace bottleneck
