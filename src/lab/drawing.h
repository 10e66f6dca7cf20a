// What the pen has drawn, with undo and redo.
#pragma once

#include <vector>

#include "core/stroke.h"

namespace bottleneck {

// The pad is a square of kPadUnits × kPadUnits, x to the right, y downwards, whatever its size on the screen:
// a unit is a pixel of the 28×28 image as long as nothing is normalised.
inline constexpr float kPadUnits = kSide;

struct Drawing {
  Strokes strokes;  // the last one is still growing while `is_pen_down`
  bool is_pen_down = false;
  std::vector<Strokes> past;    // what undo goes back to, oldest first
  std::vector<Strokes> future;  // what redo goes forward to, nearest last

  bool is_blank() const { return strokes.empty(); }
  bool can_undo() const { return !past.empty(); }
  bool can_redo() const { return !future.empty(); }
};

// Steps that undo remembers; beyond that the oldest is forgotten.
inline constexpr std::size_t kMaxUndo = 200;
// Points in a drawing; more are not taken (a pen at 200 Hz needs 8 minutes for them).
inline constexpr std::size_t kMaxDrawingPoints = 100'000;

// A stroke from pen down to pen up. A point that is not finite is not taken; begin_stroke() on a pen that is
// down ends that stroke first. Outside a stroke extend_stroke() and end_stroke() do nothing.
void begin_stroke(Drawing& drawing, Point point);
void extend_stroke(Drawing& drawing, Point point);
void end_stroke(Drawing& drawing);

// Drops the growing stroke, as if the pen had never touched: the touch became something else.
void cancel_stroke(Drawing& drawing);

// Each does nothing where there is nothing to do. Clearing can be undone.
void undo(Drawing& drawing);
void redo(Drawing& drawing);
void clear(Drawing& drawing);

}  // namespace bottleneck
