// What is told beside the map.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/map_words.h"
#include "lab/shown/missing.h"
#include "texts/map.h"
#include "ui/map/cards.h"
#include "ui/paint/absence.h"
#include "ui/paint/offered.h"
#include "ui/paint/pad_surface.h"

namespace bottleneck {
namespace {

constexpr float kMostTile = 112;
constexpr float kMapPad = 140;
constexpr float kBesideBars = 560;  // of a card: the bars stand beside the words
constexpr float kSharesHeight = 72;
constexpr float kLeastBar = 3;
constexpr std::size_t kMostBars = 40;

// The words below a tile: as long as there is room for.
std::string tile_words(const Panel& panel, int which, float width) {
  const MapImage& pointed = panel.session.map.pointed;
  if (which == 1)
    return first_fitting(*panel.look, kSmallText, width, {texts::kMapFromCode, texts::kMapFromCodeShort, ""});
  if (which == 2) return first_fitting(*panel.look, kSmallText, width, {texts::kMapProbe, ""});
  const std::string number = grouped(pointed.index);
  const std::string name = class_of_image(panel.session, pointed.index);
  return first_fitting(
      *panel.look, kSmallText, width,
      {fill(texts::kMapImage, {number, name}), fill(texts::kMapImageShort, {number, name}), number});
}

float draw_body(const Panel& panel, const Rect& area, const std::string& text) {
  return draw_paragraph(panel, area, kSmallText, panel.palette().muted, text);
}

// The share of each direction, those that are seen in full colour. Returns the height.
float draw_shares(const Panel& panel, Rect area) {
  const float top = area.y;
  const Palette& palette = panel.palette();
  const LatentMap& map = *panel.session.map.map;
  const std::size_t count = std::min(map.shares.size(), kMostBars);
  const Rect bars = cut_top(area, kSharesHeight);
  const float most = std::max(*std::ranges::max_element(map.shares), 1e-6F);
  const float pitch = std::min(bars.width / static_cast<float>(count), 48.0F);
  const float width = std::max(kLeastBar, pitch - std::min(4.0F, pitch / 4));
  for (std::size_t i = 0; i < count; ++i) {
    const int unit = static_cast<int>(i);
    const bool is_seen = unit == map.units[0] || unit == map.units[1];
    const float height = std::max(2.0F, std::round(bars.height * map.shares[i] / most));
    fill_rect(panel, {bars.x + pitch * static_cast<float>(i), bars.bottom() - height, width, height},
              palette.code, std::min(3.0F, height / 2), is_seen ? 1 : 0.28F);
  }
  if (count < map.shares.size()) {
    cut_top(area, kSpace1);
    draw_text(panel, cut_top(area, kLineHeight), kSmallText, palette.muted,
              fill(texts::kMapSeenRest, {std::to_string(map.shares.size() - count)}));
  }
  return area.y - top;
}

}  // namespace

void draw_pointer_tile(const Panel& panel, const Rect& square, int which) {
  const Palette& palette = panel.palette();
  const MapState& state = panel.session.map;
  fill_rect(panel, square, palette.tile, kSmallTileRadius);
  const bool is_large = square.width > 60;
  const Scaling scaling = is_large ? Scaling::crisp : Scaling::smooth;
  if (which == 0 && !state.pointed.image) {
    if (is_large)
      draw_text(panel, square, kSmallText, palette.tile_muted,
                first_fitting(*panel.look, kSmallText, square.width, {texts::kMapImageAbsent, ""}),
                Align::centre);
  } else {
    draw_image(panel, square,
               which == 0   ? *state.pointed.image
               : which == 1 ? state.pointed.reconstruction
                            : state.probe.image,
               scaling);
  }
  round_corners(panel, square, kSmallTileRadius, palette.card);
}

float draw_pointer_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:pointer");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, panel.palette().ink, texts::kMapUnderPointer);
  const float side = std::floor(std::min(kMostTile, (area.width - 2 * kSpace3) / kPointerTiles));
  Rect tiles = cut_top(area, side);
  Rect captions = cut_top(area, kLineHeight, kSpace2);
  for (int which = 0; which < kPointerTiles; ++which) {
    draw_pointer_tile(panel, cut_left(tiles, side, kSpace3), which);
    const Rect caption = cut_left(captions, side, kSpace3);
    draw_text(panel, {caption.x - kSpace1, caption.y, caption.width + 2 * kSpace1, caption.height},
              kSmallText, panel.palette().ink, tile_words(panel, which, side + 2 * kSpace1), Align::centre);
  }
  if (!panel.session.map.pointed.image) {
    if (can_use(panel, "load-training")) {
      cut_top(area, draw_body(panel, area, texts::kMapImagesMissing), kSpace2);
      Rect row = cut_top(area, kControlHeight, kSpace2);
      const Use use{"load-training", "", "map:load"};
      use_button(panel, use, cut_left(row, std::min(row.width, button_width(panel, use))));
    } else if (const auto missing = missing_pixels(panel.session); missing && missing->progress) {
      draw_progress(panel, cut_top(area, kProgressHeight, kSpace2), *missing->progress);
      Rect row = cut_top(area, kControlHeight, kSpace2);
      const Use use{"cancel-training", "", "map:cancel"};
      use_button(panel, use, cut_left(row, std::min(row.width, button_width(panel, use))));
    }
  }
  cut_top(area, draw_body(panel, area, texts::kMapProbeHint));
  return area.y + kCardPadding - card.y;
}

