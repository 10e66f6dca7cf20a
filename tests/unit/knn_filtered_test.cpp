// The search by codes first gives what the search without them gives, neighbour by neighbour, whatever the
// images are.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/filter_kernel.h"
#include "core/knn.h"
#include "core/rng.h"
#include "core/synthetic.h"

namespace bottleneck {
namespace {

constexpr int kReferences = 8192 + 3;  // enough for codes; the last block is not whole
constexpr int kQueries = 67;

using Bytes = std::vector<std::uint8_t>;

struct Pictures {
  std::string name;
  Bytes references;
  Bytes queries;
};

template <class Pixel>
Bytes make_pictures(int count, const Pixel& pixel) {
  Bytes images(static_cast<std::size_t>(count) * kPixels);
  for (std::size_t i = 0; i < images.size(); ++i) images[i] = pixel(i / kPixels, i % kPixels);
  return images;
}

Bytes moved(const Bytes& images, std::size_t by) {
  Bytes result(images.size());
  std::copy(images.begin(), images.end() - static_cast<std::ptrdiff_t>(by),
            result.begin() + static_cast<std::ptrdiff_t>(by));
  return result;
}

std::vector<Pictures> make_all_pictures() {
  const Dataset digits = synthetic_dataset(kReferences, 1);
  const Bytes others = synthetic_dataset(kQueries, 2).images;
  Rng rng(3);
  const auto noise = [&](std::size_t, std::size_t) { return static_cast<std::uint8_t>(rng.below(256)); };
  const auto black_or_white = [&](std::size_t, std::size_t) {
    return static_cast<std::uint8_t>(255 * rng.below(2));
  };
  // Seven kinds of image only: every neighbour is one of hundreds equally far away.
  const auto one_of_seven = [](std::size_t image, std::size_t pixel) {
    return static_cast<std::uint8_t>(image % 7 * 30 + pixel % 5);
  };
  const auto white = [](std::size_t, std::size_t) { return std::uint8_t{255}; };
  const auto black = [](std::size_t, std::size_t) { return std::uint8_t{0}; };
  // One pixel differs by one: codes, which are rounded, hardly do.
  const auto nearly_grey = [](std::size_t image, std::size_t pixel) {
    return static_cast<std::uint8_t>(pixel == image % kPixels ? 100 + image / kPixels : 100);
  };
  return {{"digits", digits.images, others},
          {"digits, moved", digits.images, moved(others, 3 * 28 + 2)},
          {"themselves", digits.images, {digits.images.end() - kQueries * kPixels, digits.images.end()}},
          {"noise", make_pictures(kReferences, noise), make_pictures(kQueries, noise)},
          {"digits among noise", make_pictures(kReferences, noise), others},
          {"black and white", make_pictures(kReferences, black_or_white),
           make_pictures(kQueries, black_or_white)},
          {"duplicates", make_pictures(kReferences, one_of_seven), make_pictures(kQueries, one_of_seven)},
          {"all the same", make_pictures(kReferences, white), make_pictures(kQueries, black)},
          {"nearly the same", make_pictures(kReferences, nearly_grey), make_pictures(kQueries, nearly_grey)}};
}

const std::vector<Pictures>& all_pictures() {
  static const std::vector<Pictures> kAll = make_all_pictures();
  return kAll;
}

TEST(NearestFiltered, IsWhatIsNearestWithoutCodesListByList) {
  for (const Pictures& pictures : all_pictures()) {
    const PixelReferences in_order = prepare_pixels_in_order(pictures.references);
    PixelReferences references = in_order;
    references.in_order.clear();  // as prepare_pixels() leaves it
    ASSERT_FALSE(references.basis.rows.empty());
    ASSERT_EQ(in_order.in_order.size(), pictures.references.size());
    std::vector<std::vector<Neighbour>> most;  // of which fewer are the first
    for (std::size_t q = 0; q < kQueries; ++q)
      most.push_back(nearest_to_image(
          references, std::span(pictures.queries).subspan(q * kPixels).first<kPixels>(), kMostFiltered));
    for (const int k : {1, 7, kMostFiltered}) {
      const std::vector<Neighbour> found = nearest(references, pictures.queries, k);
      ASSERT_EQ(found.size(), static_cast<std::size_t>(kQueries * k));
      for (std::size_t q = 0; q < kQueries; ++q) {
        const auto expected = std::span(most[q]).first(static_cast<std::size_t>(k));
        for (std::size_t i = 0; i < expected.size(); ++i) {
          const Neighbour& actual = found[q * expected.size() + i];
          ASSERT_EQ(actual.index, expected[i].index)
              << pictures.name << ", k " << k << ", query " << q << ", " << i;
          ASSERT_EQ(actual.distance, expected[i].distance) << pictures.name;
        }
      }
      ASSERT_EQ(indices_of(nearest(in_order, pictures.queries, k)), indices_of(found)) << pictures.name;
    }
  }
}

TEST(NearestFiltered, OneQueryAsInABatch) {
  const Bytes digits = synthetic_dataset(kReferences, 1).images;
  const Bytes queries = synthetic_dataset(5, 2).images;
  const PixelReferences references = prepare_pixels(digits);
  ASSERT_TRUE(references.in_order.empty());
  ASSERT_FALSE(references.basis.rows.empty());
  const std::vector<Neighbour> batch = nearest(references, queries, 7);
  for (std::size_t q = 0; q < 5; ++q) {
    const auto one = nearest(references, std::span(queries).subspan(q * kPixels, kPixels), 7);
    for (std::size_t i = 0; i < 7; ++i) EXPECT_EQ(one[i].index, batch[q * 7 + i].index);
  }
}

// The bound that codes give never exceeds the distance, and comes near it: for digits, more than half of it.
TEST(PixelCodes, LieNoFartherApartThanTheImages) {
  for (const Pictures& pictures : all_pictures()) {
    const PixelBasis basis = make_basis(pictures.references);
    const auto references = std::span(pictures.references).first(200 * kPixels);
    const std::vector<PixelCode> theirs = code_images(basis, references);
    const std::vector<PixelCode> ours = code_images(basis, pictures.queries);
    double share = 0;
    for (std::size_t q = 0; q < ours.size(); ++q) {
      for (std::size_t r = 0; r < theirs.size(); ++r) {
        // By pointers: there are a hundred million of them, and the sanitizers look at every call.
        const std::uint8_t* const query = pictures.queries.data() + q * kPixels;
        const std::uint8_t* const reference = references.data() + r * kPixels;
        std::int32_t squared = 0;
        for (std::size_t p = 0; p < kPixels; ++p) {
          const int difference = query[p] - reference[p];
          squared += difference * difference;
        }
        double first = 0;
        double both = 0;
        for (std::size_t i = 0; i < ours[q].size(); ++i) {
          const double difference = ours[q][i] - theirs[r][i];
          if (i < kCodeNumbers) first += difference * difference;
          if (i != kCodeNumbers - 1) both += difference * difference;
        }
        ASSERT_LE(first, reach(squared)) << pictures.name;
        ASSERT_LE(both, reach(squared)) << pictures.name;
        share += both / reach(squared) / static_cast<double>(ours.size() * theirs.size());
      }
    }
    if (pictures.name == "digits") EXPECT_GT(share, 0.5);
  }
}

// Every code is in one box, none is nearer to a query than its box, and a query in the box is nowhere from
// it.
TEST(CodeBlocks, HoldEveryCodeInABoxThatIsNoFartherAway) {
  for (const Pictures& pictures : all_pictures()) {
    const PixelBasis basis = make_basis(pictures.references);
    const std::vector<PixelCode> codes = code_images(basis, pictures.references);
    const CodeBlocks blocks = arrange(codes);
    std::vector<int> sorted = blocks.indices;
    std::ranges::sort(sorted);
    for (int i = 0; i < kReferences; ++i) ASSERT_EQ(sorted[static_cast<std::size_t>(i)], i);
    ASSERT_EQ(blocks.boxes.size(), (kReferences + kBoxed - 1) / kBoxed);
    const auto first_half = [](const PixelCode& code) { return std::span(code).first<kCodeNumbers>(); };
    const std::vector<PixelCode> queries = code_images(basis, std::span(pictures.queries).first(9 * kPixels));
    std::size_t seen_from_afar = 0;
    for (std::size_t r = 0; r < codes.size(); ++r) {
      const PixelCode& code = codes[static_cast<std::size_t>(blocks.indices[r])];
      const CodeBox& box = blocks.boxes[r / kBoxed];
      ASSERT_EQ(squared_distance(box, first_half(code)), 0) << pictures.name;
      for (const PixelCode& query : queries) {
        std::int64_t squared = 0;
        std::int64_t to_box = 0;
        for (std::size_t i = 0; i < kCodeNumbers; ++i) {
          const std::int64_t apart = query[i] - code[i];
          const std::int64_t outside = std::max({0, box.low[i] - query[i], query[i] - box.high[i]});
          squared += apart * apart;
          to_box += outside * outside;
        }
        ASSERT_EQ(squared_distance(box, first_half(query)), to_box) << pictures.name;
        ASSERT_LE(to_box, squared) << pictures.name;
        seen_from_afar += to_box > 0 ? 1 : 0;
      }
    }
    EXPECT_GT(seen_from_afar, 0U) << pictures.name;
  }
}

TEST(FilterKernel, AgreesWithTheOracle) {
  // Codes are at most 28,560 long: one number may be so large, or all of them 5,000.
  for (const int most : {3, 5000, 28560}) {
    Rng rng(static_cast<std::uint64_t>(most));
    for (std::size_t shift = 0; shift < 9; ++shift) {
      const std::size_t numbers = kFilterQueries * kCodeNumbers;
      std::vector<std::int16_t> queries(shift + numbers);
      std::vector<std::int16_t> block(shift + kFilterReferences * kCodeNumbers);
      const auto number = [&] {
        return static_cast<std::int16_t>(static_cast<int>(rng.below(2U * static_cast<unsigned>(most) + 1)) -
                                         most);
      };
      if (most == 28560) {
        for (std::size_t q = 0; q < kFilterQueries; ++q)
          queries[shift + q * kCodeNumbers + rng.below(32)] = number();
        for (std::size_t r = 0; r < kFilterReferences; ++r) block[shift + 2 * r] = number();
      } else {
        for (std::int16_t& one : queries) one = number();
        for (std::int16_t& one : block) one = number();
      }
      std::array<std::int32_t, kFilterReferences> halves{};
      for (std::int32_t& half : halves) half = static_cast<std::int32_t>(rng.below(400'000'000));
      // None there: zeros, and a half that nothing passes.
      halves[5] = std::numeric_limits<std::int32_t>::max();
      for (std::size_t i = 0; i < kCodeNumbers; ++i)
        block[shift + (i / 2 * kFilterReferences + 5) * 2 + i % 2] = 0;
      std::array<std::int32_t, kFilterQueries * kFilterReferences> expected{};
      std::array<std::int32_t, kFilterQueries * kFilterReferences> sums{};
      std::array<std::int32_t, kFilterQueries> least{};
      plain::filter_block(queries.data() + shift, block.data() + shift, halves.data(), least.data(),
                          expected.data());
      for (std::size_t q = 0; q < kFilterQueries; ++q)
        least[q] = expected[q * kFilterReferences + q];  // one just passes
      EXPECT_EQ(dot_halves(queries.data() + shift, block.data() + shift),
                plain::dot_halves(queries.data() + shift, block.data() + shift));
      const std::uint32_t passed = plain::filter_block(queries.data() + shift, block.data() + shift,
                                                       halves.data(), least.data(), expected.data());
      EXPECT_EQ(filter_block(queries.data() + shift, block.data() + shift, halves.data(), least.data(),
                             sums.data()),
                passed);
      EXPECT_EQ(sums, expected);
      EXPECT_NE(passed, 0U);
    }
  }
}

}  // namespace
}  // namespace bottleneck
