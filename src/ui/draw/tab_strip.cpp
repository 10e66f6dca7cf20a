#include <algorithm>

#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

Segment segment_of(Tab card) {
  switch (card) {
    case Tab::other_codes:
      return {"tab:other-codes", texts::kOtherCodesTab};
    case Tab::pixels:
      return {"tab:pixels", texts::kPixelsTab};
    case Tab::samples:
      return {"tab:samples", texts::kSamplesTab};
    case Tab::codes:
      break;
  }
  return {"tab:codes", texts::kCodesTab};
}

}  // namespace

void draw_tab_strip(const Panel& panel, const DrawLayout& layout, const std::vector<Tab>& cards) {
  std::vector<Segment> choices;
  for (const Tab card : cards) choices.push_back(segment_of(card));
  const auto shown = std::ranges::find(cards, panel.view.tab);
  const auto chosen = shown == cards.end() ? 0 : static_cast<std::size_t>(shown - cards.begin());
  if (const auto pressed = segments(panel, layout.tabs, choices, chosen)) panel.view.tab = cards[*pressed];
}

}  // namespace bottleneck
