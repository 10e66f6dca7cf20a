// Exact neighbours on codes: the tree of code_tree.cpp is gone down depth first, the nearest child first,
// past every child whose box lies farther away than the k nearest seen so far.
//
// A box is never farther away than a code in it, not even by rounding: each of its distances is made of the
// same steps in the same order from numbers that are no larger, and rounding keeps order.
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

#include "core/knn.h"
#include "core/nearest_heap.h"
#include "core/nearest_list.h"
#include "core/vectors.h"

namespace bottleneck {
namespace {

using Sixteen = float __attribute__((ext_vector_type(kCodeLanes)));

constexpr std::size_t kUnitsAtOnce = 8;  // then sums are compared with the limit: what is over stays over

bool is_any_near(Sixteen squared, float limit) {
  return __builtin_reduce_or(squared <= limit) != 0;
}

// Adds up 16 squared distances side by side, in the order of the units, as long as one of them is within the
// limit. difference(i): the sixteen in unit i.
template <class Difference>
Sixteen add_squares(std::size_t width, float limit, const Difference& difference) {
  Sixteen sums{};
  for (std::size_t first = 0; first < width && is_any_near(sums, limit); first += kUnitsAtOnce) {
    const std::size_t last = std::min(width, first + kUnitsAtOnce);
    for (std::size_t i = first; i < last; ++i) {
      const Sixteen d = difference(i);
      sums += d * d;
    }
  }
  return sums;
}

// From one query to the 16 codes of a block.
Sixteen to_codes(const float* query, const float* block, std::size_t width, float limit) {
  return add_squares(width, limit,
                     [=](std::size_t i) { return query[i] - load<Sixteen>(block + i * kCodeLanes); });
}

// From one query to the nearest points of 16 boxes.
Sixteen to_boxes(const float* query, const float* low, const float* high, std::size_t width, float limit) {
  return add_squares(width, limit, [=](std::size_t i) {
    const Sixteen below = load<Sixteen>(low + i * kCodeLanes) - query[i];
    const Sixteen above = query[i] - load<Sixteen>(high + i * kCodeLanes);
    const Sixteen outside = below > above ? below : above;
    return outside < 0 ? 0 : outside;  // not a number stays so: near to nothing
  });
}

// List: NearestList or NearestHeap.
template <class List>
class Search {
 public:
  Search(const CodeReferences& references, const float* query, int k)
      : references_(references), query_(query), width_(static_cast<std::size_t>(references.width)), list_(k) {
    visit(references.levels.size(), 0);
  }

  List& list() { return list_; }

 private:
  struct Child {
    float squared;
    std::size_t block;
  };
  using Lanes = std::array<float, kCodeLanes>;  // one number after another is quicker to have so

  // level: 0 for a block of codes.
  void visit(std::size_t level, std::size_t block) {
    const std::size_t first = block * width_ * kCodeLanes;
    if (level == 0) {
      look_at(block, to_codes(query_, references_.lanes.data() + first, width_, list_.limit()));
      return;
    }
    const CodeBoxes& boxes = references_.levels[level - 1];
    const Sixteen squared =
        to_boxes(query_, boxes.low.data() + first, boxes.high.data() + first, width_, list_.limit());
    if (!is_any_near(squared, list_.limit())) return;
    const auto distances = std::bit_cast<Lanes>(squared);
    std::array<Child, kCodeLanes> near;
    std::size_t count = 0;
    for (std::size_t lane = 0; lane < kCodeLanes; ++lane) {
      if (!(distances[lane] <= list_.limit())) continue;
      std::size_t place = count++;
      for (; place > 0 && distances[lane] < near[place - 1].squared; --place) near[place] = near[place - 1];
      near[place] = {distances[lane], block * kCodeLanes + lane};
    }
    for (std::size_t i = 0; i < count && near[i].squared <= list_.limit(); ++i)
      visit(level - 1, near[i].block);
  }

  void look_at(std::size_t block, Sixteen squared) {
    if (!is_any_near(squared, list_.limit())) return;
    const int* const indices = references_.indices.data() + block * kCodeLanes;
    const std::size_t count = std::min(kCodeLanes, references_.indices.size() - block * kCodeLanes);
    const auto distances = std::bit_cast<Lanes>(squared);
    for (std::size_t lane = 0; lane < count; ++lane) list_.offer(distances[lane], indices[lane]);
  }

  const CodeReferences& references_;
  const float* query_;
  std::size_t width_;
  List list_;
};

template <class List>
std::vector<Neighbour> search(const CodeReferences& references, std::span<const float> queries, int k) {
  const auto width = static_cast<std::size_t>(references.width);
  std::vector<Neighbour> found;
  found.reserve(queries.size() / width * static_cast<std::size_t>(k));
  for (std::size_t q = 0; q < queries.size(); q += width)
    Search<List>(references, queries.data() + q, k).list().append_to(found);
  return found;
}

}  // namespace

bool are_comparable(std::span<const float> codes) {
  return std::all_of(codes.begin(), codes.end(), [](float code) { return std::fabs(code) <= kLargestCode; });
}

std::vector<Neighbour> nearest(const CodeReferences& references, std::span<const float> queries, int k) {
  assert(k >= 1 && k <= references.size && queries.size() % static_cast<std::size_t>(references.width) == 0);
  return k <= NearestList<float>::kMostNeighbours ? search<NearestList<float>>(references, queries, k)
                                                  : search<NearestHeap<float>>(references, queries, k);
}

std::vector<int> indices_of(std::span<const Neighbour> neighbours) {
  std::vector<int> indices;
  indices.reserve(neighbours.size());
  for (const Neighbour& neighbour : neighbours) indices.push_back(neighbour.index);
  return indices;
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
