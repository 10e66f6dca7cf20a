#include "lab/drawing.h"

#include <cmath>
#include <numeric>
#include <utility>

namespace bottleneck {
namespace {

bool is_usable(const Point& point) {
  return std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.width);
}

std::size_t count_points(const Strokes& strokes) {
  return std::accumulate(strokes.begin(), strokes.end(), std::size_t{0},
                         [](std::size_t sum, const Stroke& stroke) { return sum + stroke.size(); });
}

// Remembers the drawing before a change. A new change ends what redo could have brought back.
void remember(Drawing& drawing) {
  if (drawing.past.size() == kMaxUndo) drawing.past.erase(drawing.past.begin());
  drawing.past.push_back(drawing.strokes);
  drawing.future.clear();
}

}  // namespace

void begin_stroke(Drawing& drawing, Point point) {
  end_stroke(drawing);
  if (!is_usable(point) || count_points(drawing.strokes) >= kMaxDrawingPoints) return;
  remember(drawing);
  drawing.strokes.push_back({point});
  drawing.is_pen_down = true;
}

void extend_stroke(Drawing& drawing, Point point) {
  if (!drawing.is_pen_down || !is_usable(point)) return;
  Stroke& stroke = drawing.strokes.back();
  // A pen that rests sends the same place again and again.
  if (stroke.back().x == point.x && stroke.back().y == point.y) return;
  if (count_points(drawing.strokes) < kMaxDrawingPoints) stroke.push_back(point);
}

void end_stroke(Drawing& drawing) {
  drawing.is_pen_down = false;
}

void cancel_stroke(Drawing& drawing) {
  if (!drawing.is_pen_down) return;
  drawing.is_pen_down = false;
  drawing.strokes = std::move(drawing.past.back());
  drawing.past.pop_back();
}

void undo(Drawing& drawing) {
  end_stroke(drawing);
  if (!drawing.can_undo()) return;
  drawing.future.push_back(std::move(drawing.strokes));
  drawing.strokes = std::move(drawing.past.back());
  drawing.past.pop_back();
}

void redo(Drawing& drawing) {
  end_stroke(drawing);
  if (!drawing.can_redo()) return;
  drawing.past.push_back(std::move(drawing.strokes));
  drawing.strokes = std::move(drawing.future.back());
  drawing.future.pop_back();
}

void clear(Drawing& drawing) {
  end_stroke(drawing);
  if (drawing.is_blank()) return;
  remember(drawing);
  drawing.strokes.clear();
}

}  // namespace bottleneck
