// Drawings as text, one per line: {"strokes": [[[x, y], …], …]}, a third number being the pen's width at that
// point (1 if absent). x to the right, y downwards, any unit. Two keys beside "strokes" may say more of it:
//
//   "label"   what it is: a whole number from 0 to 255
//   "pen"     the width that the pen has at 1, in pixels of the 28×28 image: a number from 0.5 to 8
//
// Other keys are allowed and not looked at; nor are these two where they hold something else, because another
// program may mean something else by them.
#pragma once

#include <optional>
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

// Of pens: wide enough for any drawing that still shows what it is.
inline constexpr float kThinnestLinePen = 0.5F;
inline constexpr float kThickestLinePen = 8;
inline constexpr int kLargestLabel = 255;

// A drawing, and what else its line says.
struct StrokesLine {
  Strokes strokes{};
  std::optional<int> label{};
  std::optional<float> pen{};
};

// The text without the blank lines at its end, with which editors and other programs close a file.
std::string_view without_blank_end(std::string_view text);

// One drawing. Errors say which stroke and point (counted from 1).
Result<StrokesLine> read_strokes_line(std::string_view line);

// Takes the first line off the text, without its end. The text must not be empty.
std::string_view take_line(std::string_view& text);

// A file of drawings; an empty text holds none. Lines end with "\n" or "\r\n", the last one perhaps not.
// Blank lines at the end are passed over; another line without a drawing is an error, so that results stay in
// step with the lines. Errors begin with "line N: ", counted from 1.
Result<std::vector<StrokesLine>> read_strokes_lines(std::string_view text);

// One line without its line feed. Numbers are as short as they can be while reading gives back the same
// floats; points must be finite, and all within the limits above.
std::string write_strokes_line(const StrokesLine& line);

}  // namespace bottleneck
