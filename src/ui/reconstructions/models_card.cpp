#include <cmath>
#include <string>

#include "texts/reconstructions.h"
#include "ui/paint/offered.h"
#include "ui/paint/offered_lists.h"
#include "ui/reconstructions/cards.h"

namespace bottleneck {
namespace {

constexpr float kTickHeight = 28;
constexpr float kTwoTicksFrom = 460;  // in two columns, where they have room

}  // namespace

float draw_models_card(const Panel& panel, const Rect& card) {
  const auto& entries = panel.session.library.entries;
  if (entries.empty() || !panel.offers.find("rows")) return 0;
  draw_card(panel, card, "card:models");
  const float padding = card_padding(card.width);
  Rect area = card.inset(padding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, panel.palette().ink, texts::kRowsTitle);
  use_choice(panel, {"rows", "", "row-sets"}, cut_top(area, kControlHeight, kSpace2));
  const int columns = area.width >= kTwoTicksFrom ? 2 : 1;
  const float width =
      std::floor((area.width - static_cast<float>(columns - 1) * kSpace4) / static_cast<float>(columns));
  const auto count = static_cast<int>(entries.size());
  const int rows = (count + columns - 1) / columns;
  for (int i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i / rows);
    const auto row = static_cast<float>(i % rows);
    use_toggle(panel, "row:" + entries[static_cast<std::size_t>(i)].name,
               {area.x + column * (width + kSpace4), area.y + row * kTickHeight, width, kTickHeight});
  }
  return area.y + static_cast<float>(rows) * kTickHeight + padding - card.y;
}

}  // namespace bottleneck
