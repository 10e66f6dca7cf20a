#include "ui/drawings_card.h"

namespace bottleneck {

float drawings_card_height(const Session& /*session*/, const Look& /*look*/, float /*width*/) {
  return 100;
}

void draw_drawings_card(const Session& /*session*/, View& /*view*/, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& /*actions*/) {
  draw_card(canvas, card);
}

}  // namespace bottleneck
