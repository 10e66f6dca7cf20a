#include "ui/paint/layout.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/tokens.h"

namespace bottleneck {
namespace {

constexpr float kWideFrom = 1000;
constexpr float kMediumFrom = 600;
constexpr float kMediumLandscapeFrom = 480;  // a phone on its side: the height is what is scarce
constexpr float kWidestContent = 1440;       // beyond it the page stays in the middle

Shape shape_of(const PageSize& size) {
  if (size.width >= kWideFrom) return Shape::wide;
  if (size.width >= kMediumFrom) return Shape::medium;
  return size.width >= kMediumLandscapeFrom && size.viewport_height < size.width ? Shape::medium
                                                                                 : Shape::narrow;
}

}  // namespace

float own_window_height(float width) {
  constexpr float kLeast = 480;
  constexpr float kMost = 800;
  constexpr float kShare = 0.7F;  // of a screen that lies on its side
  return width < kMediumLandscapeFrom ? kMost : std::clamp(std::floor(width * kShare), kLeast, kMost);
}

PageFrame lay_out_frame(const PageSize& size, bool has_header) {
  PageFrame frame;
  frame.size = size;
  frame.shape = shape_of(size);
  const bool is_wide = frame.shape == Shape::wide;
  const float margin = is_wide ? kSpace5 : size.width < 360 ? kSpace3 : kSpace4;
  const float width = std::min(size.width - 2 * margin, kWidestContent);
  const float x = std::floor((size.width - width) / 2);
  const float header_height = !has_header ? 0 : frame.shape == Shape::narrow ? 48 : 52;
  frame.header = {0, 0, size.width, header_height};
  frame.header_content = {x, 0, width, header_height};
  frame.gap = is_wide ? kSpace5 : kSpace3;
  frame.area = {x, header_height + frame.gap, width, 0};
  return frame;
}

void place_notes(PageFrame& frame, float height) {
  if (height > 0) frame.notes = cut_top(frame.area, height, frame.gap);
}

}  // namespace bottleneck
