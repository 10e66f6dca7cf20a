// Pictures before a browser decodes them: what their first bytes and markers tell.
#pragma once

#include <string>
#include <string_view>

#include "formats/bytes.h"

namespace bottleneck {

// What such files begin with.
inline constexpr std::string_view kPngMagic = "\x89PNG\r\n\x1a\n";
inline constexpr std::string_view kJpegMagic = "\xff\xd8\xff";

// What may be decoded, as in the native program (src/cli/pictures.h): a file of a few bytes may claim any
// size, and take any time.
inline constexpr std::size_t kLargestPictureFile = 50'000'000;  // bytes
inline constexpr unsigned kLongestPictureSide = 16'384;         // pixels
inline constexpr std::size_t kMostPicturePixels = 64'000'000;   // width × height

// Why a file is not to be decoded as a picture, for the reader; empty: it may be. Damage is left for the
// decoder to find.
std::string picture_problem(ByteView file);

}  // namespace bottleneck
