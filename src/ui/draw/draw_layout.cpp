#include "ui/draw/draw_layout.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/tokens.h"

namespace bottleneck {
namespace {

constexpr float kSmallestPad = 168;        // five digits in a row are wide enough below it
constexpr float kSmallestPadBeside = 112;  // of one with the overview beside it on a narrow page
constexpr float kSmallestCard = 380;       // of two cards side by side
// Below the pad: a gap, two rows of controls, a gap between them.
constexpr float kControlsHeight = kSpace2 + kControlHeight + kSpace2 + kControlHeight;

// A third row, which comes after these: for it no pad gets smaller than this.
constexpr float kKeepingHeight = kSpace2 + kControlHeight;
constexpr float kRoomyPad = 240;
constexpr float kOneRowOfDigits = 284;
constexpr float kOneRowForFingers = 500;
constexpr float kFingerRow = 40;

// How high a pad may be where so much height is left for it and the third row.
float pad_height(float room, const DrawContent& content) {
  return content.has_keeping ? std::max(room - kKeepingHeight, std::min(room, kRoomyPad)) : room;
}

// Below y; returns where they end.
float place_controls(DrawLayout& layout, const DrawContent& content, float x, float y, float width) {
  layout.controls = {x, y + kSpace2, width, kControlHeight};
  layout.tools = {x, layout.controls.bottom() + kSpace2, width, kControlHeight};
  if (!content.has_keeping) return layout.tools.bottom();
  // Two rows where a digit of ten in one would be too narrow for a finger.
  const float rows = width < (content.has_fingers ? kOneRowForFingers : kOneRowOfDigits) ? 2 : 1;
  const float row = content.has_fingers ? kFingerRow : kControlHeight;
  layout.keeping = {x, layout.tools.bottom() + kSpace2, width, rows * row};
  return layout.keeping.bottom();
}

// Puts the card with the pad at (x, y): the pad, and its controls below.
void place_pad_card(DrawLayout& layout, const DrawContent& content, float x, float y, float side) {
  layout.pad = {x + kSpace3, y + kSpace3, side, side};
  const float bottom = place_controls(layout, content, layout.pad.x, layout.pad.bottom(), side);
  layout.pad_card = {x, y, side + 2 * kSpace3, bottom + kSpace3 - y};
}

// One pipeline below the other from y on; returns where the next thing may begin.
float place_pipelines(DrawLayout& layout, const DrawContent& content, float x, float y, float width,
                      float gap) {
  for (int i = 0; i < content.pipelines; ++i) {
    layout.pipelines.push_back({x, y, width, content.pipeline_height(width)});
    y = layout.pipelines.back().bottom() + gap;
  }
  return y;
}

// Two pipelines stand side by side: what both make of the drawing is compared in one look, and the votes are
// not pushed below the fold.
float place_wide_pipelines(DrawLayout& layout, const DrawContent& content, const Rect& area) {
  const auto count = static_cast<float>(content.pipelines);
  const float width = std::floor((area.width - (count - 1) * kSpace5) / count);
  const float height = content.pipeline_height(width);
  for (float x = area.x; x + width <= area.right() + 1; x += width + kSpace5)
    layout.pipelines.push_back({x, area.y, width, height});
  return area.y + height + kSpace5;
}

float height_at(const DrawContent& content, Tab card, float width, bool is_strip = false) {
  return content.card_height({card, {0, 0, width, 0}, is_strip});
}

float bottom_of(const std::vector<CardPlace>& cards) {
  float y = 0;
  for (const CardPlace& card : cards) y = std::max(y, card.place.bottom());
  return y;
}

// In two columns, or in one where they would be too narrow. Those in a row are equally high.
std::vector<CardPlace> in_columns(const DrawContent& content, const std::vector<Tab>& cards, Rect area) {
  const bool has_two = cards.size() > 1 && area.width >= 2 * kSmallestCard + kSpace5;
  const std::size_t columns = has_two ? 2 : 1;
  const auto between = static_cast<float>(columns - 1);
  const float width = std::floor((area.width - between * kSpace5) / (between + 1));
  std::vector<CardPlace> places;
  float y = area.y;
  for (std::size_t first = 0; first < cards.size(); first += columns) {
    const std::size_t last = std::min(first + columns, cards.size());
    float height = 0;
    for (std::size_t i = first; i < last; ++i) height = std::max(height, height_at(content, cards[i], width));
    for (std::size_t i = first; i < last; ++i) {
      const float x = area.x + static_cast<float>(i - first) * (width + kSpace5);
      const bool is_last = i - first == columns - 1;
      places.push_back({cards[i], {is_last ? area.right() - width : x, y, width, height}});
    }
    y += height + kSpace5;
  }
  return places;
}

std::vector<CardPlace> in_strips(const DrawContent& content, const std::vector<Tab>& cards, Rect area) {
  std::vector<CardPlace> places;
  for (const Tab card : cards) {
    const float height = height_at(content, card, area.width, true);
    places.push_back({card, cut_top(area, height, kSpace3), true});
  }
  return places;
}

void lay_out_wide(DrawLayout& layout, const PageFrame& frame, const DrawContent& content) {
  const Rect& area = frame.area;
  const float by_width = std::clamp(area.width * 0.26F, 320.0F, 400.0F);
  const float by_height =
      pad_height(frame.size.viewport_height - area.y - kControlsHeight - 2 * kSpace3 - kSpace5, content);
  place_pad_card(layout, content, area.x, area.y,
                 std::floor(std::max(std::min(by_width, by_height), kSmallestPad)));
  float y = layout.pad_card.bottom() + kSpace4;
  const float left_width = layout.pad_card.width;
  std::vector<Tab> cards = content.cards;
  if (std::erase(cards, Tab::samples) > 0) {
    layout.cards.push_back(
        {Tab::samples, {area.x, y, left_width, height_at(content, Tab::samples, left_width)}});
    y = layout.cards.back().place.bottom() + kSpace4;
  }
  const float left_bottom = y;

  const float x = layout.pad_card.right() + kSpace5;
  const float width = area.right() - x;
  y = place_wide_pipelines(layout, content, {x, area.y, width, 0});
  std::vector<CardPlace> votes = in_columns(content, cards, {x, y, width, 0});
  if (cards.size() > 2 && bottom_of(votes) + frame.gap > frame.size.viewport_height)
    votes = in_strips(content, cards, {x, y, width, 0});
  layout.cards.insert(layout.cards.end(), votes.begin(), votes.end());
  if (!content.has_about) return;
  // Below the shorter of the two columns.
  const float right_bottom = std::max(y, bottom_of(votes) + kSpace2);
  layout.about = left_bottom <= right_bottom
                     ? Rect{area.x, left_bottom, left_width, content.about_height(left_width)}
                     : Rect{x, right_bottom, width, content.about_height(width)};
}

// The tabs and, below them, the chosen card, at least so high.
void place_tabbed_card(DrawLayout& layout, const DrawContent& content, const Rect& area, float least_height) {
  if (content.cards.empty()) return;
  layout.tabs = {area.x, area.y, area.width, kControlHeight};
  const bool is_there = std::ranges::find(content.cards, content.tab) != content.cards.end();
  const Tab card = is_there ? content.tab : content.cards.front();
  const float y = layout.tabs.bottom() + kSpace2;
  const float height =
      std::max(height_at(content, card, area.width), least_height - kControlHeight - kSpace2);
  layout.cards.push_back({card, {area.x, y, area.width, height}});
}

void lay_out_medium(DrawLayout& layout, const PageFrame& frame, const DrawContent& content,
                    bool has_overview) {
  const Rect& area = frame.area;
  const float by_width = area.width * 0.45F;
  const float by_height =
      pad_height(frame.size.viewport_height - area.y - kControlsHeight - 2 * kSpace3 - kSpace3, content);
  const float side = std::clamp(std::min(by_width, by_height), kSmallestPad, 360.0F);
  place_pad_card(layout, content, area.x, area.y, std::floor(side));
  const float x = layout.pad_card.right() + kSpace3;
  Rect column{x, area.y, area.right() - x, layout.pad_card.height};
  if (has_overview) layout.overview = cut_top(column, content.overview_height(column.width), kSpace3);
  place_tabbed_card(layout, content, column, column.height);
  float y = std::max(layout.pad_card.bottom(), layout.overview.bottom());
  if (!layout.cards.empty()) y = std::max(y, layout.cards.back().place.bottom());
  place_pipelines(layout, content, area.x, y + kSpace3, area.width, kSpace3);
}

// The pad and, below it or beside it where the page is low, the overview; returns where they end.
float place_narrow_pad(DrawLayout& layout, const PageFrame& frame, const DrawContent& content,
                       bool has_overview) {
  const Rect& area = frame.area;
  const float room = frame.size.viewport_height - area.y;
  if (has_overview && frame.size.viewport_height < frame.size.width) {
    // What changes the drawing is still seen below it.
    const float side = std::floor(std::clamp(room - kSpace2 - kControlHeight - kSpace1, kSmallestPadBeside,
                                             std::max(kSmallestPadBeside, area.width / 2)));
    Rect row{area.x, area.y, area.width, side};
    layout.pad = cut_left(row, side, kSpace3);
    layout.overview = {row.x, row.y, row.width, std::max(side, content.overview_height(row.width))};
    return std::max(layout.pad.bottom(), layout.overview.bottom());
  }
  const float overview = has_overview ? content.overview_height(area.width) : 0;
  const float below = has_overview ? overview + kSpace2 : 0;
  // As wide as the screen; never so high that its buttons leave the screen.
  const float by_height = pad_height(room - kControlsHeight - kSpace2 - below, content);
  const float side = std::floor(std::min(area.width, std::max(by_height, kSmallestPad)));
  layout.pad = {area.x + std::floor((area.width - side) / 2), area.y, side, side};
  if (!has_overview) return layout.pad.bottom();
  layout.overview = {area.x, layout.pad.bottom() + kSpace2, area.width, overview};
  return layout.overview.bottom();
}

void lay_out_narrow(DrawLayout& layout, const PageFrame& frame, const DrawContent& content,
                    bool has_overview) {
  const Rect& area = frame.area;
  const float pad_bottom = place_narrow_pad(layout, frame, content, has_overview);
  const float bottom = place_controls(layout, content, area.x, pad_bottom, area.width);
  const float y = place_pipelines(layout, content, area.x, bottom + kSpace3, area.width, kSpace3);
  place_tabbed_card(layout, content, {area.x, y, area.width, 0}, 0);
}

// Where the cards end.
float lowest(const DrawLayout& layout) {
  float y = std::max({layout.pad_card.bottom(), layout.tools.bottom(), layout.keeping.bottom()});
  for (const Rect& pipeline : layout.pipelines) y = std::max(y, pipeline.bottom());
  return std::max(y, bottom_of(layout.cards));
}

DrawLayout lay_out(const PageFrame& frame, const DrawContent& content, bool has_overview) {
  DrawLayout layout;
  layout.shape = frame.shape;
  switch (frame.shape) {
    case Shape::wide:
      lay_out_wide(layout, frame, content);
      break;
    case Shape::medium:
      lay_out_medium(layout, frame, content, has_overview);
      break;
    case Shape::narrow:
      lay_out_narrow(layout, frame, content, has_overview);
      break;
  }
  layout.height = std::max(lowest(layout) + frame.gap, layout.about.bottom() + kSpace2);
  return layout;
}

}  // namespace

DrawLayout lay_out_draw(const PageFrame& frame, const DrawContent& content) {
  DrawLayout layout = lay_out(frame, content, false);
  const bool is_seen = layout.pipelines.front().bottom() <= frame.size.viewport_height;
  return is_seen || frame.shape == Shape::wide ? layout : lay_out(frame, content, true);
}

}  // namespace bottleneck
