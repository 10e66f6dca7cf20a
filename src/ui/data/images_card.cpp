#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/data/dataset_files.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "texts/data.h"
#include "ui/data/cards.h"
#include "ui/data/image_grid.h"
#include "ui/paint/absence.h"
#include "ui/paint/offered.h"
#include "ui/paint/offered_lists.h"

namespace bottleneck {
namespace {

constexpr float kPreview = 84;  // the side of the image that was picked
constexpr float kOneRowFrom = 620;
constexpr float kNumberWidth = 88;
constexpr float kClassWidth = 172;
constexpr std::size_t kMostInList = 14;  // more classes are gone through one by one

// --- above the grid: which half, which class, which image

void draw_classes(const Panel& panel, const Rect& place) {
  const Use use("browse:class", "", "class");
  if (browsed_dataset(panel.session).class_names.size() > kMostInList)
    use_stepper(panel, use, place);
  else
    use_choice(panel, use, place,
               fill(texts::kLabelAndValue, {name_of(panel, use.id), value_in_words(panel, use.id)}));
}

void draw_number(const Panel& panel, Rect place) {
  const std::string label = label_of(panel, "browse:first");
  const float words = std::ceil(text_width(*panel.look, kSmallText, label));
  draw_text(panel, cut_left(place, words, kSpace2), kSmallText, panel.palette().muted, label);
  use_field(panel, "browse:first", place);
}

// In one row where there is room, else in two. What is left of `area` is the grid's.
void draw_head(const Panel& panel, Rect& area) {
  const bool is_roomy = area.width >= kOneRowFrom;
  const float number = kNumberWidth + kSpace2 +
                       std::ceil(text_width(*panel.look, kSmallText, label_of(panel, "browse:first")));
  Rect row = cut_top(area, kControlHeight, is_roomy ? kSpace3 : kSpace2);
  const Rect halves = cut_right(row, is_roomy ? 180 : std::min(160.0F, row.width * 0.55F), kSpace3);
  use_segments(panel, {"browse:half", "", "half"}, halves);
  if (!is_roomy) {
    draw_text(panel, row, kTitle, panel.palette().ink, browsed_dataset(panel.session).title);
    row = cut_top(area, kControlHeight, kSpace3);
  }
  if (browsed_half(panel.session).images) {
    draw_number(panel, cut_right(row, std::min(number, row.width * 0.5F), kSpace3));
    draw_classes(panel, cut_right(row, is_roomy ? kClassWidth : row.width, kSpace3));
  }
  if (is_roomy) draw_text(panel, row, kTitle, panel.palette().ink, browsed_dataset(panel.session).title);
}

// --- below the grid: the image that was picked, large

// The first one where none is.
void draw_picked(const Panel& panel, Rect area) {
  const Palette& palette = panel.palette();
  const Dataset& dataset = *browsed_half(panel.session).images;
  const std::vector<int>& images = panel.session.browsed.images;
  const int picked = panel.session.choices.browsing.picked;
  const bool is_picked = picked >= 0 && picked < dataset.size();
  const int large = is_picked ? picked : images.empty() ? -1 : images.front();
  const Rect tile = cut_left(area, kPreview, kSpace4);
  fill_rect(panel, tile, palette.tile, kTileRadius);
  std::string words;
  if (large >= 0) {
    Image image;
    std::ranges::copy(dataset.image(large), image.begin());
    draw_image(panel, tile, image, Scaling::crisp);
    round_corners(panel, tile, kTileRadius, palette.card);
    words = is_picked
                ? image_in_words(browsed_dataset(panel.session), panel.session.choices.browsing.split, large)
                : fill(texts::kPickAnImage, {grouped(static_cast<std::int64_t>(images.size()))});
  }
  constexpr std::size_t kMostLines = 2;  // for which there is room above the button
  const auto paragraph = [&](const Canvas& on) {
    return draw_paragraph(on, area, kText, is_picked ? palette.ink : palette.muted, words, Align::left,
                          kMostLines);
  };
  const float height = paragraph(panel.measuring());
  area.y = std::floor(area.middle_y() - (height + kSpace2 + kControlHeight) / 2);
  paragraph(panel);
  const Use use("browse:use", std::to_string(large), "images:use");
  const Rect box{area.x, area.y + height + kSpace2, std::min(area.width, button_width(panel, use) + kSpace3),
                 kControlHeight};
  use_main_button(panel, use, box, large >= 0);
  Rect rest{box.right() + kSpace3, box.y, area.right() - box.right() - kSpace3, kControlHeight};
  use_word(panel, "picture", rest, Align::right);
}

}  // namespace

void draw_images_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:images");
  panel.view.pictures[PicturePart::station] = card;
  Rect area = card.inset(kCardPadding);
  const auto& images = browsed_half(panel.session).images;
  draw_head(panel, area);
  if (!images || panel.session.browsed.dataset != images) {
    draw_absence(panel, area, missing_browsed(panel.session), buttons_of("images"));
    return;
  }
  Rect below = area;
  const Rect grid = cut_top(below, area.height - kPreview - kSpace4, kSpace4);
  draw_picked(panel, below);
  if (panel.session.browsed.images.empty()) {
    draw_absence(panel, grid, {.text = texts::kNothingToSee}, buttons_of("images"));
    return;
  }
  const Browsing& browsing = panel.session.choices.browsing;
  const GridUse use = draw_image_grid(panel, grid, browsed_dataset(panel.session), *images,
                                      panel.session.browsed.images, browsing.first, browsing.picked);
  if (use.picked || use.first)
    panel.act(
        LookAt{.first = use.first.value_or(browsing.first), .picked = use.picked.value_or(browsing.picked)});
}

}  // namespace bottleneck
