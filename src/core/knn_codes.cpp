#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "core/knn.h"
#include "core/nearest_heap.h"
#include "core/nearest_list.h"

namespace bottleneck {
namespace {

constexpr std::size_t kCodeLanes = 16;
constexpr std::size_t kTileBytes =
    32 * 1024;  // of references, searched for all queries while they lie in the first-level cache

// Squared distances from one query to the 16 references of a block. Each lane adds in the order of the units.
std::array<float, kCodeLanes> squared_distances(const float* query, const float* block, std::size_t width) {
  std::array<float, kCodeLanes> sums{};
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t lane = 0; lane < kCodeLanes; ++lane) {
      const float difference = query[i] - block[i * kCodeLanes + lane];
      sums[lane] += difference * difference;
    }
  }
  return sums;
}

// List: NearestList or NearestHeap.
template <class List>
std::vector<Neighbour> search(const CodeReferences& references, std::span<const float> queries, int k) {
  const auto width = static_cast<std::size_t>(references.width);
  const std::size_t count = queries.size() / width;
  const std::size_t blocks = references.lanes.size() / (width * kCodeLanes);
  const std::size_t tile = std::max<std::size_t>(1, kTileBytes / (width * kCodeLanes * sizeof(float)));

  std::vector<List> lists(count, List(k));
  for (std::size_t first = 0; first < blocks; first += tile) {
    const std::size_t last = std::min(blocks, first + tile);
    for (std::size_t q = 0; q < count; ++q) {
      List& list = lists[q];
      for (std::size_t block = first; block < last; ++block) {
        const auto squared = squared_distances(queries.data() + q * width,
                                               references.lanes.data() + block * width * kCodeLanes, width);
        bool is_any_near = false;
        for (const float s : squared) is_any_near |= s < list.limit();
        if (!is_any_near) continue;
        for (std::size_t lane = 0; lane < kCodeLanes; ++lane) {
          list.offer(squared[lane], static_cast<int>(block * kCodeLanes + lane));
        }
      }
    }
  }
  std::vector<Neighbour> found;
  found.reserve(count * static_cast<std::size_t>(k));
  for (List& list : lists) list.append_to(found);
  return found;
}

}  // namespace

bool are_comparable(std::span<const float> codes) {
  return std::all_of(codes.begin(), codes.end(), [](float code) { return std::fabs(code) <= kLargestCode; });
}

CodeReferences prepare_codes(std::span<const float> codes, int width) {
  const auto w = static_cast<std::size_t>(width);
  assert(width >= 1 && codes.size() % w == 0);
  const std::size_t count = codes.size() / w;
  const std::size_t blocks = (count + kCodeLanes - 1) / kCodeLanes;
  CodeReferences references{
      .size = static_cast<int>(count),
      .width = width,
      .lanes = std::vector<float>(blocks * w * kCodeLanes, std::numeric_limits<float>::infinity())};
  for (std::size_t r = 0; r < count; ++r) {
    float* const block = references.lanes.data() + r / kCodeLanes * w * kCodeLanes;
    for (std::size_t i = 0; i < w; ++i) block[i * kCodeLanes + r % kCodeLanes] = codes[r * w + i];
  }
  return references;
}

std::vector<Neighbour> nearest(const CodeReferences& references, std::span<const float> queries, int k) {
  assert(k >= 1 && k <= references.size && queries.size() % static_cast<std::size_t>(references.width) == 0);
  return k <= NearestList<float>::kMostNeighbours ? search<NearestList<float>>(references, queries, k)
                                                  : search<NearestHeap<float>>(references, queries, k);
}

void count_votes(std::span<const Neighbour> neighbours, std::span<const std::uint8_t> labels,
                 std::span<int> votes) {
  std::fill(votes.begin(), votes.end(), 0);
  for (const Neighbour& neighbour : neighbours) {
    if (neighbour.index >= 0) ++votes[labels[static_cast<std::size_t>(neighbour.index)]];
  }
}

int winner(std::span<const int> votes) {
  return static_cast<int>(std::max_element(votes.begin(), votes.end()) - votes.begin());
}

}  // namespace bottleneck
