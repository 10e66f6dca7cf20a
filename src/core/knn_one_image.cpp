#include <algorithm>
#include <array>
#include <cassert>

#include "core/dot_kernel.h"
#include "core/knn.h"
#include "core/nearest_heap.h"
#include "core/nearest_list.h"

namespace bottleneck {

namespace {

// List: NearestList or NearestHeap.
template <class List>
std::vector<Neighbour> search(const PixelReferences& references, std::span<const std::uint8_t, kPixels> query,
                              int k) {
  std::array<std::int16_t, kPixels> wide{};
  std::ranges::copy(query, wide.begin());
  const std::int32_t query_square = square_of(query.data());

  List list(k);
  const std::uint8_t* image = references.images.data();
  for (std::size_t r = 0; r < references.squares.size(); ++r, image += kPixels) {
    // |q - r|² = |q|² + |r|² - 2 q·r
    list.offer(query_square + references.squares[r] - 2 * dot_image(wide.data(), image), static_cast<int>(r));
  }
  std::vector<Neighbour> found;
  found.reserve(static_cast<std::size_t>(k));
  list.append_to(found);
  return found;
}

}  // namespace

std::vector<Neighbour> nearest_to_image(const PixelReferences& references,
                                        std::span<const std::uint8_t, kPixels> query, int k) {
  assert(k >= 1 && static_cast<std::size_t>(k) <= references.squares.size());
  using List = NearestList<std::int32_t>;
  return k <= List::kMostNeighbours ? search<List>(references, query, k)
                                    : search<NearestHeap<std::int32_t>>(references, query, k);
}

}  // namespace bottleneck
