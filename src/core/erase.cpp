#include "core/erase.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <utility>

namespace bottleneck {
namespace {

// A part of the line p + t · (q − p); empty unless begin <= end.
struct Interval {
  double begin = std::numeric_limits<double>::infinity();
  double end = -std::numeric_limits<double>::infinity();

  bool is_empty() const { return !(begin <= end); }
};

// Where low <= start + t · step <= high.
Interval between(double start, double step, double low, double high) {
  constexpr double kAll = std::numeric_limits<double>::infinity();
  if (step == 0) return start >= low && start <= high ? Interval{-kAll, kAll} : Interval{};
  const double a = (low - start) / step;
  const double b = (high - start) / step;
  return {std::min(a, b), std::max(a, b)};
}

Interval both(const Interval& a, const Interval& b) {
  return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

// The places within `radius` of a segment: its two end discs and the strip between them.
class Capsule {
 public:
  Capsule(const Point& from, const Point& to, double radius)
      : x_(from.x), y_(from.y), length_(std::hypot(double{to.x} - x_, double{to.y} - y_)), radius_(radius) {
    assert(std::isfinite(from.x) && std::isfinite(from.y) && std::isfinite(to.x) && std::isfinite(to.y));
    assert(radius > 0);
    if (length_ == 0) return;
    along_x_ = (to.x - x_) / length_;
    along_y_ = (to.y - y_) / length_;
  }

  bool contains(double x, double y) const {
    const Place place = seen(x, y);
    const double beyond = place.along - std::clamp(place.along, 0.0, length_);
    return beyond * beyond + place.across * place.across <= radius_ * radius_;
  }

  // Where the line from p (t = 0) to q (t = 1) lies inside. The capsule is convex: the parts inside its
  // pieces make one interval. p and q must be different places.
  Interval inside(const Point& p, const Point& q) const {
    const Place start = seen(p.x, p.y);
    const Place end = seen(q.x, q.y);
    const Place step{end.along - start.along, end.across - start.across};
    assert(step.along != 0 || step.across != 0);
    const Interval strip = both(between(start.along, step.along, 0, length_),
                                between(start.across, step.across, -radius_, radius_));
    Interval all;
    for (const Interval& piece : {strip, in_disc(start, step, 0), in_disc(start, step, length_)}) {
      if (piece.is_empty()) continue;
      all = {std::min(all.begin, piece.begin), std::max(all.end, piece.end)};
    }
    return all;
  }

 private:
  // A place, or a step, in the capsule's own directions.
  struct Place {
    double along;
    double across;
  };

  Place seen(double x, double y) const {
    const double right = x - x_;
    const double down = y - y_;
    return {right * along_x_ + down * along_y_, down * along_x_ - right * along_y_};
  }

  // Half a chord on either side of the line's place nearest to the centre, which keeps more digits than the
  // quadratic formula where the centre is far away.
  Interval in_disc(const Place& start, const Place& step, double centre) const {
    const double square = step.along * step.along + step.across * step.across;
    const double ahead = centre - start.along;
    const double nearest = (ahead * step.along - start.across * step.across) / square;
    const double cross = ahead * step.across + start.across * step.along;
    const double half_square = radius_ * radius_ - cross * cross / square;
    if (!(half_square >= 0)) return {};
    const double half = std::sqrt(half_square / square);
    return {nearest - half, nearest + half};
  }

  double x_;
  double y_;
  double length_;
  double radius_;
  double along_x_ = 1;  // the direction of the movement; any will do for a disc
  double along_y_ = 0;
};

bool is_finite(const Point& point) {
  return std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.width);
}

bool same_place(const Point& a, const Point& b) {
  return a.x == b.x && a.y == b.y;
}

Point on_the_way(const Point& p, const Point& q, double t) {
  const auto mix = [t](float a, float b) { return static_cast<float>(a + t * (double{b} - a)); };
  return {mix(p.x, q.x), mix(p.y, q.y), mix(p.width, q.width)};
}

// A stroke's remains, as they are found from its beginning to its end.
class Remains {
 public:
  explicit Remains(Strokes& strokes) : strokes_(strokes) {}

  void add(const Point& point) { piece_.push_back(point); }

  // Ends the piece at a cut. One without any extent is what rounding has left at the capsule's edge: it would
  // show as a dot where a line was erased.
  void cut() {
    const bool has_extent = std::ranges::any_of(
        piece_, [this](const Point& point) { return !same_place(point, piece_.front()); });
    if (has_extent) strokes_.push_back(std::move(piece_));
    piece_ = {};
    is_cut_ = true;
  }

  // Ends the last piece, at the stroke's own end. A stroke that was not cut stays whatever it is.
  void end() {
    if (is_cut_) {
      cut();
    } else if (!piece_.empty()) {
      strokes_.push_back(std::move(piece_));
    }
  }

 private:
  Strokes& strokes_;
  Stroke piece_;
  bool is_cut_ = false;
};

// Appends what remains of a stroke whose points are finite.
void append_remains(Strokes& strokes, const Stroke& stroke, const Capsule& capsule) {
  Remains remains(strokes);
  bool is_inside = false;  // the point before
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const Point& q = stroke[i];
    const bool was_inside = is_inside;
    // The points decide, and the intervals only say where between them: the two cannot disagree about a
    // point on the edge.
    is_inside = capsule.contains(q.x, q.y);
    if (i == 0 || same_place(stroke[i - 1], q)) {
      if (is_inside) {
        remains.cut();
      } else {
        remains.add(q);
      }
      continue;
    }
    const Point& p = stroke[i - 1];
    const Interval gap = capsule.inside(p, q);
    const double enter = std::clamp(gap.begin, 0.0, 1.0);
    const double leave = std::clamp(gap.end, 0.0, 1.0);
    const bool crosses = was_inside || is_inside || (!gap.is_empty() && enter < leave);
    if (crosses) {
      const Point last = on_the_way(p, q, enter);
      const Point first = on_the_way(p, q, leave);
      if (!was_inside && !same_place(last, p)) remains.add(last);
      remains.cut();
      if (!is_inside && !same_place(first, q)) remains.add(first);
    }
    if (!is_inside) remains.add(q);
  }
  remains.end();
}

}  // namespace

Strokes erase(const Strokes& strokes, Point from, Point to, float radius) {
  const Capsule capsule(from, to, radius);
  Strokes remaining;
  remaining.reserve(strokes.size());
  Stroke usable;
  for (const Stroke& stroke : strokes) {
    usable.clear();
    std::ranges::copy_if(stroke, std::back_inserter(usable), is_finite);
    append_remains(remaining, usable, capsule);
  }
  return remaining;
}

void erase_pixels(Image& image, Point from, Point to, float radius) {
  const Capsule capsule(from, to, radius);
  for (std::size_t i = 0; i < image.size(); ++i) {
    const double x = static_cast<double>(i % kSide) + 0.5;
    const double y = static_cast<double>(i / kSide) + 0.5;
    if (capsule.contains(x, y)) image[i] = 0;
  }
}

}  // namespace bottleneck
