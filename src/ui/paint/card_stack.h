// Cards one below the other, each as high as it wants to be.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

struct CardStack {
  const Panel& panel;
  Rect place;  // of the next card
  float gap;

  // draw(panel, card) returns the height that it wants; 0: there is no such card now.
  template <class Draw>
  void add(const Draw& draw) {
    Rect card = place;
    card.height = draw(panel.measuring(), card);
    if (card.height <= 0) return;
    draw(panel, card);
    place.y = card.bottom() + gap;
  }
  float bottom() const { return place.y - gap; }
};

}  // namespace bottleneck
