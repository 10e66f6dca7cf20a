#include "ui/draw/pipeline_layout.h"

#include <cmath>

#include "ui/draw/cards.h"
#include "ui/draw/code_bars.h"

namespace bottleneck {
namespace {

constexpr float kRoomyFrom = 480;
constexpr float kRoomForUnit = 230;  // all of what is said of the unit in hand

float column_side(float inner) {
  if (inner >= 960) return 196;
  if (inner >= 760) return 168;
  if (inner >= 640) return 128;
  if (inner >= 480) return 120;
  return std::floor(inner * 0.31F);
}

}  // namespace

PipelineLayout lay_out_pipeline(const Rect& card, bool has_image) {
  const float padding = card_padding(card.width);
  const Rect inner = card.inset(padding);
  const float side = column_side(inner.width);
  const float gap = inner.width < kRoomyFrom ? kSpace1 : kSpace2;
  const float image = has_image ? side + gap : 0;
  const float code_width =
      std::floor(inner.width * (inner.width >= 640 ? 0.31F : 0.25F)) + side + gap - image;
  const float funnel = (inner.width - side - image - code_width - 3 * gap) / 2;

  PipelineLayout parts{};
  parts.is_roomy = inner.width >= kRoomyFrom;
  parts.title = {inner.x, inner.y, inner.width, kLineHeight};
  parts.label_y = inner.y + kLineHeight + kSpace2;
  const float y = parts.label_y + kLineHeight + kSpace1;
  Rect row{inner.x, y, inner.width, side};
  if (has_image) parts.image = cut_left(row, side, gap);
  parts.encoder = cut_left(row, funnel, gap);
  parts.code = cut_left(row, code_width, gap);
  parts.decoder = cut_left(row, funnel, gap);
  parts.reconstruction = {inner.right() - side, y, side, side};

  const float code_left = has_image ? parts.image.right() + kSpace1 : inner.x;
  parts.code_column = {code_left, y, parts.reconstruction.x - kSpace1 - code_left, side};
  parts.caption_y = y + side + kSpace2;
  // Where the columns are narrow, the unit in hand stands below the switch, or has a row of its own.
  const bool is_below = parts.is_roomy || parts.room_below() >= kRoomForUnit;
  const float unit_row = is_below ? 0 : kSpace2 + kUnitRowHeight;
  parts.extras = {inner.x, parts.caption_y + kLineHeight + kSpace1, inner.width,
                  kErrorStripHeight + unit_row};
  return parts;
}

}  // namespace bottleneck
