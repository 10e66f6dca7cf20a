// Exact neighbours on pixels without most of the distances.
//
//   a few references far apart ──► by their codes the k nearest of them ──► their distances: a limit
//   all references: codes near enough in their first half? ──► in both halves? ──► distance ──► among the k
//   nearest? ──► a smaller limit
//
// On MNIST and Fashion-MNIST a few pairs in a hundred pass the first question, a few in a thousand the
// second. What passes is measured in integers, and the codes' bound is proven (pixel_codes.h): the neighbours
// are those of nearest_to_image(), and in that order.
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "core/dot_kernel.h"
#include "core/knn.h"
#include "core/nearest_list.h"

namespace bottleneck {
namespace {

constexpr std::size_t kQueriesAtOnce = 512;  // queries that go over the references together
constexpr std::size_t kChunk = 32;           // blocks of references that stay in the first cache: 16 KB
constexpr std::size_t kSampled = 16;         // every so manieth block says where the limit begins

using Nearest = NearestList<std::int32_t>;

struct Query {
  std::array<std::int16_t, kPixels> wide{};
  std::int32_t square = 0;
  PixelCode code{};
  std::int32_t first_square = 0;  // of the code's first half
  std::int32_t second_square = 0;
  double reach = 0;  // of the limit so far
  Nearest list;
};

// Queries that filter_block() takes together; their codes and limits side by side.
struct Group {
  std::array<std::int16_t, kFilterQueries * kCodeNumbers> codes{};
  std::array<std::int32_t, kFilterQueries> least{};
  std::array<std::int32_t, kFilterQueries * kFilterReferences> sums{};

