// Where the cards of the page lie.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "ui/geometry.h"
#include "ui/view.h"

namespace bottleneck {

// wide: pad on the left, pipelines and all cards on its right. medium: pad and one card side by side, the
// pipelines below. narrow: one column. On medium and narrow pages tabs choose the card.
enum class Shape : std::uint8_t { narrow, medium, wide };

struct PageSize {
  float width = 0;            // of the canvas, in CSS pixels
  float viewport_height = 0;  // what of it can be seen at once
};

// What the page shows, and how high it wants to be at a width.
struct PageContent {
  bool has_header = true;
  int pipelines = 1;
  std::vector<Tab> cards;  // all that may be shown
  Tab tab = Tab::codes;    // the one shown where there is room for one
  bool has_about = true;
  std::function<float(float width)> notes_height;  // 0: no notes
  std::function<float(float width)> pipeline_height;
  std::function<float(Tab card, float width)> card_height;
  std::function<float(float width)> about_height;
};

struct CardPlace {
  Tab card;
  Rect place;
};

struct PageLayout {
  Shape shape = Shape::narrow;
  Rect header;          // empty where there is none
  Rect header_content;  // from margin to margin
  Rect notes;           // empty where there are none
  Rect pad_card;        // empty on a narrow page, where the pad stands on the paper
  Rect pad;             // a square
  Rect controls;        // undo, redo, clear
  Rect tools;           // pen or eraser, and how wide
  Rect tabs;            // empty on a wide page
  std::vector<Rect> pipelines;
  std::vector<CardPlace> cards;
  Rect about;        // a paragraph; empty where there is no room for one
  float height = 0;  // of the whole page
};

PageLayout lay_out(const PageSize& size, const PageContent& content);

}  // namespace bottleneck
