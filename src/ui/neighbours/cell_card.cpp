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

constexpr float kTestTile = 42;
constexpr float kTile = 30;          // of a neighbour
constexpr float kTilePitch = 35;     // with its gap
constexpr float kTileLabel = 16;     // below a neighbour
constexpr float kColumnWidth = 280;  // of a test image with seven neighbours, at least

Image image_of(const Dataset& dataset, int index) {
  Image image;
  std::ranges::copy(dataset.image(index), image.begin());
  return image;
}

// How the neighbours of an image stand: as many side by side as there is room for.
struct VoteTiles {
  int per_line = 1;
  int lines = 1;

  float height() const {
    return std::max(kTestTile + kSpace1, static_cast<float>(lines) * (kTile + kTileLabel));
  }
};
VoteTiles lay_out_tiles(float width, int k) {
  const float room = width - kTestTile - kSpace4;
  VoteTiles votes{.per_line = std::clamp(static_cast<int>((room + kTilePitch - kTile) / kTilePitch), 1, k)};
  votes.lines = (k + votes.per_line - 1) / votes.per_line;
  return votes;
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
    const Rect tile{place.x + column * kTilePitch, place.y + line * (kTile + kTileLabel), kTile, kTile};
    draw_small_tile(panel, tile, image_of(train, neighbour));
    const int label = train.labels[static_cast<std::size_t>(neighbour)];
    const Rect below{tile.x - (kTilePitch - kTile) / 2, tile.bottom(), kTilePitch, kTileLabel};
    draw_text(panel, below, names.style(), label == truth ? palette.muted : palette.code_text,
              names.within(label, kTilePitch - 1), Align::centre);
  }
}

// Above the images: what the two columns are.
void draw_cell_heads(const Panel& panel, Rect row, int k) {
  draw_text(panel, cut_left(row, kTestTile, kSpace4), kSmallText, panel.palette().muted, texts::kCellTest);
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
  draw_card(panel, card);
  Rect area = card.inset(kCardPadding);
  const auto looked = looked_at_cell(panel.session);
  const NeighbourResult* result = looked ? matrix_result(panel.session) : nullptr;
  if (!result) {
    draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, palette.ink, texts::kCellTitle);
    cut_top(area, draw_paragraph(panel, area, kText, palette.muted, texts::kCellEmpty));
    return area.y + kCardPadding - card.y;
  }
  Rect head{area.x, area.y, area.width, kLineHeight};
  use_word(panel, {"cell", "none", "cell:close"}, head, Align::right, texts::kCellClose);
  cut_top(area,
          draw_paragraph(panel, {area.x, area.y, head.width, 0}, kTitle, palette.ink,
                         cell_in_words(panel.session, result->confusion, looked->cell)),
          kSpace2);
  if (looked->images.empty()) {
    cut_top(area, draw_paragraph(panel, area, kText, palette.muted, texts::kCellNone));
    return area.y + kCardPadding - card.y;
  }
  const ClassNames names(panel, result->confusion.classes);
  const auto columns =
      static_cast<float>(std::max(1, static_cast<int>((area.width + kSpace5) / (kColumnWidth + kSpace5))));
  const float column_width = std::floor((area.width + kSpace5) / columns) - kSpace5;
  const VoteTiles votes = lay_out_tiles(column_width, result->test.k);
  const Rect heads = cut_top(area, kLineHeight, kSpace1);
  for (int column = 0; column < static_cast<int>(columns); ++column)
    if (looked->first + column < looked->end())
      draw_cell_heads(panel,
                      {heads.x + static_cast<float>(column) * (column_width + kSpace5), heads.y, column_width,
                       heads.height},
                      result->test.k);
  const Dataset& test = *result->test.on.halves.test;
  const int shown = looked->end() - looked->first;
  for (int i = 0; i < shown; ++i) {
    const auto column = static_cast<float>(i % static_cast<int>(columns));
    const auto line = static_cast<float>(i / static_cast<int>(columns));
    const Rect row{area.x + column * (column_width + kSpace5), area.y + line * (votes.height() + kSpace3),
                   column_width, votes.height()};
    const int image = looked->images[static_cast<std::size_t>(looked->first + i)];
    draw_test_image(panel, {row.x + 2, row.y + 2, kTestTile - 4, kTestTile - 4}, test, image);
    draw_vote_tiles(panel, {row.x + kTestTile + kSpace4, row.y, row.width, row.height}, votes, *result, image,
                    names);
  }
  // A last page is as high as the others: its words stay in their place.
  const int whole = looked->images.size() > static_cast<std::size_t>(kCellImages) ? kCellImages : shown;
  const auto lines = std::ceil(static_cast<float>(whole) / columns);
  cut_top(area, lines * (votes.height() + kSpace3));
  draw_pages(panel, cut_top(area, kLineHeight, kSpace1), *looked);
  cut_top(area, draw_paragraph(panel, area, kSmallText, palette.muted, texts::kCellHint));
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
