#include "lab/drawing/stroke_text.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

namespace bottleneck {
namespace {

// Steps to a pad unit, and to the pen's width. A finer grid takes longer texts, and a coarser one makes more
// normalised images come out a pixel aside: with tenths 4 of 100 digits written with a mouse, with twentieths
// 2, for as many characters once kTolerance makes use of it.
constexpr int kSteps = 20;
constexpr int kLowest = static_cast<int>(-kMaxReach) * kSteps;          // of x and y
constexpr int kHighest = static_cast<int>(kSide + kMaxReach) * kSteps;  // of x and y
constexpr int kThinnestWidth = static_cast<int>(kThinnest * kSteps);
constexpr int kThickestWidth = static_cast<int>(kThickest * kSteps);

// How far a point that is left out may lie from the line that replaces it, in steps: 0.075 of a pad unit, and
// as much of the pen's width. Rounding alone moves the points of a straight line up to 0.7 of a step to
// either side of it, so a smaller tolerance would keep them: half of it makes texts a third longer and images
// hardly better.
constexpr double kTolerance = 1.5;

// A point in steps.
struct Mark {
  int x;
  int y;
  int width;

  bool operator==(const Mark&) const = default;
};
using Marks = std::vector<Mark>;

// Where the pen is before the first point.
constexpr Mark kStart{kSide / 2 * kSteps, kSide / 2 * kSteps, kSteps};

// The stroke in steps; nothing when it leaves the limits.
std::optional<Marks> rounded(const Stroke& stroke) {
  Marks marks;
  marks.reserve(stroke.size());
  for (const Point& point : stroke) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y) || !std::isfinite(point.width)) continue;
    const float x = std::round(point.x * kSteps);
    const float y = std::round(point.y * kSteps);
    if (x < kLowest || x > kHighest || y < kLowest || y > kHighest) return std::nullopt;
    const float width = std::round(std::clamp(point.width, kThinnest, kThickest) * kSteps);
    marks.push_back({static_cast<int>(x), static_cast<int>(y), static_cast<int>(width)});
  }
  return marks;
}

// Of the points between two the one that lies the farthest from the line between them, in place or in width;
// null where none is farther than the tolerance.
const Mark* farthest_between(const Mark* a, const Mark* b) {
  const double step_x = b->x - a->x;
  const double step_y = b->y - a->y;
  const double wider = b->width - a->width;
  const double square = step_x * step_x + step_y * step_y;
  double most = kTolerance * kTolerance;  // squared
  const Mark* farthest = nullptr;
  for (const Mark* p = a + 1; p < b; ++p) {
    const double right = p->x - a->x;
    const double down = p->y - a->y;
    const double along = right * step_x + down * step_y;
    // From 0 at a to 1 at b.
    const double t = along <= 0 ? 0 : along >= square ? 1 : along / square;
    const double x = right - t * step_x;
    const double y = down - t * step_y;
    const double width = p->width - a->width - t * wider;
    const double place = x * x + y * y;
    const double misfit = place > width * width ? place : width * width;
    if (misfit <= most) continue;
    most = misfit;
    farthest = p;
  }
  return farthest;
}

// Keeps the two ends, and of the points between the worst one if the line between the ends misses it by more
// than the tolerance; then the same on both sides of it (D. Douglas, T. Peucker, "Algorithms for the
// reduction of the number of points required to represent a digitized line", 1973). Done again it keeps all
// points: it is the same points that are the worst. Nothing when more than `most` remain, which also bounds
// the time.
std::optional<Marks> simplified(const Marks& marks, std::size_t most) {
  if (marks.size() <= 1) return marks;
  std::vector<bool> is_kept(marks.size(), false);
  is_kept.front() = is_kept.back() = true;
  std::size_t kept = 2;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, marks.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    const Mark* const farthest = farthest_between(&marks[first], &marks[last]);
    if (!farthest) continue;
    if (++kept > most) return std::nullopt;
    const auto at = static_cast<std::size_t>(farthest - marks.data());
    is_kept[at] = true;
    open.emplace_back(first, at);
    open.emplace_back(at, last);
  }
  Marks rest;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (is_kept[i]) rest.push_back(marks[i]);
  }
  if (rest.size() == 2 && rest[0] == rest[1]) rest.pop_back();  // a dot
  return rest;
}

