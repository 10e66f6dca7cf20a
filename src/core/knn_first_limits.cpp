// How far away the k nearest of a query can be at most: of the references in the boxes nearest to it some
// whose codes are nearest are measured.
#include <algorithm>
#include <bit>
#include <cassert>

#include "core/dot_kernel.h"
#include "core/knn_tile.h"

namespace bottleneck {
namespace {

// For each of the k wanted so many references are measured.
constexpr int kMeasuredForOne = 3;

// The boxes nearest to each of the queries, with so many references at least.
std::vector<std::size_t> nearest_boxes(const CodeBlocks& codes, const PixelTile& tile,
                                       std::span<const std::uint32_t> queries, int least) {
  std::vector<std::size_t> boxes;
  std::vector<bool> is_taken(codes.boxes.size());
  std::size_t count = 0;
  while (count < static_cast<std::size_t>(least)) {
    std::vector<std::size_t> best;
    for (const std::uint32_t q : queries) {
      std::size_t nearest = codes.boxes.size();
      for (std::size_t box = 0; box < codes.boxes.size(); ++box) {
        const bool is_nearer =
            nearest == codes.boxes.size() || tile.from_box(box)[q] < tile.from_box(nearest)[q];
        if (is_nearer && !is_taken[box]) nearest = box;
      }
      best.push_back(nearest);
    }
    for (const std::size_t box : best) {
      if (is_taken[box]) continue;
      is_taken[box] = true;
      boxes.push_back(box);
      count += std::min(kBoxed, codes.indices.size() - box * kBoxed);
    }
  }
  return boxes;
}

}  // namespace

void set_first_limits(const PixelReferences& references, std::span<const std::uint32_t> queries, int k,
                      PixelTile& tile) {
  PixelGroup group(tile, queries);
  const int measured = std::min(kMeasuredForOne * k, kMostFiltered);
  std::vector<NearestPixels> nearest_codes(queries.size(), NearestPixels(measured));
  const auto limit = [&](std::size_t i) { group.least[i] = -nearest_codes[i].limit(); };
  for (std::size_t i = 0; i < queries.size(); ++i) limit(i);
  for (const std::size_t box : nearest_boxes(references.codes, tile, queries, measured)) {
    const BlockRange blocks = blocks_of(references.codes, box);
    for (std::size_t block = blocks.first; block < blocks.end; ++block) {
      for (std::uint32_t passed = group.look_at(references.codes, block); passed != 0; passed &= passed - 1) {
        const auto pair = static_cast<std::size_t>(std::countr_zero(passed));
        const std::size_t i = pair / kFilterReferences;
        nearest_codes[i].offer(-group.sums[pair],
                               static_cast<int>(block * kFilterReferences + pair % kFilterReferences));
        limit(i);
      }
    }
  }
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const PixelQuery& query = tile.queries[queries[i]];
    std::vector<Neighbour> found;
    nearest_codes[i].append_to(found);
    NearestPixels nearest(k);
    for (const Neighbour& one : found) {
      assert(one.index >= 0);
      const auto reference =
          static_cast<std::size_t>(references.codes.indices[static_cast<std::size_t>(one.index)]);
      const std::int32_t dot = dot_image(query.wide.data(), references.images.data() + reference * kPixels);
      nearest.offer(squared_distance(references, query, reference, dot), one.index);
    }
    tile.limits[queries[i]] = limit_of(query, nearest.limit());
  }
}

}  // namespace bottleneck
