#include "ui/layout.h"

#include <algorithm>
#include <cmath>

#include "ui/tokens.h"

namespace bottleneck {
namespace {

constexpr float kWideFrom = 1000;
constexpr float kMediumFrom = 600;
constexpr float kMediumLandscapeFrom = 480;  // a phone on its side: the pad's height is what is scarce
constexpr float kWidestContent = 1440;       // beyond it the page stays in the middle
constexpr float kSmallestPad = 160;
constexpr float kSmallestCard = 380;  // of two cards side by side
// Below the pad: a gap, two rows of controls, a gap between them.
constexpr float kControlsHeight = kSpace2 + kControlHeight + kSpace2 + kControlHeight;

Shape shape_of(const PageSize& size) {
  if (size.width >= kWideFrom) return Shape::wide;
  if (size.width >= kMediumFrom) return Shape::medium;
  return size.width >= kMediumLandscapeFrom && size.viewport_height < size.width ? Shape::medium
                                                                                 : Shape::narrow;
}

void place_controls(PageLayout& layout, float x, float width) {
  layout.controls = {x, layout.pad.bottom() + kSpace2, width, kControlHeight};
  layout.tools = {x, layout.controls.bottom() + kSpace2, width, kControlHeight};
}

// Puts the card with the pad at (x, y): the pad, and its controls below.
void place_pad_card(PageLayout& layout, float x, float y, float side) {
  layout.pad_card = {x, y, side + 2 * kSpace3, side + kControlsHeight + 2 * kSpace3};
  layout.pad = {x + kSpace3, y + kSpace3, side, side};
  place_controls(layout, layout.pad.x, side);
}

// One pipeline below the other from y on; returns where the next thing may begin.
float place_pipelines(PageLayout& layout, const PageContent& content, float x, float y, float width,
                      float gap) {
  for (int i = 0; i < content.pipelines; ++i) {
    layout.pipelines.push_back({x, y, width, content.pipeline_height(width)});
    y = layout.pipelines.back().bottom() + gap;
  }
  return y;
}

// Cards in two columns, or in one where they would be too narrow. Those in a row are equally high.
void place_cards(PageLayout& layout, const PageContent& content, const std::vector<Tab>& cards, Rect area) {
  const bool has_two = cards.size() > 1 && area.width >= 2 * kSmallestCard + kSpace5;
  const std::size_t columns = has_two ? 2 : 1;
  const float width = has_two ? std::floor((area.width - kSpace5) / 2) : area.width;
  float y = area.y;
  for (std::size_t first = 0; first < cards.size(); first += columns) {
    const std::size_t last = std::min(first + columns, cards.size());
    float height = 0;
    for (std::size_t i = first; i < last; ++i)
      height = std::max(height, content.card_height(cards[i], width));
    for (std::size_t i = first; i < last; ++i) {
      const float x = i == first ? area.x : area.right() - width;
      layout.cards.push_back({cards[i], {x, y, width, height}});
    }
    y += height + kSpace5;
  }
}

void lay_out_wide(PageLayout& layout, const PageSize& size, const PageContent& content, const Rect& area) {
  const float by_width = std::clamp(area.width * 0.26F, 320.0F, 400.0F);
  const float by_height = size.viewport_height - area.y - kControlsHeight - 2 * kSpace3 - kSpace5;
  place_pad_card(layout, area.x, area.y, std::floor(std::max(std::min(by_width, by_height), kSmallestPad)));
  float y = layout.pad_card.bottom() + kSpace4;
  const float left_width = layout.pad_card.width;
  std::vector<Tab> cards = content.cards;
  if (std::erase(cards, Tab::samples) > 0) {
    layout.cards.push_back(
        {Tab::samples, {area.x, y, left_width, content.card_height(Tab::samples, left_width)}});
    y = layout.cards.back().place.bottom() + kSpace4;
  }
  if (content.has_about) layout.about = {area.x, y, left_width, content.about_height(left_width)};

  const float x = layout.pad_card.right() + kSpace5;
  const float width = area.right() - x;
  y = place_pipelines(layout, content, x, area.y, width, kSpace5);
  place_cards(layout, content, cards, {x, y, width, 0});
}

// The tabs and, below them, the chosen card, at least so high.
void place_tabbed_card(PageLayout& layout, const PageContent& content, const Rect& area, float least_height) {
  if (content.cards.empty()) return;
  layout.tabs = {area.x, area.y, area.width, kControlHeight};
  const bool is_there = std::ranges::find(content.cards, content.tab) != content.cards.end();
  const Tab card = is_there ? content.tab : content.cards.front();
  const float y = layout.tabs.bottom() + kSpace2;
  const float height =
      std::max(content.card_height(card, area.width), least_height - kControlHeight - kSpace2);
  layout.cards.push_back({card, {area.x, y, area.width, height}});
}

void lay_out_medium(PageLayout& layout, const PageSize& size, const PageContent& content, const Rect& area) {
  const float by_width = area.width * 0.45F;
  const float by_height = size.viewport_height - area.y - kControlsHeight - 2 * kSpace3 - kSpace3;
  const float side = std::clamp(std::min(by_width, by_height), kSmallestPad, 360.0F);
  place_pad_card(layout, area.x, area.y, std::floor(side));
  float y = layout.pad_card.bottom();
  const float x = layout.pad_card.right() + kSpace3;
  place_tabbed_card(layout, content, {x, area.y, area.right() - x, 0}, layout.pad_card.height);
  if (!layout.cards.empty()) y = std::max(y, layout.cards.back().place.bottom());
  place_pipelines(layout, content, area.x, y + kSpace3, area.width, kSpace3);
}

void lay_out_narrow(PageLayout& layout, const PageSize& size, const PageContent& content, const Rect& area) {
  // As wide as the screen; never so high that its buttons leave the screen.
  const float by_height = size.viewport_height - area.y - kControlsHeight - kSpace2;
  const float side = std::floor(std::min(area.width, std::max(by_height, kSmallestPad)));
  layout.pad = {area.x + std::floor((area.width - side) / 2), area.y, side, side};
  place_controls(layout, area.x, area.width);
  const float y =
      place_pipelines(layout, content, area.x, layout.tools.bottom() + kSpace3, area.width, kSpace3);
  place_tabbed_card(layout, content, {area.x, y, area.width, 0}, 0);
}

float lowest(const PageLayout& layout) {
  float y = std::max({layout.pad_card.bottom(), layout.tools.bottom(), layout.about.bottom()});
  for (const Rect& pipeline : layout.pipelines) y = std::max(y, pipeline.bottom());
  for (const CardPlace& card : layout.cards) y = std::max(y, card.place.bottom());
  return y;
}

}  // namespace

PageLayout lay_out(const PageSize& size, const PageContent& content) {
  PageLayout layout;
  layout.shape = shape_of(size);
  const bool is_wide = layout.shape == Shape::wide;
  const float margin = is_wide ? kSpace5 : size.width < 360 ? kSpace3 : kSpace4;
  const float width = std::min(size.width - 2 * margin, kWidestContent);
  const float x = std::floor((size.width - width) / 2);
  const float header_height = !content.has_header ? 0 : layout.shape == Shape::narrow ? 48 : 52;
  layout.header = {0, 0, size.width, header_height};
  layout.header_content = {x, 0, width, header_height};

  const float gap = is_wide ? kSpace5 : kSpace3;
  Rect area{x, header_height + gap, width, 0};
  const float notes = content.notes_height(width);
  if (notes > 0) layout.notes = cut_top(area, notes, gap);
  switch (layout.shape) {
    case Shape::wide:
      lay_out_wide(layout, size, content, area);
      break;
    case Shape::medium:
      lay_out_medium(layout, size, content, area);
      break;
    case Shape::narrow:
      lay_out_narrow(layout, size, content, area);
      break;
  }
  layout.height = lowest(layout) + gap;
  return layout;
}

}  // namespace bottleneck
