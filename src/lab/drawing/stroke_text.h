// Strokes as a short text for an address, and back: letters, digits, "-" and "_", which nothing needs to
// escape.
//
//   drawing   point (["-"] point)…       "-": the point begins a stroke; else it goes on with the one before
//   point     ["_" width] right down     width: of the pen from here on; at first that of the pen itself
//
// `right` and `down` are the way from the point before, at first from the pad's middle. All numbers count
// twentieths: of a pad unit, and of the pen's width. A way is written with one letter up to 1.3 units, with
// two up to 12, so that a digit takes about 70 (measured on synthetic digits as high as two thirds of the
// pad; with a pen that measures pressure, about 150).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/stroke.h"

namespace bottleneck {

// Longest text of a drawing: with it an address stays below 2,000 characters, which mail and chat programs
// leave whole.
inline constexpr std::size_t kMaxDrawingText = 1500;

// How far a drawing may reach beyond the pad to each side, in pad units: as far as the pad is wide.
inline constexpr float kMaxReach = kSide;

// Places and widths are rounded (a width is taken as kThinnest to kThickest, as in rendering), and points are
// left out where the line between their neighbours is as good. Points that are not finite are passed over.
// A blank pad gives an empty text; a drawing that takes more than kMaxDrawingText characters or reaches
// beyond kMaxReach gives none.
//
// What is read back looks as before: its image differs by 1 of 255 on average, less where the pen was not
// pressed unevenly. (A normalised image can come out a whole pixel aside where its centre of mass was just
// between two pixels: of 100 digits, 3.) Written once more it gives the same text.
std::optional<std::string> write_stroke_text(const Strokes& strokes);

// Nothing for a damaged text: another letter, an end amid a point, a width or place beyond the limits above,
// too long. Takes memory and time in proportion to the text.
std::optional<Strokes> read_stroke_text(std::string_view text);

}  // namespace bottleneck