// Numbers. A way w becomes z = 2 w, or −2 w − 1 where it is negative. Of the 62 digits, the first kOne stand
// for a z of their own, the next kTwo begin a z of two digits, and the last one a z of three. kOne was chosen
// on synthetic digits.
constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr int kBase = 62;
constexpr int kOne = 54;
constexpr int kTwo = 7;
static_assert(kDigits.size() == kBase && kOne + kTwo + 1 == kBase);
static_assert(kThickestWidth < kBase);
static_assert(2 * (kHighest - kLowest) < kOne + kTwo * kBase + kBase * kBase);

void append_digit(std::string& text, int digit) {
  assert(digit >= 0 && digit < kBase);
  text += kDigits[static_cast<std::size_t>(digit)];
}

void append_way(std::string& text, int way) {
  int z = way < 0 ? -2 * way - 1 : 2 * way;
  if (z < kOne) return append_digit(text, z);
  z -= kOne;
  if (z < kTwo * kBase) {
    append_digit(text, kOne + z / kBase);
    return append_digit(text, z % kBase);
  }
  z -= kTwo * kBase;
  append_digit(text, kBase - 1);
  append_digit(text, z / kBase);
  append_digit(text, z % kBase);
}

// Takes the next digit from the front of the text; -1 where there is none.
int take_digit(std::string_view& text) {
  if (text.empty()) return -1;
  const std::size_t digit = kDigits.find(text.front());
  text.remove_prefix(1);
  return digit == std::string_view::npos ? -1 : static_cast<int>(digit);
}

std::optional<int> take_way(std::string_view& text) {
  int z = take_digit(text);
  if (z < 0) return std::nullopt;
  if (z >= kOne) {
    const bool is_long = z == kBase - 1;
    const int high = is_long ? take_digit(text) : z - kOne;
    const int low = take_digit(text);
    if (high < 0 || low < 0) return std::nullopt;
    z = kOne + (is_long ? kTwo * kBase : 0) + high * kBase + low;
  }
  return z % 2 == 0 ? z / 2 : -(z + 1) / 2;
}

// Takes a character from the front of the text, if it is there.
bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<std::string> write_stroke_text(const Strokes& strokes) {
  std::string text;
  Mark pen = kStart;
  for (const Stroke& stroke : strokes) {
    const std::optional<Marks> marks = rounded(stroke);
    if (!marks) return std::nullopt;
    // A point takes two characters at least.
    const std::optional<Marks> points = simplified(*marks, kMaxDrawingText / 2);
    if (!points) return std::nullopt;
    if (!points->empty() && !text.empty()) text += '-';
    for (const Mark& point : *points) {
      if (point.width != pen.width) {
        text += '_';
        append_digit(text, point.width);
      }
      append_way(text, point.x - pen.x);
      append_way(text, point.y - pen.y);
      pen = point;
    }
    if (text.size() > kMaxDrawingText) return std::nullopt;
  }
  return text;
}

std::optional<Strokes> read_stroke_text(std::string_view text) {
  if (text.size() > kMaxDrawingText) return std::nullopt;
  Strokes strokes;
  Mark pen = kStart;
  while (!text.empty()) {
    if (strokes.empty() || take(text, '-')) strokes.emplace_back();
    if (take(text, '_')) pen.width = take_digit(text);
    const std::optional<int> right = take_way(text);
    const std::optional<int> down = take_way(text);
    if (!right || !down) return std::nullopt;
    pen.x += *right;
    pen.y += *down;
    if (pen.x < kLowest || pen.x > kHighest || pen.y < kLowest || pen.y > kHighest) return std::nullopt;
    if (pen.width < kThinnestWidth || pen.width > kThickestWidth) return std::nullopt;
    constexpr float kUnit = kSteps;
    strokes.back().push_back({static_cast<float>(pen.x) / kUnit, static_cast<float>(pen.y) / kUnit,
                              static_cast<float>(pen.width) / kUnit});
  }
  return strokes;
}

}  // namespace bottleneck
