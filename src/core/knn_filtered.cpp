// Exact neighbours on pixels without most of the distances.
//
//   a few references far apart ──► by their codes the k nearest of them ──► their distances: a limit
//   all references, chunk by chunk: codes near enough in their first half? ──► in both halves? ──► distance
//   ──► among the k nearest? ──► a smaller limit
//
// On MNIST and Fashion-MNIST a few pairs in a hundred pass the first question, one the second. What passes is
// measured in integers, and the codes' bound is proven (pixel_codes.h): the neighbours are those of
// nearest_to_image(), and in that order.
//
// Each question goes through all pairs of a chunk that have passed the one before: no processor guesses what
// passes, and between questions in turn each wrong guess would hold up the next pair.
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <memory>
#include <numeric>

#include "core/dot_kernel.h"
#include "core/knn.h"
#include "core/nearest_list.h"

namespace bottleneck {
namespace {

constexpr std::size_t kQueriesAtOnce = 512;  // queries that go over the references together
constexpr std::size_t kChunk = 32;           // blocks of references that stay in the first cache: 16 KB
constexpr std::size_t kSampled = 24;         // every so manieth block says where the limit begins

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

// A query and a reference that are near enough so far. Without values of its own: there is memory for many.
struct Pair {
  std::uint32_t query;      // of the tile
  std::uint32_t reference;  // of the chunk
  double squared;           // how far their codes are apart in the first half without its rest, in steps
};

// Writes the pairs of a group and of blocks [first, end) that are near enough in their codes' first half, and
// returns where they end. first_query: where the group begins in the tile.
Pair* look(const CodeBlocks& codes, std::size_t first, std::size_t end, Group& group,
           std::span<const Query> tile, std::size_t first_query, Pair* pairs) {
  for (std::size_t block = first; block < end; ++block) {
    const std::int16_t* const rests =
        codes.numbers.data() + ((block + 1) * kCodeNumbers - 2) * kFilterReferences + 1;
    for (std::uint32_t passed = group.look_at(codes, block); passed != 0; passed &= passed - 1) {
      const auto pair = static_cast<std::size_t>(std::countr_zero(passed));
      const std::size_t q = first_query + pair / kFilterReferences;
      const std::size_t r = pair % kFilterReferences;
      const double rests_apart = tile[q].code[kCodeNumbers - 1] - rests[2 * r];
      // The sum's half was rounded down: this is how far they are apart, or one more.
      *pairs++ = {.query = static_cast<std::uint32_t>(q),
                  .reference = static_cast<std::uint32_t>((block - first) * kFilterReferences + r),
                  .squared = tile[q].first_square - 2.0 * group.sums[pair] - rests_apart * rests_apart};
    }
  }
  return pairs;
}

// Moves those that are near enough in both halves to the front, and returns where they end. first: the
// chunk's first reference.
Pair* look_closer(const CodeBlocks& codes, std::size_t first, std::span<const Query> tile, Pair* pairs,
                  const Pair* end) {
  Pair* kept = pairs;
  for (; pairs != end; ++pairs) {
    const Query& query = tile[pairs->query];
    const std::size_t reference = first + pairs->reference;
    const std::int32_t dot =
        dot_halves(query.code.data() + kCodeNumbers, codes.seconds.data() + reference * kCodeNumbers);
    const double squared = pairs->squared + query.second_square + codes.second_squares[reference] - 2.0 * dot;
    *kept = *pairs;
    kept += squared <= query.reach ? 1 : 0;
  }
  return kept;
}

// dot: of the two images.
std::int32_t squared_distance(const PixelReferences& references, const Query& query, std::size_t reference,
                              std::int32_t dot) {
  return query.square + references.squares[reference] - 2 * dot;
}

// A squared distance within which each query of the group has k references at least.
std::array<std::int32_t, kFilterQueries> first_limits(const PixelReferences& references, Group& group,
                                                      std::span<const Query> queries, int k) {
  std::vector<Nearest> nearest_codes(queries.size(), Nearest(k));
  group.least.fill(std::numeric_limits<std::int32_t>::max());
  const auto limit = [&](std::size_t q) { group.least[q] = -nearest_codes[q].limit(); };
  for (std::size_t q = 0; q < queries.size(); ++q) limit(q);
  const std::size_t blocks = references.codes.halves.size() / kFilterReferences;
  for (std::size_t block = 0; block < blocks; block += kSampled) {
    for (std::uint32_t passed = group.look_at(references.codes, block); passed != 0; passed &= passed - 1) {
      const auto pair = static_cast<std::size_t>(std::countr_zero(passed));
      const std::size_t q = pair / kFilterReferences;
      nearest_codes[q].offer(-group.sums[pair],
                             static_cast<int>(block * kFilterReferences + pair % kFilterReferences));
      limit(q);
    }
  }
  std::array<std::int32_t, kFilterQueries> limits{};
  for (std::size_t q = 0; q < queries.size(); ++q) {
    std::vector<Neighbour> found;
    nearest_codes[q].append_to(found);
    for (const Neighbour& one : found) {
      assert(one.index >= 0);
      const auto reference = static_cast<std::size_t>(one.index);
      const std::int32_t dot =
          dot_image(queries[q].wide.data(), references.images.data() + reference * kPixels);
      limits[q] = std::max(limits[q], squared_distance(references, queries[q], reference, dot));
    }
  }
  return limits;
}

// Nothing farther away than the square root of `limit` is looked for from now on.
void set_limit(Group& group, std::size_t q, Query& query, std::int32_t limit) {
  query.reach = std::min(query.reach, reach(limit));
  group.least[q] = least_sum(query.first_square, query.reach);
}

// Puts the pairs of a chunk into the order of their references: each image comes from memory once for all
// its queries.
void sort_by_reference(std::span<const Pair> pairs, std::vector<Pair>& sorted) {
  std::array<std::uint32_t, kChunk * kFilterReferences + 1> places{};
  for (const Pair& pair : pairs) ++places[pair.reference + 1];
  std::partial_sum(places.begin(), places.end(), places.begin());
  sorted.resize(pairs.size());
  for (const Pair& pair : pairs) sorted[places[pair.reference]++] = pair;
}

// Measures the pairs, in the order of their references. first: the chunk's first reference.
void measure(const PixelReferences& references, std::size_t first, std::span<const Pair> pairs,
             std::span<Group> groups, std::span<Query> tile) {
  const auto offer = [&](std::size_t q, std::size_t reference, std::int32_t dot) {
    Query& query = tile[q];
    const std::int32_t before = query.list.limit();
    query.list.offer(squared_distance(references, query, reference, dot), static_cast<int>(reference));
    if (query.list.limit() != before)
      set_limit(groups[q / kFilterQueries], q % kFilterQueries, query, query.list.limit());
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t reference = first + pairs[i].reference;
    const std::uint8_t* const image = references.images.data() + reference * kPixels;
    const Query& query = tile[pairs[i].query];
    if (i + 1 < pairs.size() && pairs[i + 1].reference == pairs[i].reference) {
      std::array<std::int32_t, 2> dots{};
      dot_two({query.wide.data(), tile[pairs[i + 1].query].wide.data()}, image, dots);
      offer(pairs[i].query, reference, dots[0]);
      offer(pairs[++i].query, reference, dots[1]);
    } else {
      offer(pairs[i].query, reference, dot_image(query.wide.data(), image));
    }
  }
}

void search_filtered(const PixelReferences& references, std::span<Query> tile, int k) {
  std::vector<Group> groups((tile.size() + kFilterQueries - 1) / kFilterQueries);
  const auto queries_of = [&](std::size_t group) {
    const std::size_t first = group * kFilterQueries;
    return tile.subspan(first, std::min(kFilterQueries, tile.size() - first));
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
  const auto pairs = std::make_unique_for_overwrite<Pair[]>(tile.size() * kChunk * kFilterReferences);
  std::vector<Pair> sorted;
  for (std::size_t block = 0; block < blocks; block += kChunk) {
    const std::size_t first = block * kFilterReferences;
    Pair* end = pairs.get();
    for (std::size_t g = 0; g < groups.size(); ++g) {
      Pair* const begin = end;
      end = look(references.codes, block, std::min(block + kChunk, blocks), groups[g], tile,
                 g * kFilterQueries, begin);
      end = look_closer(references.codes, first, tile, begin, end);
    }
    sort_by_reference({pairs.get(), end}, sorted);
    measure(references, first, sorted, groups, tile);
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
      query.square = square_of(image.data());
    }
    search_filtered(references, tile, k);
    for (const Query& query : tile) query.list.append_to(found);
  }
  return found;
}

}  // namespace bottleneck
