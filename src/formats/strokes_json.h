// Drawings as text, one per line: {"strokes": [[[x, y], …], …]}, a third number being the pen's width at that
// point (1 if absent). x to the right, y downwards, any unit. Other keys beside "strokes" (a label, a name)
// are allowed and not looked at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/stroke.h"

namespace bottleneck {

// What no pen draws is refused, so that a file from elsewhere cannot stop the program.
inline constexpr float kMaxCoordinate = 1e6F;  // to either side of 0
inline constexpr float kMaxWidthFactor = 100;  // from 0
inline constexpr std::size_t kMaxPoints =
    100'000;  // in one drawing: a pen at 200 Hz needs 8 minutes for them

// One drawing. Errors say which stroke and point (counted from 1).
Result<Strokes> read_strokes(std::string_view line);

// A file of drawings; an empty text holds none. Lines end with "\n" or "\r\n", the last one perhaps not. A
// line without a drawing is an error, so that results stay in step with the lines. Errors begin with "line N:
// ", counted from 1.
Result<std::vector<Strokes>> read_strokes_lines(std::string_view text);

// One line without its line feed. Numbers are as short as they can be while read_strokes gives back the same
// floats; points must be finite and within the limits above.
std::string write_strokes(const Strokes& strokes);

}  // namespace bottleneck
