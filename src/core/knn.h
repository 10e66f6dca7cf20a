// Exact k-nearest-neighbours as scikit-learn's KNeighborsClassifier with its defaults: Euclidean distance,
// every neighbour one vote, a tie goes to the smallest label. Of references equally far away, the one with
// the lower index is the nearer.
//
// Queries come in batches of any size: a caller that wants to show progress or stop gives a few at a time.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/code_blocks.h"
#include "core/pixel_codes.h"
#include "core/shapes.h"

namespace bottleneck {

inline constexpr int kNeighbours = 7;  // the notebook's k

struct Neighbour {
  int index = -1;  // of the reference; -1 where there is none
  // Euclidean, in the units of the codes, or of 8-bit pixels (0..255 per pixel).
  float distance = std::numeric_limits<float>::infinity();
};

std::vector<int> indices_of(std::span<const Neighbour> neighbours);

// Up to this size in either direction codes of 65,536 numbers still have squared distances in single
// precision.
inline constexpr float kLargestCode = 1e16F;

// Whether no code is beyond kLargestCode, infinite or not a number: then every query has its k neighbours.
bool are_comparable(std::span<const float> codes);

inline constexpr std::size_t kCodeLanes = 16;  // codes, or boxes around codes, that are looked at together

// Boxes around the children of a level's nodes, block by block of 16 children, in it unit by unit.
struct CodeBoxes {
  std::vector<float> low;   // blocks × K × 16
  std::vector<float> high;  // likewise; a child that is not there has its low ends above its high ones
};

// Reference codes as a tree of 16 children to a node: code_tree.cpp.
struct CodeReferences {
  int size = 0;              // N
  int width = 0;             // K
  std::vector<float> lanes;  // as boxes: ceil(N / 16) × K × 16; the last block is filled up with infinity
  std::vector<int> indices;  // N, of the codes in the order of the lanes
  std::vector<CodeBoxes> levels;  // around blocks of codes, around 16 of these, … up to the one root
};

// codes: N × K, row by row.
CodeReferences prepare_codes(std::span<const float> codes, int width);

// Reference images, their squared lengths, and codes that spare most of the distances; they cost 140 bytes an
// image, and nothing where there are too few images to be worth it.
struct PixelReferences {
  std::span<const std::uint8_t> images;  // N × D; must outlive this
  std::vector<std::int32_t> squares;     // N
  PixelBasis basis;                      // without rows where there are few
  CodeBlocks codes;                      // likewise empty
  std::vector<std::uint8_t> in_order;    // once more, in the order of the codes; or empty
};

PixelReferences prepare_pixels(std::span<const std::uint8_t> images);

// The same with the images once more (D bytes each), in the order of their codes, where there are codes: for
// many queries. Images that lie near each other are then measured one after the other as they come from
// memory.
PixelReferences prepare_pixels_in_order(std::span<const std::uint8_t> images);

// The k nearest references of every query, nearest first: B × k. Needs 1 <= k <= N. queries: B × K.
// A reference is no neighbour where the squared distance is not a number or too large for single precision;
// where fewer than k are left, the last of the k have no index. are_comparable() says before that this cannot
// happen.
std::vector<Neighbour> nearest(const CodeReferences& references, std::span<const float> queries, int k);

// The same on images, in exact integer arithmetic. queries: B × D.
std::vector<Neighbour> nearest(const PixelReferences& references, std::span<const std::uint8_t> queries,
                               int k);

// How nearest() searches where there are codes, with as many queries as there are: references are looked at
// by their codes first. k <= kMostFiltered.
inline constexpr int kMostFiltered = 256;
std::vector<Neighbour> nearest_filtered(const PixelReferences& references,
                                        std::span<const std::uint8_t> queries, int k);

// And where there are none, for one image, read against each reference once as it is stored: for batches so
// small that widening the references would not pay.
std::vector<Neighbour> nearest_to_image(const PixelReferences& references,
                                        std::span<const std::uint8_t, kPixels> query, int k);

// How many of the neighbours carry each label; those without an index do not vote. labels: the references',
// each < votes.size().
void count_votes(std::span<const Neighbour> neighbours, std::span<const std::uint8_t> labels,
                 std::span<int> votes);

// The label with the most votes, the smallest of those that tie: 0 where nobody votes.
int winner(std::span<const int> votes);

namespace plain {
// The oracle: every distance from the definition, in double precision, all of them sorted. What has no
// distance in single precision is no neighbour here either.
std::vector<Neighbour> nearest(std::span<const float> references, int width, std::span<const float> queries,
                               int k);

// The same in single precision, unit after unit: what nearest() says of codes, bit by bit.
std::vector<Neighbour> nearest_codes(std::span<const float> references, int width,
                                     std::span<const float> queries, int k);
}  // namespace plain

}  // namespace bottleneck
