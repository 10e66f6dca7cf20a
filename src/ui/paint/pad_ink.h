// The ink of the strokes on the pad, as a texture in the screen's own pixels. What has been inked stays
// there: a frame costs what the pen did since the last one, however much is on the pad.
#pragma once

#include <cstddef>
#include <memory>

#include <imgui.h>

#include "core/raster.h"
#include "core/stroke.h"
#include "ui/paint/paint.h"

namespace bottleneck {

class PadInk {
 public:
  PadInk() = default;
  ~PadInk();
  PadInk(const PadInk&) = delete;
  PadInk& operator=(const PadInk&) = delete;

  // Draws strokes in units of which the pad's side has pad_units. pen: its width in them; is_growing: the
  // last stroke goes on.
  void draw(const Canvas& canvas, const Rect& pad, float pad_units, const Strokes& strokes, float pen,
            bool is_growing);

  // How many pieces of strokes have been inked so far, for tests.
  std::size_t pieces_inked() const { return pieces_inked_; }

 private:
  // What decides where the ink of a point is.
  struct Scale {
    Rect pad{};
    float pixel = 1;  // in CSS pixels
    float unit = 1;   // of the strokes, in CSS pixels
    float pen = 1;

    bool operator==(const Scale&) const = default;
  };

  void begin_anew(const Scale& scale);
  void ink_rest(Stroke& inked, const Stroke& stroke, bool is_growing);
  void ink_piece(const Point& from, const Point& to);
  Nib nib_of(const Point& point) const;
  void mark_changed(const PixelBox& box);

  std::unique_ptr<ImTextureData> texture_;
  Scale scale_;
  PixelBox square_;       // of the screen: what the texture covers
  Strokes inked_;         // what the texture shows
  std::size_t last_ = 0;  // the point of its last stroke from which the next piece goes on
  std::size_t pieces_inked_ = 0;
};

}  // namespace bottleneck
