// What a search for neighbours by pixels (knn_filtered.cpp) knows of the queries that it has in hand.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/knn.h"
#include "core/nearest_list.h"

namespace bottleneck {

using NearestPixels = NearestList<std::int32_t>;

struct PixelQuery {
  std::array<std::int16_t, kPixels> wide{};
  std::int32_t square = 0;
  PixelCode code{};
  std::int32_t first_square = 0;  // of the code's first half
  std::int32_t second_square = 0;
  NearestPixels list;

  std::span<const std::int16_t, kCodeNumbers> first_half() const {
    return std::span(code).first<kCodeNumbers>();
  }
};

// What is farther away from a query is not looked for.
struct PixelLimit {
  double reach = 0;        // of the codes
  std::int32_t least = 0;  // as filter_block() takes it
};

// Queries that go over the references together.
struct PixelTile {
  std::vector<PixelQuery> queries;
  std::vector<PixelLimit> limits;   // theirs
  std::vector<std::int32_t> apart;  // box by box, how far each query is from it, squared and in steps

  std::span<const std::int32_t> from_box(std::size_t box) const {
    return std::span(apart).subspan(box * queries.size(), queries.size());
  }
};

// Queries of a tile that filter_block() takes together; their codes and limits side by side.
struct PixelGroup {
  std::array<std::uint32_t, kFilterQueries> members{};
  std::array<std::int16_t, kFilterQueries * kCodeNumbers> codes{};
  std::array<std::int32_t, kFilterQueries> least{};
  std::array<std::int32_t, kFilterQueries * kFilterReferences> sums{};

  PixelGroup(const PixelTile& tile, std::span<const std::uint32_t> queries) {
    least.fill(std::numeric_limits<std::int32_t>::max());  // of those that are not there nothing passes
    for (std::size_t i = 0; i < queries.size(); ++i) {
      members[i] = queries[i];
      std::ranges::copy(tile.queries[queries[i]].first_half(),
                        codes.begin() + static_cast<std::ptrdiff_t>(i * kCodeNumbers));
      least[i] = tile.limits[queries[i]].least;
    }
  }

  std::uint32_t look_at(const CodeBlocks& blocks, std::size_t block) {
    return filter_block(codes.data(), blocks.numbers.data() + block * kFilterReferences * kCodeNumbers,
                        blocks.halves.data() + block * kFilterReferences, least.data(), sums.data());
  }
};

// squared: the distance of images, within which k of them are known.
inline PixelLimit limit_of(const PixelQuery& query, std::int32_t squared) {
  const double within = reach(squared);
  return {.reach = within, .least = least_sum(query.first_square, within)};
}

// reference: its index; dot: of the two images.
inline std::int32_t squared_distance(const PixelReferences& references, const PixelQuery& query,
                                     std::size_t reference, std::int32_t dot) {
  return query.square + references.squares[reference] - 2 * dot;
}

// Limits within which each of these queries of the tile has k references at least. queries: at most
// kFilterQueries; tile.apart is there.
void set_first_limits(const PixelReferences& references, std::span<const std::uint32_t> queries, int k,
                      PixelTile& tile);

}  // namespace bottleneck
