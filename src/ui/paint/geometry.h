// Rectangles in CSS pixels, x to the right, y downwards.
#pragma once

namespace bottleneck {

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  float middle_x() const { return x + width / 2; }
  float middle_y() const { return y + height / 2; }
  bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }

  bool operator==(const Rect&) const = default;

  Rect inset(float by) const { return inset(by, by); }
  Rect inset(float across, float down) const {
    return {x + across, y + down, width - 2 * across, height - 2 * down};
  }
};

// Cuts a strip off a rectangle and returns it; `gap` more is taken away between the two.
inline Rect cut_top(Rect& from, float height, float gap = 0) {
  const Rect strip{from.x, from.y, from.width, height};
  from.y += height + gap;
  from.height -= height + gap;
  return strip;
}
inline Rect cut_left(Rect& from, float width, float gap = 0) {
  const Rect strip{from.x, from.y, width, from.height};
  from.x += width + gap;
  from.width -= width + gap;
  return strip;
}
inline Rect cut_right(Rect& from, float width, float gap = 0) {
  const Rect strip{from.right() - width, from.y, width, from.height};
  from.width -= width + gap;
  return strip;
}

}  // namespace bottleneck
