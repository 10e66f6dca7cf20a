#include <algorithm>
#include <cmath>
#include <string>

#include "core/dataset.h"
#include "lab/base/figures.h"
#include "lab/shown/neighbours_words.h"
#include "texts/neighbours.h"
#include "ui/neighbours/cards.h"
#include "ui/neighbours/class_names.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kLeastPitch = 30;  // from a neighbour to the next
constexpr float kMostPitch = 56;
constexpr float kTileGap = 5;
constexpr float kTileLabel = 16;  // below a neighbour
constexpr int kUsualVotes = 7;    // have room side by side, as far as they can

Image image_of(const Dataset& dataset, int index) {
  Image image;
  std::ranges::copy(dataset.image(index), image.begin());
  return image;
}

// A test image and its neighbours, as many side by side as there is room for.
struct VoteTiles {
  float test = 0;   // the side of the test image
  float pitch = 0;  // from a neighbour to the next
  int per_line = 1;
  int lines = 1;

  float side() const { return pitch - kTileGap; }
  float height() const { return std::max(test + kSpace1, static_cast<float>(lines) * (side() + kTileLabel)); }
};
VoteTiles lay_out_tiles(float width, int k) {
  // The test image is a little larger than a neighbour.
  const float room = width - kSpace4 + kTileGap;
  VoteTiles tiles;
  tiles.pitch = std::clamp(std::floor(room / (kUsualVotes + 1.25F)), kLeastPitch, kMostPitch);
  tiles.test = std::floor(tiles.pitch * 1.2F);
  tiles.per_line = std::clamp(static_cast<int>((room - tiles.test) / tiles.pitch), 1, k);
  tiles.lines = (k + tiles.per_line - 1) / tiles.per_line;
  return tiles;
}

void draw_test_image(const Panel& panel, const Rect& tile, const Dataset& test, int image) {
  const Use use("neighbour-image:" + std::to_string(image));
  const Hit hit = use_area(panel, use, tile);
  draw_small_tile(panel, tile, image_of(test, image));
  outline_rect(panel, {tile.x - 2, tile.y - 2, tile.width + 4, tile.height + 4},
               hit.is_hovered ? panel.palette().ink : panel.palette().image, kSmallTileRadius + 2, 2);
}

void draw_vote_tiles(const Panel& panel, const Rect& place, const VoteTiles& votes,
                     const NeighbourResult& result, int image, const ClassNames& names) {
  const Palette& palette = panel.palette();
  const Dataset& train = *result.test.on.halves.train;
  const int truth = result.test.on.halves.test->labels[static_cast<std::size_t>(image)];
  for (int i = 0; i < result.test.k; ++i) {
    const int neighbour = result.neighbours[static_cast<std::size_t>(image * result.test.k + i)];
    const auto column = static_cast<float>(i % votes.per_line);
    const auto line = static_cast<float>(i / votes.per_line);
    const float side = votes.side();
    const Rect tile{place.x + column * votes.pitch, place.y + line * (side + kTileLabel), side, side};
    draw_small_tile(panel, tile, image_of(train, neighbour));
    const int label = train.labels[static_cast<std::size_t>(neighbour)];
    const Rect below{tile.x - kTileGap / 2, tile.bottom(), votes.pitch, kTileLabel};
    draw_text(panel, below, names.style(), label == truth ? palette.muted : palette.code_text,
              names.within(label, names.style(), votes.pitch - 1), Align::centre);
  }
}

// Above the images: what the two columns are.
void draw_cell_heads(const Panel& panel, Rect row, float test, int k) {
  draw_text(panel, cut_left(row, test, kSpace4), kSmallText, panel.palette().muted, texts::kCellTest);
  draw_text(
      panel, row, kSmallText, panel.palette().muted,
      k == 1 ? std::string(texts::kCellNeighboursOne) : fill(texts::kCellNeighbours, {std::to_string(k)}));
}

void draw_pages(const Panel& panel, Rect row, const LookedAtCell& looked) {
  const std::string shown = fill(texts::kCellOf, {grouped(looked.first + 1), grouped(looked.end()),
                                                  grouped(static_cast<std::int64_t>(looked.images.size()))});
  const float width = std::ceil(text_width(*panel.look, kSmallText, shown)) + 1;
  draw_text(panel, cut_left(row, width, kSpace3), kSmallText, panel.palette().muted, shown);
  use_word(panel, "cell:before", row, Align::left);
  use_word(panel, "cell:after", row, Align::left);
}

}  // namespace

float draw_cell_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  const auto looked = looked_at_cell(panel.session);
  const NeighbourResult* result = looked ? matrix_result(panel.session) : nullptr;
  if (!result && panel.session.choices.is_hidden(Part::controls)) return 0;  // none can be chosen
  draw_card(panel, card, "card:cell");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  if (!result) {
    draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, palette.ink, texts::kCellTitle);
    cut_top(area, draw_paragraph(panel, area, kText, palette.muted, texts::kCellEmpty));
    return area.y + kCardPadding - card.y;
  }
  Rect head{area.x, area.y, area.width, kLineHeight};
  use_word(panel, {"cell", "none", "cell:close"}, head, Align::right);
  cut_top(area,
          draw_paragraph(panel, {area.x, area.y, head.width, 0}, kTitle, palette.ink,
                         cell_in_words(panel.session, result->confusion, looked->cell)),
          kSpace2);
  if (looked->images.empty()) {
    cut_top(area, draw_paragraph(panel, area, kText, palette.muted, texts::kCellNone));
    return area.y + kCardPadding - card.y;
  }
  const ClassNames names(panel, result->confusion.classes);
  const VoteTiles tiles = lay_out_tiles(area.width, result->test.k);
  draw_cell_heads(panel, cut_top(area, kLineHeight, kSpace1), tiles.test, result->test.k);
  const Dataset& test = *result->test.on.halves.test;
  // A last page is as high as the others: its words stay in their place.
  const int shown = looked->end() - looked->first;
  const int places = static_cast<int>(looked->images.size()) > kCellImages ? kCellImages : shown;
  for (int i = 0; i < places; ++i) {
    const Rect row = cut_top(area, tiles.height(), kSpace3);
    if (i >= shown) continue;
    const int image = looked->images[static_cast<std::size_t>(looked->first + i)];
    draw_test_image(panel, {row.x + 2, row.y + 2, tiles.test - 4, tiles.test - 4}, test, image);
    draw_vote_tiles(panel, {row.x + tiles.test + kSpace4, row.y, row.width, row.height}, tiles, *result,
                    image, names);
  }
  draw_pages(panel, cut_top(area, kLineHeight, kSpace1), *looked);
  cut_top(area, draw_paragraph(panel, area, kSmallText, palette.muted, texts::kCellHint));
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
