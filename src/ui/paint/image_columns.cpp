#include "ui/paint/image_columns.h"

#include <algorithm>
#include <cmath>

namespace bottleneck {
namespace {

constexpr float kOneBlockFrom = 440;  // narrower places have two
constexpr float kColumnGap = 6;

}  // namespace

float ImageColumns::height(float block) const {
  return static_cast<float>(blocks) * block + static_cast<float>(blocks - 1) * kSpace3;
}

Rect ImageColumns::tile(const Rect& area, int image, float block) const {
  const auto column = static_cast<float>(image % columns);
  const auto row = static_cast<float>(image / columns);
  return {std::floor(area.x + column * pitch), area.y + row * (block + kSpace3), side, side};
}

ImageColumns fit_columns(float width, int images, float largest_side) {
  ImageColumns fit;
  const bool is_one_block = width >= kOneBlockFrom;
  fit.blocks = is_one_block ? 1 : 2;
  fit.columns = std::max(1, (images + fit.blocks - 1) / fit.blocks);
  fit.blocks = std::max(1, (images + fit.columns - 1) / fit.columns);
  const auto columns = static_cast<float>(fit.columns);
  const float gap = is_one_block ? kColumnGap : kSpace2;
  fit.side = std::min(std::floor((width - gap * (columns - 1)) / columns), largest_side);
  // Where the tiles cannot fill the width they stand apart.
  const float pitch = fit.columns > 1 ? (width - fit.side) / (columns - 1) : 0;
  fit.pitch = std::min(pitch, fit.side + 2 * kSpace3);
  return fit;
}

void mark_drawing(const Canvas& canvas, const Rect& upper, float bottom) {
  outline_rect(canvas, {upper.x - 2, upper.y - 2, upper.width + 4, bottom - upper.y + 4},
               canvas.palette().image, kSmallTileRadius + 2);
}

}  // namespace bottleneck
