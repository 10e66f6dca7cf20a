
#include <algorithm>
#include <cmath>

#include "lab/session/queries.h"
#include "ui/data/cards.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr float kSideWidth = 340;           // of the cards beside the images
constexpr float kTwoColumnsFrom = 800;      // a phone on its side; narrower pages have one
constexpr float kLeastImagesHeight = 480;   // beside the other cards
constexpr float kNarrowImagesShare = 0.8F;  // of the window, where it stands alone
constexpr float kLeastNarrowImages = 460;
constexpr float kAbsentImages = 220;  // while there are none
constexpr float kMostImagesHeight = 1100;

struct DataLayout {
  Rect datasets;
  Rect pictures;
  Rect drawings;
  Rect images;
  float bottom = 0;
};

DataLayout lay_out_data(const Panel& measure, const PageFrame& frame) {
  const Rect& area = frame.area;
  const bool is_wide = area.width >= kTwoColumnsFrom;
  const float width = is_wide ? kSideWidth : area.width;
  const float gap = is_wide ? kSpace4 : kSpace3;
  DataLayout layout;
  float y = area.y;
  const auto place = [&](Rect& card, float height) {
    card = {area.x, y, width, height};
    y = card.bottom() + gap;
  };
  const float window = frame.size.viewport_height - frame.gap;
  place(layout.datasets, draw_datasets_card(measure, {0, 0, width, 0}));
  if (!is_wide) {
    const float room = std::max(kLeastNarrowImages, std::floor(window * kNarrowImagesShare));
    place(layout.images, browsed_half(measure.session).images ? room : kAbsentImages);
  }
  place(layout.pictures, draw_pictures_card(measure, {0, 0, width, 0}));
  place(layout.drawings, draw_drawings_card(measure, {0, 0, width, 0}));
  layout.bottom = y - gap;
  if (!is_wide) return layout;
  // All of the images' card is seen at once; where the other cards are shorter they end on its line.
  const float images = std::clamp(window - area.y, kLeastImagesHeight, kMostImagesHeight);
  layout.bottom = std::max(layout.bottom, area.y + images);
  layout.drawings.height = layout.bottom - layout.drawings.y;
  const float x = area.x + kSideWidth + kSpace5;
  layout.images = {x, area.y, area.right() - x, images};
  return layout;
}

}  // namespace

float draw_data_station(const Panel& panel, const PageFrame& frame) {
  const DataLayout layout = lay_out_data(panel.measuring(), frame);
  draw_datasets_card(panel, layout.datasets);
  draw_images_card(panel, layout.images);
  draw_drawings_card(panel, layout.drawings);
  draw_pictures_card(panel, layout.pictures);
  return layout.bottom + frame.gap;
}

}  // namespace bottleneck
