#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "lab/shown/words.h"
#include "texts/data.h"
#include "texts/datasets.h"
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

// The other kind of samples; with size and source while its images are still to be loaded, as far as there is
// room.
std::string other_kind_label(const Panel& panel, const Use& kind, float width) {
  std::string label = label_of(panel, kind);
  const DatasetEntry* dataset = dataset_of(panel.session, chosen_entry(panel.session));
  if (kind.value != "test" || dataset->test.images || !dataset->is_published()) return label;
  const std::string size = load_size_in_words(dataset->test);
  if (dataset->test.is_kept())
    return first_fitting(*panel.look, kSmallText, width, {fill(texts::kTestImagesOf, {size}), label});
  const std::string place = place_of(panel.session.datasets, *dataset, Split::test);
  return first_fitting(
      *panel.look, kSmallText, width,
      {fill(texts::kTestImagesOfFrom, {size, place}), fill(texts::kTestImagesOf, {size}), label});
}

// Which kind is shown, and the way to the next ten.
void draw_samples_title(const Panel& panel, Rect row) {
  const float title = std::ceil(text_width(*panel.look, kTitle, texts::kSamplesTitle));
  draw_text(panel, cut_left(row, title, kSpace3), kTitle, panel.palette().ink, texts::kSamplesTitle);
  use_word(panel, {"samples-after", "", "samples:next"}, row, Align::right);
  const std::string kind = value_of(panel, "source") == "test" ? "synthetic" : "test";
  const Use other("source", kind, "samples:" + kind);
  if (can_use(panel, other))
    use_word(panel, other, row, Align::right, other_kind_label(panel, other, row.width));
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
