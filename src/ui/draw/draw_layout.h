// Where the cards of the draw station lie.
#pragma once

#include <functional>
#include <vector>

#include "ui/paint/layout.h"
#include "ui/paint/view.h"

namespace bottleneck {

// A card of opinions (ui/draw/cards.h), or of samples. As a strip, who votes, the votes and the neighbours
// stand side by side.
struct CardPlace {
  Tab card;
  Rect place;
  bool is_strip = false;
};

// What the station shows, and how high it wants to be at a width.
struct DrawContent {
  int pipelines = 1;
  std::vector<Tab> cards;  // all that may be shown
  Tab tab = Tab::codes;    // the one shown where there is room for one
  bool has_about = true;
  bool has_keeping = true;
  bool has_fingers = false;  // small things want to be larger
  std::function<float(float width)> pipeline_height;
  std::function<float(float width)> overview_height;
  std::function<float(const CardPlace& card)> card_height;  // at the place's width
  std::function<float(float width)> about_height;
};

struct DrawLayout {
  Shape shape = Shape::narrow;
  Rect pad_card;  // empty on a narrow page, where the pad stands on the paper
  Rect pad;       // a square
  Rect controls;  // undo, redo, clear
  Rect tools;     // pen or eraser, and how wide
  Rect keeping;   // as what the drawing is kept; empty where it is not
  Rect overview;  // the pipeline in small; empty where the first one is seen at once
  Rect tabs;      // empty on a wide page
  std::vector<Rect> pipelines;
  std::vector<CardPlace> cards;
  Rect about;        // a paragraph; empty where there is no room for one
  float height = 0;  // of the whole page
};

// wide: pad on the left, pipelines and all cards on its right, as strips where more than two of them would
// not be seen at once. medium: pad and one card side by side, the pipelines below. narrow: one column. On
// medium and narrow pages tabs choose the card, and where the first pipeline lies below what can be seen at
// once, an overview stands beside the pad or below it.
DrawLayout lay_out_draw(const PageFrame& frame, const DrawContent& content);

}  // namespace bottleneck
