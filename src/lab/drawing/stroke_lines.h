// Strokes as text that a reader can write by hand: a stroke per line, its points "x,y" apart by spaces.
//
//   4,4 10,15 12,24
//   20,5 20,23,1.5        a third number widens the pen at that point
//
// In pad units, x to the right, y downwards, rounded to a hundredth.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/stroke.h"

namespace bottleneck {

// The strokes must be finite; empty ones are left out. What lies outside of the limits below is moved to
// them, so that what is written can always be read.
std::string write_stroke_lines(const Strokes& strokes);

// Places from 0 to kPadUnits, widths from kThinnest to kThickest, at most kMaxDrawingPoints points; blank
// lines are passed over, and a text without points is a blank drawing. The error has a line of text for each
// line that is wrong, the first few of them.
Result<Strokes> read_stroke_lines(std::string_view text);

}  // namespace bottleneck
