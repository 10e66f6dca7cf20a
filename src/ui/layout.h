// Where the cards of the page lie.
#pragma once

#include <cstdint>
#include <functional>

#include "ui/geometry.h"

namespace bottleneck {

// wide: pad on the left, pipeline and votes on its right. medium: pad and votes side by side, the pipeline
// below. narrow: one column.
enum class Shape : std::uint8_t { narrow, medium, wide };

struct PageSize {
  float width = 0;            // of the canvas, in CSS pixels
  float viewport_height = 0;  // what of it can be seen at once
};

struct PageLayout {
  Shape shape = Shape::narrow;
  Rect header;
  Rect header_content;  // from margin to margin
  Rect pad_card;        // empty on a narrow page, where the pad stands on the paper
  Rect pad;             // a square
  Rect controls;
  Rect about;  // the upper edge of a paragraph; empty where there is no room for one
  Rect pipeline;
  Rect nearest;
  float height = 0;  // of the whole page
};

// How high a card wants to be at a width: what it shows decides.
using CardHeight = std::function<float(float width)>;

PageLayout lay_out(const PageSize& size, const CardHeight& pipeline_height, const CardHeight& nearest_height);

}  // namespace bottleneck
