// The first look at a pair of images in a search for neighbours (knn_filtered.cpp): are their codes
// (pixel_codes.h) near enough for the images to be? One implementation is chosen by the build
// (filter_kernel_native.cpp, filter_kernel_wasm.cpp); the plain one is their oracle.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bottleneck {

inline constexpr std::size_t kCodeNumbers = 32;      // of an image, 16 bits each
inline constexpr std::size_t kFilterQueries = 4;     // looked at together
inline constexpr std::size_t kFilterReferences = 8;  // likewise: a block

// queries: kFilterQueries × kCodeNumbers. block: the codes of kFilterReferences, pair by pair of numbers:
// kCodeNumbers / 2 times the two numbers of each reference. halves: half of each reference's squared length,
// rounded down. sums: kFilterQueries × kFilterReferences, query · reference - half; none overflows. Returns a
// bit for each of them, the first the lowest: sum >= least[query].
std::uint32_t filter_block(const std::int16_t* queries, const std::int16_t* block, const std::int32_t* halves,
                           const std::int32_t* least, std::int32_t* sums);

// a · b of half a code each, of kCodeNumbers numbers: nothing overflows.
std::int32_t dot_halves(const std::int16_t* a, const std::int16_t* b);

namespace plain {
std::uint32_t filter_block(const std::int16_t* queries, const std::int16_t* block, const std::int32_t* halves,
                           const std::int32_t* least, std::int32_t* sums);
std::int32_t dot_halves(const std::int16_t* a, const std::int16_t* b);
}  // namespace plain

}  // namespace bottleneck
