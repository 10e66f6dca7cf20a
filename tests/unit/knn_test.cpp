#include "core/knn.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "core/dot_kernel.h"
#include "core/knn_evaluation.h"
#include "core/rng.h"
#include "unit/core_reference.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

std::vector<float> random_codes(std::size_t count, Rng& rng) {
  std::vector<float> codes(count);
  for (float& code : codes) code = rng.uniform(0, 4);
  return codes;
}

// Whole numbers: distances are exact in single precision, so ties are real and the answers must be the same
// to the last index.
std::vector<float> whole_codes(std::size_t count, Rng& rng) {
  std::vector<float> codes(count);
  for (float& code : codes) code = static_cast<float>(rng.below(3));
  return codes;
}

TEST(NearestCodes, AgreeWithTheOracleIndexByIndexWithTies) {
  Rng rng(1);
  for (const int width : {1, 3, 8, 16, 64}) {
    const auto w = static_cast<std::size_t>(width);
    for (const std::size_t count : {std::size_t{1}, std::size_t{7}, std::size_t{15}, std::size_t{16},
                                    std::size_t{17}, std::size_t{100}, std::size_t{1000}}) {
      const std::vector<float> references = whole_codes(count * w, rng);
      const std::vector<float> queries = whole_codes(9 * w, rng);
      const CodeReferences prepared = prepare_codes(references, width);
      for (const int k : {1, 5, 7, 100}) {
        if (k > prepared.size) continue;
        const auto expected = plain::nearest(references, width, queries, k);
        const auto actual = nearest(prepared, queries, k);
        ASSERT_EQ(actual.size(), expected.size());
        for (std::size_t i = 0; i < actual.size(); ++i) {
          ASSERT_EQ(actual[i].index, expected[i].index) << "width " << width << " N " << count << " k " << k;
          ASSERT_EQ(actual[i].distance, expected[i].distance);
        }
      }
    }
  }
}

// Up to 256 neighbours and more are kept in different ways.
TEST(NearestCodes, LongListsAgreeWithTheOracleIndexByIndexWithTies) {
  Rng rng(7);
  const std::vector<float> references = whole_codes(std::size_t{500} * 4, rng);  // 81 places: many ties
  const std::vector<float> queries = whole_codes(std::size_t{5} * 4, rng);
  const CodeReferences prepared = prepare_codes(references, 4);
  for (const int k : {255, 256, 257, 258, 499, 500}) {
    const auto expected = plain::nearest(references, 4, queries, k);
    const auto actual = nearest(prepared, queries, k);
    ASSERT_EQ(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
      ASSERT_EQ(actual[i].index, expected[i].index) << "k " << k << ", entry " << i;
      ASSERT_EQ(actual[i].distance, expected[i].distance);
    }
  }
}

// Every reference is nearer than all before it: where each is put in its place among k, this takes minutes.
TEST(NearestCodes, TakeAsManyNeighboursAsThereAreReferences) {
  constexpr int kCount = 40'000;
  std::vector<float> references(kCount);
  for (std::size_t i = 0; i < references.size(); ++i) references[i] = static_cast<float>(kCount - i);
  const std::vector<float> queries = {0.0F, 0.0F, 0.0F};
  const CodeReferences prepared = prepare_codes(references, 1);
  const auto expected = plain::nearest(references, 1, queries, kCount);
  const auto actual = nearest(prepared, queries, kCount);
  ASSERT_EQ(actual.back().index, 0);
  ASSERT_EQ(actual.front().index, kCount - 1);
  ASSERT_EQ(actual[1000].distance, expected[1000].distance);
}

TEST(NearestCodes, WhatHasNoDistanceIsNoNeighbour) {
  const std::vector<float> references = {1, 1, kNan, 0, 3e19F, 0, kInfinity, 0, 2, 1};  // five of two numbers
  const std::vector<float> queries = {0, 1, 3e19F, 0, kNan, 1, -kInfinity, 1};
  const CodeReferences prepared = prepare_codes(references, 2);
  const auto found = nearest(prepared, queries, 3);
  const auto expected = plain::nearest(references, 2, queries, 3);
  ASSERT_EQ(found.size(), 12U);
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].index, expected[i].index) << i;
    EXPECT_EQ(found[i].distance, expected[i].distance) << i;
  }
  EXPECT_EQ(found[0].index, 0);
  EXPECT_EQ(found[1].index, 4);
  EXPECT_EQ(found[2].index, -1) << "two of five are near enough to have a distance";
  EXPECT_EQ(found[2].distance, kInfinity);
  EXPECT_EQ(found[3].index, 2) << "large, but the same";
  for (std::size_t i = 4; i < 12; ++i) EXPECT_EQ(found[i].index, -1) << i;

  const std::vector<std::uint8_t> labels = {0, 1, 1, 1, 2};
  std::vector<int> votes(3);
  count_votes(std::span(found).first(3), labels, votes);
  EXPECT_EQ(votes, (std::vector<int>{1, 0, 1}));
  count_votes(std::span(found).last(3), labels, votes);
  EXPECT_EQ(votes, (std::vector<int>{0, 0, 0}));
}

