// What lies on the pad, with undo and redo.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/stroke.h"

namespace bottleneck {

// The pad is a square of kPadUnits × kPadUnits, x to the right, y downwards, whatever its size on the screen:
// a unit is a pixel of the 28×28 image as long as nothing is normalised.
inline constexpr float kPadUnits = kSide;

// A ready-made image on the pad, under the strokes.
struct Picture {
  Image image{};
  int index = 0;  // among the test images of the chosen model's dataset; -1: it is from elsewhere
  int label = 0;
  std::string caption{};   // of one from elsewhere, for the reader: "MNIST, training image 12, labelled 7"
  bool is_erased = false;  // the eraser has been at it: it is not the dataset's image any more

  bool operator==(const Picture&) const = default;
};

// The pad at one moment.
struct Sheet {
  Strokes strokes{};
  std::optional<Picture> picture{};

  bool is_blank() const { return strokes.empty() && !picture; }
};

bool same_strokes(const Strokes& a, const Strokes& b);
// Of all strokes together.
std::size_t count_points(const Strokes& strokes);
bool operator==(const Sheet& a, const Sheet& b);

// What a pointer that is down does.
enum class Gesture : std::uint8_t { none, drawing, erasing };

struct Drawing {
  Sheet sheet;  // its last stroke is still growing while the gesture is `drawing`
  Gesture gesture = Gesture::none;
  Point eraser{};             // where the eraser was last, while erasing
  std::vector<Sheet> past;    // what undo goes back to, oldest first
  std::vector<Sheet> future;  // what redo goes forward to, nearest last

  bool is_blank() const { return sheet.is_blank(); }
  bool is_busy() const { return gesture != Gesture::none; }
  bool can_undo() const { return !past.empty(); }
  bool can_redo() const { return !future.empty(); }
};

// Steps that undo remembers; beyond that the oldest is forgotten.
inline constexpr std::size_t kMaxUndo = 200;
// Points in a drawing; more are not taken (a pen at 200 Hz needs 8 minutes for them).
inline constexpr std::size_t kMaxDrawingPoints = 100'000;

// A gesture from pointer down to pointer up. A point that is not finite is not taken; beginning one ends the
// one before. Without a gesture extend() and end() do nothing. radius: of the eraser, in pad units.
void begin_stroke(Drawing& drawing, Point point);
void begin_erasing(Drawing& drawing, Point point, float radius);
void extend(Drawing& drawing, Point point, float radius);
void end(Drawing& drawing);

// Takes the growing gesture back, as if the pointer had never touched: the touch became something else.
void cancel(Drawing& drawing);

// Puts another sheet on the pad, as one step that can be undone.
void put(Drawing& drawing, Sheet sheet);

// Each does nothing where there is nothing to do. Clearing can be undone.
void undo(Drawing& drawing);
void redo(Drawing& drawing);
void clear(Drawing& drawing);

// The 28×28 image on the pad; nothing for a blank one. Strokes alone are normalised as MNIST's digits were,
// or taken as they lie. A picture is normalised already: strokes on it are added where they lie. pen: in
// image pixels.
std::optional<Image> image_of(const Sheet& sheet, float pen, bool is_normalised);

}  // namespace bottleneck