float draw_drawing_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:drawing");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, panel.palette().ink, texts::kMapDrawTitle);
  // The words beside the pad, or below it where there is no room for them.
  Rect beside = cut_top(area, kMapPad);
  draw_pad_surface(panel, cut_left(beside, kMapPad, kSpace3), panel.palette().card);
  const float natural = button_width(panel, "undo") + kSpace2 + button_width(panel, "clear");
  const bool is_stacked = natural > beside.width;
  const float height = is_stacked ? 2 * kControlHeight + kSpace2 : kControlHeight;
  Rect buttons{beside.x, beside.bottom() - height, beside.width, height};
  const float words = draw_body(panel.measuring(), beside, texts::kMapDrawHint);
  if (words + kSpace2 + height <= beside.height) {
    draw_body(panel, beside, texts::kMapDrawHint);
  } else {
    cut_top(area, kSpace2);
    cut_top(area, draw_body(panel, area, texts::kMapDrawHint));
  }
  for (const char* id : {"undo", "clear"}) {
    const float width = std::min(button_width(panel, id), beside.width);
    use_button(panel, id, {buttons.x, buttons.y, width, kControlHeight});
    (is_stacked ? buttons.y : buttons.x) += (is_stacked ? kControlHeight : width) + kSpace2;
  }
  return area.y + kCardPadding - card.y;
}

float draw_walk_card(const Panel& panel, const Rect& card) {
  const MapWalk& walk = panel.session.map.walk;
  draw_card(panel, card, "card:walk");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  Rect title{area.x, area.y, area.width, kLineHeight};
  use_word(panel, "map:walk-picture", title, Align::right);
  cut_top(area,
          draw_paragraph(panel, title, kTitle, panel.palette().ink,
                         fill(texts::kMapWalkTitle, {class_of_image(panel.session, walk.from),
                                                     class_of_image(panel.session, walk.to)})),
          kSpace2);
  const float pitch = (area.width + 3) / kWalkSteps;
  const float side = std::floor(std::min(pitch - 3, 64.0F));
  const Rect strip = cut_top(area, side, kSpace2);
  for (std::size_t step = 0; step < walk.steps.size(); ++step)
    draw_small_tile(panel,
                    {snap(*panel.look, strip.x + static_cast<float>(step) * (side + 3)), strip.y, side, side},
                    walk.steps[step]);
  panel.view.pictures[PicturePart::walk] = {card.x, card.y, card.width, strip.bottom() + kSpace3 - card.y};
  cut_top(area, draw_body(panel, area, texts::kMapWalkHint), kSpace2);
  const Rect row = cut_top(area, kControlHeight);
  use_button(panel, "map:choose",
             {row.x, row.y, std::min(row.width, button_width(panel, "map:choose")), row.height});
  return area.y + kCardPadding - card.y;
}

float draw_seen_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:seen");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace1), kTitle, panel.palette().ink, texts::kMapSeenTitle);
  const bool is_beside = area.width >= kBesideBars;
  Rect words = area;
  if (is_beside) words.width = std::floor((area.width - kSpace5) / 2);
  cut_top(words, draw_body(panel, words, seen_in_words(*panel.session.map.map)), kSpace2);
  const std::string probe = probe_in_words(panel.session);
  if (is_beside) {
    if (!probe.empty()) cut_top(words, draw_body(panel, words, probe));
    const float x = words.right() + kSpace5;
    const float bars = draw_shares(panel, {x, area.y, area.right() - x, 0});
    return std::max(words.y, area.y + bars) + kCardPadding - card.y;
  }
  cut_top(words, draw_shares(panel, words), kSpace2);
  if (!probe.empty()) cut_top(words, draw_body(panel, words, probe));
  return words.y + kCardPadding - card.y;
}

}  // namespace bottleneck
