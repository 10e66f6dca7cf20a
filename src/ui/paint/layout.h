// What every station has around it: the bar on top, notes, and the room below them.
#pragma once

#include <cstdint>

#include "ui/paint/geometry.h"

namespace bottleneck {

// wide: room for several columns. medium: for two. narrow: one column, and stations in a menu.
enum class Shape : std::uint8_t { narrow, medium, wide };

struct PageSize {
  float width = 0;            // of the canvas, in CSS pixels
  float viewport_height = 0;  // what of it can be seen at once
};

struct PageFrame {
  PageSize size;
  Shape shape = Shape::narrow;
  float gap = 0;        // between header, notes and cards
  Rect header;          // empty where there is none
  Rect header_content;  // from margin to margin
  Rect notes;           // empty where there are none
  Rect area;            // where the station begins; its height is the station's business
};

// The height of a window that the page would choose for itself: what it tells the page around it of its
// height must not depend on how high that one has made it.
float own_window_height(float width);

PageFrame lay_out_frame(const PageSize& size, bool has_header);

// Makes room for notes on top of the station.
void place_notes(PageFrame& frame, float height);

}  // namespace bottleneck
