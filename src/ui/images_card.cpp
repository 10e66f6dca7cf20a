#include "ui/images_card.h"

namespace bottleneck {
void draw_images_card(const Session&, View&, const Canvas& canvas, const Rect& card, std::vector<Action>&) {
  draw_card(canvas, card);
}
}  // namespace bottleneck
