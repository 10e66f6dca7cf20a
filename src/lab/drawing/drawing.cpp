#include "lab/drawing/drawing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/erase.h"

namespace bottleneck {
namespace {

bool is_usable(const Point& point) {
  return std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.width);
}

// Remembers the sheet before a change.
void remember(Drawing& drawing) {
  drawing.past.push_back(drawing.sheet);
}

// Once a change is whole. What has changed nothing is no step; a real one ends what redo could have brought
// back.
void keep_step(Drawing& drawing) {
  if (drawing.past.back() == drawing.sheet) {
    drawing.past.pop_back();
    return;
  }
  drawing.future.clear();
  if (drawing.past.size() > kMaxUndo) drawing.past.erase(drawing.past.begin());
}

void erase_on(Sheet& sheet, Point from, Point to, float radius) {
  sheet.strokes = erase(sheet.strokes, from, to, radius);
  // A unit of the pad is a pixel of the picture.
  if (!sheet.picture) return;
  const Image before = sheet.picture->image;
  erase_pixels(sheet.picture->image, from, to, radius);
  if (sheet.picture->image != before) sheet.picture->is_erased = true;
}

// The image that has the larger ink of both at each pixel.
Image merged(const Image& a, const Image& b) {
  Image both;
  std::ranges::transform(a, b, both.begin(), [](std::uint8_t p, std::uint8_t q) { return std::max(p, q); });
  return both;
}

}  // namespace

std::size_t count_points(const Strokes& strokes) {
  return std::accumulate(strokes.begin(), strokes.end(), std::size_t{0},
                         [](std::size_t sum, const Stroke& stroke) { return sum + stroke.size(); });
}

bool same_strokes(const Strokes& a, const Strokes& b) {
  return std::ranges::equal(a, b, [](const Stroke& one, const Stroke& other) {
    return std::ranges::equal(one, other, [](const Point& p, const Point& q) {
      return p.x == q.x && p.y == q.y && p.width == q.width;
    });
  });
}

bool operator==(const Sheet& a, const Sheet& b) {
  return a.picture == b.picture && same_strokes(a.strokes, b.strokes);
}

void begin_stroke(Drawing& drawing, Point point) {
  end(drawing);
  if (!is_usable(point) || count_points(drawing.sheet.strokes) >= kMaxDrawingPoints) return;
  remember(drawing);
  drawing.sheet.strokes.push_back({point});
  drawing.gesture = Gesture::drawing;
}

void begin_erasing(Drawing& drawing, Point point, float radius) {
  end(drawing);
  if (!is_usable(point)) return;
  remember(drawing);
  erase_on(drawing.sheet, point, point, radius);
  drawing.eraser = point;
  drawing.gesture = Gesture::erasing;
}

void extend(Drawing& drawing, Point point, float radius) {
  if (!drawing.is_busy() || !is_usable(point)) return;
  if (drawing.gesture == Gesture::erasing) {
    erase_on(drawing.sheet, drawing.eraser, point, radius);
    drawing.eraser = point;
    return;
  }
  Stroke& stroke = drawing.sheet.strokes.back();
  // A pen that rests sends the same place again and again.
  if (stroke.back().x == point.x && stroke.back().y == point.y) return;
  if (count_points(drawing.sheet.strokes) < kMaxDrawingPoints) stroke.push_back(point);
}

void end(Drawing& drawing) {
  if (!drawing.is_busy()) return;
  drawing.gesture = Gesture::none;
  keep_step(drawing);
}

void cancel(Drawing& drawing) {
  if (!drawing.is_busy()) return;
  drawing.gesture = Gesture::none;
  drawing.sheet = std::move(drawing.past.back());
  drawing.past.pop_back();
}

void put(Drawing& drawing, Sheet sheet) {
  end(drawing);
  remember(drawing);
  drawing.sheet = std::move(sheet);
  keep_step(drawing);
}

void undo(Drawing& drawing) {
  end(drawing);
  if (!drawing.can_undo()) return;
  drawing.future.push_back(std::move(drawing.sheet));
  drawing.sheet = std::move(drawing.past.back());
  drawing.past.pop_back();
}

void redo(Drawing& drawing) {
  end(drawing);
  if (!drawing.can_redo()) return;
  drawing.past.push_back(std::move(drawing.sheet));
  drawing.sheet = std::move(drawing.future.back());
  drawing.future.pop_back();
}

void clear(Drawing& drawing) {
  put(drawing, {});
}

std::optional<Image> image_of(const Sheet& sheet, float pen, bool is_normalised) {
  if (sheet.is_blank()) return std::nullopt;
  if (sheet.picture) return merged(sheet.picture->image, render_as_drawn(sheet.strokes, kPadUnits, pen));
  return is_normalised ? render_normalised(sheet.strokes, pen)
                       : render_as_drawn(sheet.strokes, kPadUnits, pen);
}

}  // namespace bottleneck
