#include <algorithm>

#include "lab/session/queries.h"
#include "ui/paint/card_stack.h"
#include "ui/paint/guide.h"
#include "ui/paint/page_panels.h"
#include "ui/weights/cards.h"

namespace bottleneck {
namespace {

constexpr float kNeuronWidth = 340;  // of the cards beside the neurons

// Guide, what is missing and the neuron shown large on the left, all neurons on the right.
float draw_side_by_side(const Panel& panel, const PageFrame& frame) {
  const Rect& area = frame.area;
  CardStack left_cards{panel, {area.x, area.y, kNeuronWidth, 0}, kSpace4};
  left_cards.add(draw_guide);
  left_cards.add(draw_use_card);
  const int shown = shown_neuron(panel.session);
  Rect large = left_cards.place;
  const Rect inner = large.inset(kCardPadding);
  if (shown >= 0) large.height = draw_neuron(panel.measuring(), inner, shown, false) + 2 * kCardPadding;
  // All neurons are seen beside it, or in the window, if they have room there.
  const float left = shown >= 0 ? large.bottom() : left_cards.bottom();
  const float room = std::max(frame.size.viewport_height - frame.gap, left) - area.y;
  const float x = area.x + kNeuronWidth + kSpace5;
  Rect neurons{x, area.y, area.right() - x, 0};
  neurons.height = draw_neurons_card(panel.measuring(), neurons, room, false);
  const float bottom = std::max(neurons.bottom(), left);
  neurons.height = bottom - neurons.y;
  draw_neurons_card(panel, neurons, room, false);
  if (shown >= 0) {
    large.height = bottom - large.y;
    draw_card(panel, large, "card:neuron");
    draw_neuron(panel, inner, shown, false);
  }
  return bottom + frame.gap;
}

float draw_in_a_column(const Panel& panel, const PageFrame& frame) {
  CardStack cards{panel, frame.area, kSpace3};
  cards.add(draw_guide);
  cards.add(draw_use_card);
  cards.add([&](const Panel& on, const Rect& card) {
    return draw_neurons_card(on, card, frame.size.viewport_height - frame.gap, true);
  });
  return cards.bottom() + frame.gap;
}

}  // namespace

float draw_weights_station(const Panel& panel, const PageFrame& frame) {
  return frame.shape == Shape::wide ? draw_side_by_side(panel, frame) : draw_in_a_column(panel, frame);
}

}  // namespace bottleneck