TEST(NearestCodes, ComparableCodesAlwaysHaveADistance) {
  const std::vector<float> extremes(std::size_t{65536}, kLargestCode);
  std::vector<float> opposite = extremes;
  for (float& code : opposite) code = -code;
  EXPECT_TRUE(are_comparable(extremes));
  EXPECT_TRUE(are_comparable(opposite));
  EXPECT_TRUE(are_comparable({}));
  EXPECT_EQ(nearest(prepare_codes(extremes, 65536), opposite, 1)[0].index, 0);
  for (const float code : {1.1e16F, -1.1e16F, kInfinity, -kInfinity, kNan}) {
    EXPECT_FALSE(are_comparable(std::vector<float>{0, code, 0})) << code;
  }
}

TEST(NearestCodes, DistancesAreRightForAnyNumbers) {
  Rng rng(2);
  const std::vector<float> references = random_codes(500 * 16, rng);
  const std::vector<float> queries = random_codes(20 * 16, rng);
  const auto expected = plain::nearest(references, 16, queries, 7);
  const auto actual = nearest(prepare_codes(references, 16), queries, 7);
  for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i].distance, expected[i].distance, 2e-6);
}

TEST(NearestCodes, AnswersAsScikitLearnDoes) {
  const nlohmann::json& reference = core_reference()["knn"];
  const std::vector<float> codes = floats(reference["references"]);
  const std::vector<float> queries = floats(reference["queries"]);
  const auto labels = reference["labels"].get<std::vector<std::uint8_t>>();
  const int width = reference["width"].get<int>();
  const CodeReferences prepared = prepare_codes(codes, width);
  for (const auto& answer : reference["answers"]) {
    const int k = answer["k"].get<int>();
    const auto found = nearest(prepared, queries, k);
    int compared = 0;
    for (std::size_t q = 0; q < answer["labels"].size(); ++q) {
      const auto mine =
          std::span(found).subspan(q * static_cast<std::size_t>(k), static_cast<std::size_t>(k));
      for (std::size_t i = 0; i < mine.size(); ++i) {
        EXPECT_NEAR(mine[i].distance, answer["distances"][q * mine.size() + i].get<double>(), 1e-6);
      }
      if (!answer["clear"][q].get<bool>()) continue;
      std::vector<int> votes(reference["classes"].get<std::size_t>());
      count_votes(mine, labels, votes);
      EXPECT_EQ(winner(votes), answer["labels"][q].get<int>()) << "query " << q << ", k " << k;
      ++compared;
    }
    EXPECT_GT(compared, 5) << "the reference must hold queries with one possible answer";
  }
}

TEST(NearestPixels, AgreeWithTheOracle) {
  Rng rng(3);
  // Few grey levels in few places, so that equal distances occur; every remainder of the tiles and of the
  // register block.
  const auto images = [&](std::size_t count) {
    std::vector<std::uint8_t> bytes(count * kPixels);
    for (std::size_t i = 0; i < bytes.size(); i += 1 + rng.below(50))
      bytes[i] = static_cast<std::uint8_t>(255 * rng.below(2));
    return bytes;
  };
  for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{63}, std::size_t{64},
                                  std::size_t{65}, std::size_t{131}, std::size_t{300}}) {
    for (const std::size_t query_count :
         {std::size_t{1}, std::size_t{3}, std::size_t{4}, std::size_t{5}, std::size_t{67}}) {
      const std::vector<std::uint8_t> references = images(count);
      const std::vector<std::uint8_t> queries = images(query_count);
      const int k = count < 7 ? 1 : count < 300 ? 7 : 299;
      const auto expected = plain::nearest(std::vector<float>(references.begin(), references.end()), kPixels,
                                           std::vector<float>(queries.begin(), queries.end()), k);
      const auto actual = nearest(prepare_pixels(references), queries, k);
      ASSERT_EQ(actual.size(), expected.size());
      for (std::size_t i = 0; i < actual.size(); ++i) {
        ASSERT_EQ(actual[i].index, expected[i].index)
            << count << " references, " << query_count << " queries";
        ASSERT_EQ(actual[i].distance, expected[i].distance);
      }
    }
  }
}

