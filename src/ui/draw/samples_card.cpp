#include <algorithm>
#include <cmath>
#include <string>

#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/paint/absence.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr int kColumns = kSamplesShown / 2;
constexpr float kLargestSample = 80;

float sample_side(float inner) {
  return std::min(std::floor((inner - (kColumns - 1) * kSpace2) / kColumns), kLargestSample);
}

// Which kind is shown, and the way to the next ten.
void draw_samples_title(const Panel& panel, Rect row) {
  const float title = std::ceil(text_width(*panel.look, kTitle, texts::kSamplesTitle));
  draw_text(panel, cut_left(row, title, kSpace3), kTitle, panel.palette().ink, texts::kSamplesTitle);
  use_word(panel, {"samples-after", "", "samples:next"}, row, Align::right);
  const std::string kind = value_of(panel, "source") == "test" ? "synthetic" : "test";
  use_word(panel, {"source", kind, "samples:" + kind}, row, Align::right);
}

}  // namespace

float draw_samples_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:samples");
  const float padding = card_padding(card.width);
  Rect body = card.inset(padding);
  draw_samples_title(panel, cut_top(body, kCardTitleHeight, kSpace2));
  const float side = sample_side(body.width);
  float height = 2 * side + kSpace2;
  if (const auto missing = missing_samples(panel.session))
    height = std::max(height, draw_absence(panel, body, *missing, buttons_of("samples")));
  const float pitch = (body.width - side) / (kColumns - 1);
  for (std::size_t i = 0; i < panel.session.samples.size(); ++i) {
    const float x = snap(*panel.look, body.x + pitch * static_cast<float>(i % kColumns));
    const float y = body.y + (side + kSpace2) * static_cast<float>(i / kColumns);
    const Rect tile{x, y, side, side};
    const Hit hit = use_area(panel, "sample:" + std::to_string(i), tile);
    draw_small_tile(panel, tile, panel.session.samples[i].image);
    if (hit.is_hovered)
      outline_rect(panel, {tile.x - 2, tile.y - 2, side + 4, side + 4}, panel.palette().image,
                   kSmallTileRadius + 2);
  }
  return 2 * padding + kCardTitleHeight + kSpace2 + height;
}

}  // namespace bottleneck
