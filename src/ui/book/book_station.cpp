#include "ui/paint/guide.h"
#include "ui/paint/stations.h"

namespace bottleneck {

float draw_book_station(const Panel& panel, const PageFrame& frame) {
  Rect card = frame.area;
  card.height = draw_guide(panel.measuring(), card);
  draw_guide(panel, card);
  return card.bottom() + frame.gap;
}

}  // namespace bottleneck
