// The parts of the station of the weights, each in its own file. What returns a float returns the height that
// it wants, at the width that it is given.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// All neurons, each as the image of its weights, and how they are looked at. room: the height of the window,
// in which all of them should be seen at once; has_large: the one that was picked unfolds below its row.
float draw_neurons_card(const Panel& panel, const Rect& card, float room, bool has_large);

// One of them large, in numbers, and the images on which it fires most strongly, without a card around it.
// neuron: from 0; is_inline: the numbers stand beside the picture, not below it.
float draw_neuron(const Panel& panel, const Rect& area, int neuron, bool is_inline);

// What is missing to say how they fire, or how far that is. Returns 0 where nothing is.
float draw_use_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
