#include "ui/layout.h"

#include <algorithm>
#include <cmath>

#include "ui/tokens.h"

namespace bottleneck {
namespace {

constexpr float kWideFrom = 1000;
constexpr float kMediumFrom = 600;
constexpr float kMediumLandscapeFrom = 480;  // a phone on its side: the pad's height is what is scarce
constexpr float kWidestContent = 1440;       // beyond it the page stays in the middle
constexpr float kSmallestPad = 200;

Shape shape_of(const PageSize& size) {
  if (size.width >= kWideFrom) return Shape::wide;
  if (size.width >= kMediumFrom) return Shape::medium;
  return size.width >= kMediumLandscapeFrom && size.viewport_height < size.width ? Shape::medium
                                                                                 : Shape::narrow;
}

// Puts the card with the pad at `at`: the pad, and its controls below.
void place_pad_card(PageLayout& layout, float x, float y, float side) {
  layout.pad_card = {x, y, side + 2 * kSpace3, side + kControlHeight + 3 * kSpace3};
  layout.pad = {x + kSpace3, y + kSpace3, side, side};
  layout.controls = {layout.pad.x, layout.pad.bottom() + kSpace3, side, kControlHeight};
}

void lay_out_wide(PageLayout& layout, const PageSize& size, const Rect& content,
                  const CardHeight& pipeline_height, const CardHeight& nearest_height) {
  const float by_width = std::clamp(content.width * 0.26F, 320.0F, 400.0F);
  const float by_height = size.viewport_height - content.y - kControlHeight - 3 * kSpace3 - kSpace5;
  place_pad_card(layout, content.x, content.y,
                 std::floor(std::max(std::min(by_width, by_height), kSmallestPad)));
  layout.about = {content.x, layout.pad_card.bottom() + kSpace4, layout.pad_card.width, 0};

  const float x = layout.pad_card.right() + kSpace5;
  const float width = content.right() - x;
  layout.pipeline = {x, content.y, width, pipeline_height(width)};
  layout.nearest = {x, layout.pipeline.bottom() + kSpace5, width, nearest_height(width)};
}

void lay_out_medium(PageLayout& layout, const PageSize& size, const Rect& content,
                    const CardHeight& pipeline_height, const CardHeight& nearest_height) {
  const float by_width = content.width * 0.45F;
  const float by_height = size.viewport_height - content.y - kControlHeight - 3 * kSpace3 - kSpace4;
  const float side = std::clamp(std::min(by_width, by_height), kSmallestPad, 360.0F);
  place_pad_card(layout, content.x, content.y, std::floor(side));

  const float x = layout.pad_card.right() + kSpace3;
  const float width = content.right() - x;
  layout.nearest = {x, content.y, width, std::max(nearest_height(width), layout.pad_card.height)};
  const float y = std::max(layout.pad_card.bottom(), layout.nearest.bottom()) + kSpace3;
  layout.pipeline = {content.x, y, content.width, pipeline_height(content.width)};
}

void lay_out_narrow(PageLayout& layout, const PageSize& size, const Rect& content,
                    const CardHeight& pipeline_height, const CardHeight& nearest_height) {
  // As wide as the screen; never so high that its buttons leave the screen.
  const float by_height = size.viewport_height - content.y - kControlHeight - kSpace3 - kSpace2;
  const float side = std::floor(std::min(content.width, std::max(by_height, kSmallestPad)));
  layout.pad = {content.x + std::floor((content.width - side) / 2), content.y, side, side};
  layout.controls = {content.x, layout.pad.bottom() + kSpace2, content.width, kControlHeight};
  layout.pipeline = {content.x, layout.controls.bottom() + kSpace3, content.width,
                     pipeline_height(content.width)};
  layout.nearest = {content.x, layout.pipeline.bottom() + kSpace3, content.width,
                    nearest_height(content.width)};
}

}  // namespace

PageLayout lay_out(const PageSize& size, const CardHeight& pipeline_height,
                   const CardHeight& nearest_height) {
  PageLayout layout;
  layout.shape = shape_of(size);
  const bool is_wide = layout.shape == Shape::wide;
  const float margin = is_wide ? kSpace5 : size.width < 360 ? kSpace3 : kSpace4;
  const float width = std::min(size.width - 2 * margin, kWidestContent);
  const float header_height = layout.shape == Shape::narrow ? 48 : 52;
  layout.header = {0, 0, size.width, header_height};
  layout.header_content = {std::floor((size.width - width) / 2), 0, width, header_height};

  const float gap = is_wide ? kSpace5 : kSpace3;
  const Rect content{layout.header_content.x, header_height + gap, width, 0};
  switch (layout.shape) {
    case Shape::wide:
      lay_out_wide(layout, size, content, pipeline_height, nearest_height);
      break;
    case Shape::medium:
      lay_out_medium(layout, size, content, pipeline_height, nearest_height);
      break;
    case Shape::narrow:
      lay_out_narrow(layout, size, content, pipeline_height, nearest_height);
      break;
  }
  layout.height = std::max(layout.pipeline.bottom(), layout.nearest.bottom()) + gap;
  layout.height = std::max(layout.height, layout.pad_card.bottom() + gap);
  return layout;
}

}  // namespace bottleneck
