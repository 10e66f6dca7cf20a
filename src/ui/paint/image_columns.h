// Images in columns, each above what is made of it: in one row of columns, or in two where that would make
// them too small.
#pragma once

#include "ui/paint/paint.h"

namespace bottleneck {

struct ImageColumns {
  int columns = 1;
  int blocks = 1;  // rows of columns
  float side = 0;
  float pitch = 0;

  // block: how high a column is.
  float height(float block) const;
  // The upper left tile of a column, by the place of its image.
  Rect tile(const Rect& area, int image, float block) const;
};
ImageColumns fit_columns(float width, int images, float largest_side);

// Marks the column of the reader's drawing, from its upper tile down to `bottom`.
void mark_drawing(const Canvas& canvas, const Rect& upper, float bottom);

}  // namespace bottleneck
