// The cards of the station, each in its own file. Each returns how high it wants to be.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// Bytes of images and codes, and the files for NumPy.
float draw_bytes_card(const Panel& panel, const Rect& card);
// The error against the size of the code: of every model, and the bound. What is missing for it is offered.
// Returns the least height that will do.
float draw_cost_card(const Panel& panel, const Rect& card);
// The same as a table.
float draw_model_costs_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
