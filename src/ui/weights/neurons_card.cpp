#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/missing.h"
#include "lab/shown/weights_words.h"
#include "texts/weights.h"
#include "ui/paint/absence.h"
#include "ui/paint/guide.h"
#include "ui/paint/offered.h"
#include "ui/paint/offered_lists.h"
#include "ui/paint/tile_grid.h"
#include "ui/paint/weight_tiles.h"
#include "ui/weights/cards.h"

namespace bottleneck {
namespace {

constexpr std::size_t kMostNeurons = 2048;  // more have no room in one texture
constexpr float kSmallestNeuron = 28;
constexpr float kLargestNeuron = 168;
constexpr float kCaptionFrom = 60;  // tiles as wide as this have room for one
constexpr float kCaptionHeight = 18;
constexpr float kSortWidth = 132;
constexpr float kScaleBar = 110;
constexpr float kScaleHeight = 10;
constexpr float kAbsentHeight = 160;
constexpr float kLeastRoom = 300;
constexpr float kDeadVeil = 0.6F;

// --- above the tiles

void draw_head(const Panel& panel, Rect row, const Rect& picture) {
  const Neurons& neurons = panel.session.neurons;
  draw_exports(panel, row, picture);
  cut_right(row, kSpace2);
  const std::string dead = dead_in_words(neurons);
  const std::string title =
      first_fitting(*panel.look, kTitle, row.width, {neurons_in_words(neurons), neurons_in_short(neurons)});
  const float width = std::ceil(text_width(*panel.look, kTitle, title)) + 1;
  draw_text(panel, cut_left(row, std::min(width, row.width), kSpace2), kTitle, panel.palette().ink, title);
  if (text_width(*panel.look, kSmallText, dead) <= row.width)
    draw_text(
        panel, row, kSmallText,
        neurons.is_measured() && neurons.dead() > 0 ? panel.palette().alarm_text : panel.palette().muted,
        dead);
}

// Whose weights, by what they are sorted, and what is bright: side by side as far as there is room. Returns
// the height, with the gap below.
float draw_controls(const Panel& panel, Rect area) {
  if (!panel.offers.find("weights:layer")) return 0;
  const float top = area.y;
  Rect row = cut_top(area, kControlHeight, kSpace2);
  const auto next = [&](float width) {
    if (row.width < width) row = cut_top(area, kControlHeight, kSpace2);
    return cut_left(row, std::min(width, row.width), kSpace2);
  };
  use_segments(panel, {"weights:layer", "", "layer"}, next(segments_width(panel, "weights:layer")));
  use_choice(panel, {"weights:sort", "", "sort"}, next(kSortWidth));
  use_segments(panel, {"weights:scale", "", "scale"}, next(segments_width(panel, "weights:scale")));
  return row.bottom() + kSpace3 - top;
}

std::string bound_in_words(const Panel& panel, bool is_high) {
  if (panel.session.choices.weights.scale == WeightScale::own)
    return is_high ? texts::kLargestWeight : texts::kSmallestWeight;
  return (is_high ? "+" : "−") + fixed(panel.session.neurons.largest, 2);
}

// What the colours mean. Returns the height.
float draw_legend(const Panel& panel, Rect area) {
  const float top = area.y;
  Rect row = cut_top(area, kLineHeight, kSpace1);
  const Colour ink = panel.palette().muted;
  const auto bound = [&](bool is_high) {
    const std::string words = bound_in_words(panel, is_high);
    const float width = std::ceil(text_width(*panel.look, kSmallText, words)) + 1;
    draw_text(panel, cut_left(row, width, kSpace2), kSmallText, ink, words);
  };
  bound(false);
  const Rect bar = cut_left(row, kScaleBar, kSpace2);
  draw_weight_scale(panel, {bar.x, std::floor(bar.middle_y() - kScaleHeight / 2), bar.width, kScaleHeight});
  bound(true);
  const char* meaning = weights_legend(panel.session.neurons.layer);
  if (text_width(*panel.look, kSmallText, meaning) + kSpace3 <= row.width) {
    cut_left(row, kSpace3);
    draw_text(panel, row, kSmallText, ink, meaning);
    return kLineHeight;
  }
  return area.y + draw_paragraph(panel, area, kSmallText, ink, meaning) - top;
}

// --- the tiles

std::vector<int> neurons_shown(const Session& session) {
  std::vector<int> order = ordered(session.neurons, session.choices.weights.order);
  std::erase_if(order, [](int neuron) { return neuron >= static_cast<int>(kMostNeurons); });
  return order;
}

TileGrid grid_of(const Rect& area, int count, float room) {
  const Rect place{area.x, area.y, area.width, std::max(room, kLeastRoom)};
  TileGrid grid = fit_tiles(place, count, kCaptionFrom, kLargestNeuron, kCaptionHeight);
  if (grid.tiles() < count) grid = fit_tiles(place, count, kSmallestNeuron, kLargestNeuron);
  grid.rows = (count + grid.columns - 1) / grid.columns;
  return grid;
}

std::string caption_of(const Session& session, int neuron) {
  const Neurons& neurons = session.neurons;
  std::string number = std::to_string(neuron + 1);
  const NeuronOrder order = session.choices.weights.order;
  if (order == NeuronOrder::number) return number;
  if (order == NeuronOrder::norm)
    return number + " · " + fixed(neurons.numbers[static_cast<std::size_t>(neuron)].norm, 1);
  if (!neurons.is_measured()) return number;
  return number + " · " + fixed(neurons.fired(neuron) * 100, 0) + " %";
}

void mark_tile(const Panel& panel, const Rect& tile, int neuron, bool is_shown) {
  const Neurons& neurons = panel.session.neurons;
  const Palette& palette = panel.palette();
  const Use use("weights:neuron", std::to_string(neuron + 1), "neuron:" + std::to_string(neuron + 1));
  const Hit hit = use_area(panel, use, tile);
  panel.view.keys.labels[use.name()] = neuron_title(neurons, neuron);
  const auto outline = [&](Colour line, float by) {
    outline_rect(panel, {tile.x - by, tile.y - by, tile.width + 2 * by, tile.height + 2 * by}, line,
                 kSmallTileRadius + by, 1.5F);
  };
  if (neurons.is_measured() && neurons.is_dead(neuron)) {
    fill_rect(panel, tile, palette.tile, kSmallTileRadius, kDeadVeil);
    outline(palette.alarm_text, 0);
  }
  if (is_shown || hit.is_hovered) outline(is_shown ? palette.ink : palette.image, 2);
}

// The one that was picked unfolds below its row. Returns the height.
float draw_tiles(const Panel& panel, const Rect& area, float room, bool has_large) {
  const Session& session = panel.session;
  const std::vector<int> shown = neurons_shown(session);
  const auto count = static_cast<int>(shown.size());
  const TileGrid grid = grid_of(area, count, room);
  const auto picked = std::ranges::find(shown, session.choices.weights.picked - 1);
  const bool is_unfolded = has_large && picked != shown.end();
  const int last_before = is_unfolded ? static_cast<int>(picked - shown.begin()) / grid.columns : grid.rows;
  float unfolded = 0;
  if (is_unfolded) {
    const Rect place{area.x, area.y + static_cast<float>(last_before + 1) * grid.pitch_y(), area.width, 0};
    unfolded =
        kSpace2 + draw_neuron(panel, {place.x, place.y + kSpace2, place.width, 0}, *picked, true) + kSpace4;
    mark_part(panel, "card:neuron", {place.x, place.y, place.width, unfolded - kSpace2});
  }
  if (!panel.list) return grid.height() + unfolded;
  std::vector<PlacedNeuron> tiles;
  for (int i = 0; i < count; ++i) {
    Rect tile = grid.tile(area, i);
    if (i / grid.columns > last_before) tile.y += unfolded;
    tiles.push_back({.square = tile, .neuron = shown[static_cast<std::size_t>(i)]});
  }
  const bool is_shared = session.choices.weights.scale == WeightScale::shared;
  const Neurons& neurons = session.neurons;
  update_tiles(panel.view.neurons, neurons.model, neurons.layer,
               is_shared ? std::optional(neurons.largest) : std::nullopt,
               std::min(neurons.size(), static_cast<int>(kMostNeurons)));
  draw_weight_tiles(panel, panel.view.neurons, tiles);
  const int large = has_large ? session.choices.weights.picked - 1 : shown_neuron(session);
  for (const auto& [tile, neuron] : tiles) {
    mark_tile(panel, tile, neuron, neuron == large);
    if (grid.caption > 0)
      draw_text(panel, {tile.x, tile.bottom(), tile.width, kCaptionHeight}, kTinyFigure,
                panel.palette().muted, caption_of(session, neuron), Align::centre);
  }
  return grid.height() + unfolded;
}

// What the tiles cannot say themselves. Returns the height.
float draw_notes_below(const Panel& panel, Rect area) {
  const Neurons& neurons = panel.session.neurons;
  const float top = area.y;
  const auto note = [&](Colour ink, const std::string& text) {
    cut_top(area, kSpace2);
    cut_top(area, draw_paragraph(panel, area, kSmallText, ink, text));
  };
  if (neurons.is_measured() && neurons.dead() > 0 && can_die(*neurons.model, neurons.layer))
    note(panel.palette().alarm_text, fill(texts::kDeadNote, {grouped(neurons.measured)}));
  if (neurons.numbers.size() > kMostNeurons)
    note(panel.palette().muted,
         fill(texts::kMostOf, {grouped(static_cast<int>(kMostNeurons)), grouped(neurons.size())}));
  return area.y - top;
}

}  // namespace

float draw_neurons_card(const Panel& panel, const Rect& card, float room, bool has_large) {
  draw_card(panel, card, "card:neurons");
  const float padding = card_padding(card.width);
  Rect area = card.inset(padding);
  const float top = area.y;
  if (const auto missing = missing_model(panel.session); missing || panel.session.neurons.size() == 0) {
    cut_top(area, draw_controls(panel, area));
    const Rect body{area.x, area.y, area.width, kAbsentHeight};
    draw_absence(panel, body, missing.value_or(Missing{.text = texts::kModelOfTheWeights}),
                 buttons_of("model"));
    return body.bottom() + padding - card.y;
  }
  draw_head(panel, cut_top(area, kCardTitleHeight, kSpace2), card);
  cut_top(area, draw_controls(panel, area));
  cut_top(area, draw_legend(panel, area), kSpace3);
  cut_top(area, draw_tiles(panel, area, room - (area.y - top) - 2 * padding, has_large));
  cut_top(area, draw_notes_below(panel, area));
  return area.y + padding - card.y;
}

float draw_use_card(const Panel& panel, const Rect& card) {
  const Neurons& neurons = panel.session.neurons;
  if (neurons.size() == 0 || neurons.is_measured()) return 0;
  draw_card(panel, card);
  const float padding = card_padding(card.width);
  Rect area = card.inset(padding);
  if (neurons.test) {
    const std::string what = fill(texts::kMeasuringNeurons, {grouped(neurons.test->size())});
    draw_progress(panel, cut_top(area, kProgressHeight),
                  {.what = what,
                   .what_short = what,
                   .share = static_cast<float>(neurons.measured) / static_cast<float>(neurons.test->size())});
    return area.y + padding - card.y;
  }
  const auto missing = missing_data(panel.session, {Split::test});
  if (!missing) return 0;
  cut_top(area, draw_paragraph(panel, area, kSmallText, panel.palette().ink, texts::kNeedsImages), kSpace3);
  area.height = 0;
  const float height = draw_absence(panel, area, *missing, buttons_of("test"));
  return area.y + height + padding - card.y;
}

}  // namespace bottleneck
