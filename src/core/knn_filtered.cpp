// Exact neighbours on pixels without most of the distances.
//
//   the boxes of references (code_blocks.h) nearest to a query ──► a limit (knn_first_limits.cpp)
//   every box: near enough? ──► its codes: near enough in their first half? ──► in both halves? ──► distance
//   ──► among the k nearest? ──► a smaller limit
//
// Of a thousand pairs 798 pass the first question on MNIST and 294 on Fashion-MNIST; 26 and 28 the second, 5
// and 13 the third. What passes is measured in integers, and the codes' bound is proven (pixel_codes.h): the
// neighbours are those of nearest_to_image(), and in that order.
//
// Each question goes through all pairs of a box that have passed the one before: no processor guesses what
// passes, and between questions in turn each wrong guess would hold up the next pair.
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <memory>
#include <numeric>

#include "core/dot_kernel.h"
#include "core/knn.h"
#include "core/knn_tile.h"

namespace bottleneck {
namespace {

constexpr std::size_t kQueriesAtOnce = 512;  // queries that go over the references together

// A query and a reference that are near enough so far. Without values of its own: there is memory for many.
struct Pair {
  std::uint32_t query;      // of the tile
  std::uint32_t reference;  // of the box
  double squared;           // how far their codes are apart in the first half without its rest, in steps
};

// Writes the pairs of a group and a box that are near enough in their codes' first half, and returns where
// they end.
Pair* look(const CodeBlocks& codes, std::size_t box, PixelGroup& group, const PixelTile& tile, Pair* pairs) {
  const BlockRange blocks = blocks_of(codes, box);
  for (std::size_t block = blocks.first; block < blocks.end; ++block) {
    const std::int16_t* const rests =
        codes.numbers.data() + ((block + 1) * kCodeNumbers - 2) * kFilterReferences + 1;
    for (std::uint32_t passed = group.look_at(codes, block); passed != 0; passed &= passed - 1) {
      const auto pair = static_cast<std::size_t>(std::countr_zero(passed));
      const std::uint32_t q = group.members[pair / kFilterReferences];
      const std::size_t r = pair % kFilterReferences;
      const PixelQuery& query = tile.queries[q];
      const double rests_apart = query.code[kCodeNumbers - 1] - rests[2 * r];
      // The sum's half was rounded down: this is how far they are apart, or one more.
      *pairs++ = {.query = q,
                  .reference = static_cast<std::uint32_t>((block - blocks.first) * kFilterReferences + r),
                  .squared = query.first_square - 2.0 * group.sums[pair] - rests_apart * rests_apart};
    }
  }
  return pairs;
}

// Moves those that are near enough in both halves to the front, and returns where they end.
Pair* look_closer(const CodeBlocks& codes, std::size_t box, const PixelTile& tile, Pair* pairs,
                  const Pair* end) {
  Pair* kept = pairs;
  for (; pairs != end; ++pairs) {
    const PixelQuery& query = tile.queries[pairs->query];
    const std::size_t reference = box * kBoxed + pairs->reference;
    const std::int32_t dot =
        dot_halves(query.code.data() + kCodeNumbers, codes.seconds.data() + reference * kCodeNumbers);
    const double squared = pairs->squared + query.second_square + codes.second_squares[reference] - 2.0 * dot;
    *kept = *pairs;
    kept += squared <= tile.limits[pairs->query].reach ? 1 : 0;
  }
  return kept;
}

// Puts the pairs of a box into the order of their references: each image comes from memory once for all
// its queries.
void sort_by_reference(std::span<const Pair> pairs, std::vector<Pair>& sorted) {
  std::array<std::uint32_t, kBoxed + 1> places{};
  for (const Pair& pair : pairs) ++places[pair.reference + 1];
  std::partial_sum(places.begin(), places.end(), places.begin());
  sorted.resize(pairs.size());
  for (const Pair& pair : pairs) sorted[places[pair.reference]++] = pair;
}

// Measures the pairs, in the order of their references.
void measure(const PixelReferences& references, std::size_t box, std::span<const Pair> pairs,
             PixelTile& tile) {
  const auto offer = [&](std::size_t q, std::size_t reference, std::int32_t dot) {
    PixelQuery& query = tile.queries[q];
    const std::int32_t before = query.list.limit();
    query.list.offer(squared_distance(references, query, reference, dot), static_cast<int>(reference));
    if (query.list.limit() == before) return;
    const PixelLimit limit = limit_of(query, query.list.limit());
    if (limit.reach < tile.limits[q].reach) tile.limits[q] = limit;
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t place = box * kBoxed + pairs[i].reference;
    const auto reference = static_cast<std::size_t>(references.codes.indices[place]);
    const std::uint8_t* const image = references.in_order.empty()
                                          ? references.images.data() + reference * kPixels
                                          : references.in_order.data() + place * kPixels;
    const PixelQuery& query = tile.queries[pairs[i].query];
    if (i + 1 < pairs.size() && pairs[i + 1].reference == pairs[i].reference) {
      std::array<std::int32_t, 2> dots{};
      dot_two({query.wide.data(), tile.queries[pairs[i + 1].query].wide.data()}, image, dots);
      offer(pairs[i].query, reference, dots[0]);
      offer(pairs[++i].query, reference, dots[1]);
    } else {
      offer(pairs[i].query, reference, dot_image(query.wide.data(), image));
    }
  }
}

// Calls take(some) with the queries, as many at a time as filter_block() takes.
template <class Take>
void for_each_group(std::span<const std::uint32_t> queries, const Take& take) {
  for (std::size_t i = 0; i < queries.size(); i += kFilterQueries)
    take(queries.subspan(i, std::min(kFilterQueries, queries.size() - i)));
}

void search_filtered(const PixelReferences& references, int k, PixelTile& tile) {
  const CodeBlocks& codes = references.codes;
  for (const CodeBox& box : codes.boxes) {
    for (const PixelQuery& query : tile.queries)
      tile.apart.push_back(squared_distance(box, query.first_half()));
  }
  std::vector<std::uint32_t> near(tile.queries.size());
  std::iota(near.begin(), near.end(), 0);
  tile.limits.resize(near.size());
  for_each_group(near,
                 [&](std::span<const std::uint32_t> some) { set_first_limits(references, some, k, tile); });

  const auto pairs = std::make_unique_for_overwrite<Pair[]>(tile.queries.size() * kBoxed);
  std::vector<Pair> sorted;
  for (std::size_t box = 0; box < codes.boxes.size(); ++box) {
    near.clear();
    const std::span<const std::int32_t> apart = tile.from_box(box);
    for (std::uint32_t q = 0; q < apart.size(); ++q) {
      if (apart[q] <= tile.limits[q].reach) near.push_back(q);
    }
    Pair* end = pairs.get();
    for_each_group(near, [&](std::span<const std::uint32_t> some) {
      Pair* const begin = end;
      PixelGroup group(tile, some);
      end = look(codes, box, group, tile, begin);
      end = look_closer(codes, box, tile, begin, end);
    });
    sort_by_reference({pairs.get(), end}, sorted);
    measure(references, box, sorted, tile);
  }
}

}  // namespace

std::vector<Neighbour> nearest_filtered(const PixelReferences& references,
                                        std::span<const std::uint8_t> queries, int k) {
  assert(k >= 1 && k <= kMostFiltered && !references.basis.rows.empty());
  assert(references.squares.size() >= kMostFiltered);
  const std::vector<PixelCode> codes = code_images(references.basis, queries);
  std::vector<Neighbour> found;
  found.reserve(codes.size() * static_cast<std::size_t>(k));
  for (std::size_t first = 0; first < codes.size(); first += kQueriesAtOnce) {
    PixelTile tile;
    for (std::size_t i = first; i < std::min(first + kQueriesAtOnce, codes.size()); ++i) {
      PixelQuery& query = tile.queries.emplace_back(
          PixelQuery{.code = codes[i],
                     .first_square = squared_length(std::span(codes[i]).first<kCodeNumbers>()),
                     .second_square = squared_length(std::span(codes[i]).last<kCodeNumbers>()),
                     .list = NearestPixels(k)});
      const auto image = queries.subspan(i * kPixels, kPixels);
      std::ranges::copy(image, query.wide.begin());
      query.square = square_of(image.data());
    }
    search_filtered(references, k, tile);
    for (const PixelQuery& query : tile.queries) query.list.append_to(found);
  }
  return found;
}

}  // namespace bottleneck
