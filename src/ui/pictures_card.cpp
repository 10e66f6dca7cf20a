#include "ui/pictures_card.h"

namespace bottleneck {

float pictures_card_height(const Session& /*session*/, const Look& /*look*/, float /*width*/) {
  return 100;
}

void draw_pictures_card(const Session& /*session*/, View& /*view*/, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& /*actions*/) {
  draw_card(canvas, card);
}

}  // namespace bottleneck
