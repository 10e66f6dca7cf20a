// Equal square tiles in rows.
#pragma once

#include "ui/paint/geometry.h"

namespace bottleneck {

struct TileGrid {
  int columns = 0;
  int rows = 0;  // that there is room for
  float side = 0;
  float caption = 0;  // below each tile
  float gap = kGap;   // between tiles of a row: a little more where they would not fill it

  static constexpr float kGap = 6;

  int tiles() const { return columns * rows; }
  float pitch_y() const { return side + caption + kGap; }
  float height() const { return static_cast<float>(rows) * pitch_y() - kGap; }
  // place: among all tiles, from the upper left one.
  Rect tile(const Rect& room, int place) const {
    return {room.x + static_cast<float>(place % columns) * (side + gap),
            room.y + static_cast<float>(place / columns) * pitch_y(), side, side};
  }
};

// The largest tiles, of `smallest` to `largest`, with which all of `count` have room, or a little smaller
// ones that fill their last row better; where they would be smaller than the smallest, as many of those as
// there is room for.
TileGrid fit_tiles(const Rect& room, int count, float smallest, float largest, float caption = 0);

}  // namespace bottleneck