  std::uint32_t look_at(const CodeBlocks& blocks, std::size_t block) {
    return filter_block(codes.data(), blocks.numbers.data() + block * kFilterReferences * kCodeNumbers,
                        blocks.halves.data() + block * kFilterReferences, least.data(), sums.data());
  }
};

// Whether both halves of the codes say that the reference is within reach. sum: what filter_block() says.
bool is_within_reach(const CodeBlocks& codes, const Query& query, std::size_t reference, std::int32_t sum) {
  const std::int32_t dot =
      dot_halves(query.code.data() + kCodeNumbers, codes.seconds.data() + reference * kCodeNumbers);
  const std::size_t block = reference / kFilterReferences, r = reference % kFilterReferences;
  const std::int16_t rest =
      codes.numbers[((block + 1) * kCodeNumbers * kFilterReferences) - 2 * (kFilterReferences - r) + 1];
  const double rests = query.code[kCodeNumbers - 1] - rest;
  const double first = query.first_square - 2.0 * sum;  // or one more: the half was rounded down
  return first - rests * rests + query.second_square + codes.second_squares[reference] - 2.0 * dot <=
         query.reach;
}

std::int32_t squared_distance(const PixelReferences& references, const Query& query, std::size_t reference) {
  const std::int32_t dot = dot_image(query.wide.data(), references.images.data() + reference * kPixels);
  return query.square + references.squares[reference] - 2 * dot;
}

// A squared distance within which each query of the group has k references at least.
std::array<std::int32_t, kFilterQueries> first_limits(const PixelReferences& references, Group& group,
                                                      std::span<const Query> queries, int k) {
  std::vector<Nearest> nearest_codes(queries.size(), Nearest(k));
  group.least.fill(std::numeric_limits<std::int32_t>::max());
  const std::size_t blocks = references.codes.halves.size() / kFilterReferences;
  for (std::size_t block = 0; block < blocks; block += kSampled) {
    group.look_at(references.codes, block);
    for (std::size_t q = 0; q < queries.size(); ++q) {
      for (std::size_t r = 0; r < kFilterReferences; ++r)
        nearest_codes[q].offer(-group.sums[q * kFilterReferences + r],
                               static_cast<int>(block * kFilterReferences + r));
    }
  }
  std::array<std::int32_t, kFilterQueries> limits{};
  for (std::size_t q = 0; q < queries.size(); ++q) {
    std::vector<Neighbour> found;
    nearest_codes[q].append_to(found);
    for (const Neighbour& one : found) {
      assert(one.index >= 0);
      limits[q] =
          std::max(limits[q], squared_distance(references, queries[q], static_cast<std::size_t>(one.index)));
    }
  }
  return limits;
}

// Nothing farther away than the square root of `limit` is looked for from now on.
void set_limit(Group& group, std::size_t q, Query& query, std::int32_t limit) {
  query.reach = std::min(query.reach, reach(limit));
  group.least[q] = least_sum(query.first_square, query.reach);
}

// Measures those of the block that have passed.
void measure(const PixelReferences& references, std::size_t block, std::uint32_t passed, Group& group,
             std::span<Query> queries) {
  for (; passed != 0; passed &= passed - 1) {
    const auto pair = static_cast<std::size_t>(std::countr_zero(passed));
    const std::size_t q = pair / kFilterReferences;
    const std::size_t reference = block * kFilterReferences + pair % kFilterReferences;
    Query& query = queries[q];
    if (!is_within_reach(references.codes, query, reference, group.sums[pair])) continue;
    const std::int32_t before = query.list.limit();
    query.list.offer(squared_distance(references, query, reference), static_cast<int>(reference));
    if (query.list.limit() != before) set_limit(group, q, query, query.list.limit());
  }
}

void search_filtered(const PixelReferences& references, std::span<Query> queries, int k) {
  std::vector<Group> groups((queries.size() + kFilterQueries - 1) / kFilterQueries);
  const auto queries_of = [&](std::size_t group) {
    const std::size_t first = group * kFilterQueries;
    return queries.subspan(first, std::min(kFilterQueries, queries.size() - first));
  };
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::span<Query> some = queries_of(g);
    for (std::size_t q = 0; q < some.size(); ++q)
      std::ranges::copy(std::span(some[q].code).first<kCodeNumbers>(),
                        groups[g].codes.begin() + static_cast<std::ptrdiff_t>(q * kCodeNumbers));
    const auto limits = first_limits(references, groups[g], some, k);
    for (std::size_t q = 0; q < some.size(); ++q) set_limit(groups[g], q, some[q], limits[q]);
  }
  const std::size_t blocks = references.codes.halves.size() / kFilterReferences;
  for (std::size_t first = 0; first < blocks; first += kChunk) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (std::size_t block = first; block < std::min(first + kChunk, blocks); ++block) {
        const std::uint32_t passed = groups[g].look_at(references.codes, block);
        if (passed != 0) measure(references, block, passed, groups[g], queries_of(g));
      }
    }
  }
}

}  // namespace

std::vector<Neighbour> nearest_filtered(const PixelReferences& references,
                                        std::span<const std::uint8_t> queries, int k) {
  assert(k >= 1 && k <= kMostFiltered && !references.basis.rows.empty());
  assert(references.squares.size() >= kSampled * (kMostFiltered + kFilterReferences));
  const std::vector<PixelCode> codes = code_images(references.basis, queries);
  std::vector<Neighbour> found;
  found.reserve(codes.size() * static_cast<std::size_t>(k));
  for (std::size_t first = 0; first < codes.size(); first += kQueriesAtOnce) {
    std::vector<Query> tile;
    for (std::size_t i = first; i < std::min(first + kQueriesAtOnce, codes.size()); ++i) {
      Query& query =
          tile.emplace_back(Query{.code = codes[i],
                                  .first_square = squared_length(std::span(codes[i]).first<kCodeNumbers>()),
                                  .second_square = squared_length(std::span(codes[i]).last<kCodeNumbers>()),
                                  .reach = reach(std::numeric_limits<std::int32_t>::max()),
                                  .list = Nearest(k)});
      const auto image = queries.subspan(i * kPixels, kPixels);
      std::ranges::copy(image, query.wide.begin());
      for (const std::uint8_t pixel : image) query.square += std::int32_t{pixel} * pixel;
    }
    search_filtered(references, tile, k);
    for (const Query& query : tile) query.list.append_to(found);
  }
  return found;
}

}  // namespace bottleneck
