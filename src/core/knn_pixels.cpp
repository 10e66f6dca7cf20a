#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>

#include "core/dot_kernel.h"
#include "core/knn.h"
#include "core/nearest_heap.h"
#include "core/nearest_list.h"

namespace bottleneck {
namespace {

constexpr std::size_t kQueryTile = 64;      // widened queries: 100 KB, in the second-level cache
constexpr std::size_t kReferenceTile = 64;  // widened once for all queries of a tile

// Below it the codes cost more than they spare.
constexpr std::size_t kFewestCoded = 8192;

// V8 runs a call to its end as it was compiled when it began, for the first ones quickly and badly.
constexpr std::size_t kCodedAtOnce = 1024;

using WideImages = std::vector<std::int16_t>;

// Widens images first .. first + count of `bytes` into rows of kPaddedPixels; what follows them in `wide`
// becomes zero.
void widen(std::span<const std::uint8_t> bytes, std::size_t first, std::size_t count, WideImages& wide) {
  for (std::size_t row = 0; row * kPaddedPixels < wide.size(); ++row) {
    std::int16_t* const to = wide.data() + row * kPaddedPixels;
    if (row < count) {
      const std::uint8_t* const from = bytes.data() + (first + row) * kPixels;
      for (std::size_t i = 0; i < kPixels; ++i) to[i] = from[i];
    } else {
      std::fill(to, to + kPixels, std::int16_t{0});
    }
  }
}

std::vector<std::int32_t> squares_of(std::span<const std::uint8_t> images) {
  assert(images.size() % kPixels == 0);
  std::vector<std::int32_t> squares(images.size() / kPixels);
  for (std::size_t i = 0; i < squares.size(); ++i) squares[i] = square_of(images.data() + i * kPixels);
  return squares;
}

// Offers the references [first, first + count), widened in `wide`, to the queries of a tile.
template <class List>
void search_tile(const PixelReferences& references, std::size_t first, std::size_t count,
                 const WideImages& wide, const WideImages& queries,
                 std::span<const std::int32_t> query_squares, std::span<List> lists) {
  std::array<std::int32_t, kDotQueries * kDotReferences> dots{};
  for (std::size_t q = 0; q < lists.size(); q += kDotQueries) {
    for (std::size_t r = 0; r < count; r += kDotReferences) {
      dot_block(queries.data() + q * kPaddedPixels, wide.data() + r * kPaddedPixels, dots.data());
      for (std::size_t i = 0; i < std::min(kDotQueries, lists.size() - q); ++i) {
        for (std::size_t j = 0; j < std::min(kDotReferences, count - r); ++j) {
          const std::int32_t squared =
              query_squares[q + i] + references.squares[first + r + j] - 2 * dots[i * kDotReferences + j];
          lists[q + i].offer(squared, static_cast<int>(first + r + j));
        }
      }
    }
  }
}

// Many queries, tile by tile. List: NearestList or NearestHeap.
template <class List>
std::vector<Neighbour> search(const PixelReferences& references, std::span<const std::uint8_t> queries,
                              int k) {
  const std::size_t count = queries.size() / kPixels;
  const std::vector<std::int32_t> query_squares = squares_of(queries);
  WideImages wide_queries(kQueryTile * kPaddedPixels);
  WideImages wide_references(kReferenceTile * kPaddedPixels);

  std::vector<Neighbour> found;
  found.reserve(count * static_cast<std::size_t>(k));
  for (std::size_t first_query = 0; first_query < count; first_query += kQueryTile) {
    const std::size_t tile = std::min(kQueryTile, count - first_query);
    widen(queries, first_query, tile, wide_queries);
    std::vector<List> lists(tile, List(k));
    for (std::size_t first = 0; first < references.squares.size(); first += kReferenceTile) {
      const std::size_t part = std::min(kReferenceTile, references.squares.size() - first);
      widen(references.images, first, part, wide_references);
      search_tile(references, first, part, wide_references, wide_queries,
                  std::span(query_squares).subspan(first_query, tile), std::span(lists));
    }
    for (List& list : lists) list.append_to(found);
  }
  return found;
}

}  // namespace

PixelReferences prepare_pixels(std::span<const std::uint8_t> images) {
  PixelReferences references{
      .images = images, .squares = squares_of(images), .basis = {}, .codes = {}, .in_order = {}};
  if (references.squares.size() >= kFewestCoded) {
    references.basis = make_basis(images);
    std::vector<PixelCode> codes;
    codes.reserve(references.squares.size());
    for (std::size_t first = 0; first < images.size(); first += kCodedAtOnce * kPixels) {
      const auto some = images.subspan(first, std::min(kCodedAtOnce * kPixels, images.size() - first));
      std::ranges::copy(code_images(references.basis, some), std::back_inserter(codes));
    }
    references.codes = arrange(codes);
  }
  return references;
}

PixelReferences prepare_pixels_in_order(std::span<const std::uint8_t> images) {
  PixelReferences references = prepare_pixels(images);
  references.in_order.reserve(references.codes.indices.size() * kPixels);
  for (const int index : references.codes.indices) {
    const auto image = images.subspan(static_cast<std::size_t>(index) * kPixels, kPixels);
    references.in_order.insert(references.in_order.end(), image.begin(), image.end());
  }
  return references;
}

std::vector<Neighbour> nearest(const PixelReferences& references, std::span<const std::uint8_t> queries,
                               int k) {
  assert(k >= 1 && static_cast<std::size_t>(k) <= references.squares.size() && queries.size() % kPixels == 0);
  if (!references.basis.rows.empty() && k <= kMostFiltered) return nearest_filtered(references, queries, k);
  using List = NearestList<std::int32_t>;
  const std::size_t count = queries.size() / kPixels;
  if (count > kDotQueries) {
    return k <= List::kMostNeighbours ? search<List>(references, queries, k)
                                      : search<NearestHeap<std::int32_t>>(references, queries, k);
  }
  std::vector<Neighbour> found;
  found.reserve(count * static_cast<std::size_t>(k));
  for (std::size_t q = 0; q < count; ++q) {
    const auto one = nearest_to_image(references, queries.subspan(q * kPixels).first<kPixels>(), k);
    found.insert(found.end(), one.begin(), one.end());
  }
  return found;
}

}  // namespace bottleneck