TEST(NearestPixels, HoldTheLargestDistance) {
  std::vector<std::uint8_t> white(kPixels, 255);
  std::vector<std::uint8_t> black(kPixels, 0);
  const auto found = nearest(prepare_pixels(white), black, 1);
  EXPECT_FLOAT_EQ(found[0].distance, 28.0F * 255.0F);
}

TEST(DotKernel, AgreesWithTheOracle) {
  Rng rng(4);
  std::vector<std::int16_t> queries(kDotQueries * kPaddedPixels);
  std::vector<std::int16_t> references(kDotReferences * kPaddedPixels);
  for (const std::uint32_t low : {0U, 255U}) {  // random, and all white: the largest sum
    for (auto& q : queries) q = static_cast<std::int16_t>(low + rng.below(256 - low));
    for (auto& r : references) r = static_cast<std::int16_t>(low + rng.below(256 - low));
    std::vector<std::int32_t> expected(kDotQueries * kDotReferences);
    std::vector<std::int32_t> actual(kDotQueries * kDotReferences);
    plain::dot_block(queries.data(), references.data(), expected.data());
    dot_block(queries.data(), references.data(), actual.data());
    EXPECT_EQ(actual, expected);
  }
}

TEST(DotKernel, OneImageAgreesWithTheOracle) {
  Rng rng(5);
  for (const std::size_t offset : {0U, 1U, 7U}) {  // stored images begin anywhere in memory
    for (const std::uint32_t low : {0U, 255U}) {
      std::array<std::vector<std::int16_t>, 2> queries;
      std::vector<std::uint8_t> references(offset + kPixels);
      for (auto& query : queries) {
        query.resize(kPixels);
        for (auto& q : query) q = static_cast<std::int16_t>(low + rng.below(256 - low));
      }
      for (auto& r : references) r = static_cast<std::uint8_t>(low + rng.below(256 - low));
      const std::uint8_t* const reference = references.data() + offset;
      std::array<std::int32_t, 2> dots{};
      dot_two({queries[0].data(), queries[1].data()}, reference, dots);
      for (std::size_t q = 0; q < queries.size(); ++q) {
        EXPECT_EQ(dot_image(queries[q].data(), reference), plain::dot_image(queries[q].data(), reference));
        EXPECT_EQ(dots[q], plain::dot_image(queries[q].data(), reference));
      }
      const std::vector<std::int16_t> wide(reference, reference + kPixels);
      EXPECT_EQ(square_of(reference), plain::dot_image(wide.data(), reference));
    }
  }
}

TEST(Votes, TiesGoToTheSmallestLabel) {
  const std::vector<std::uint8_t> labels = {3, 1, 3, 1, 2};
  const std::vector<Neighbour> neighbours = {{0, 0.1F}, {1, 0.2F}, {2, 0.3F}, {3, 0.4F}, {4, 0.5F}};
  std::vector<int> votes(4);
  count_votes(neighbours, labels, votes);
  EXPECT_EQ(votes, (std::vector<int>{0, 2, 1, 2}));
  EXPECT_EQ(winner(votes), 1);
}

TEST(KnnEvaluation, NotesClassesAndTheNearestDistanceOfEveryQuery) {
  Rng rng(6);
  const std::vector<float> codes = whole_codes(90 * 3, rng);
  const std::vector<float> queries = whole_codes(570 * 3, rng);  // more than one step takes
  std::vector<std::uint8_t> labels(90);
  for (auto& label : labels) label = static_cast<std::uint8_t>(rng.below(4));
  const std::vector<std::uint8_t> truths(570, 2);
  const CodeReferences references = prepare_codes(codes, 3);
  CodeEvaluation evaluation(references, labels, queries, truths, 5, 4);
  int steps = 0;
  for (; !evaluation.is_finished(); ++steps) evaluation.step();
  EXPECT_GT(steps, 1);
  EXPECT_EQ(evaluation.confusion().total(), 570);
  const auto expected = plain::nearest(codes, 3, queries, 1);
  ASSERT_EQ(evaluation.nearest_distances().size(), 570U);
  for (std::size_t i = 0; i < 570; ++i) EXPECT_EQ(evaluation.nearest_distances()[i], expected[i].distance);
}

}  // namespace
}  // namespace bottleneck
