// The panels that the page is made of, each in its own file.
#pragma once

#include "ui/paint/layout.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// Each returns how high the page wants to be.
float draw_draw_station(const Panel& panel, const PageFrame& frame);
float draw_train_station(const Panel& panel, const PageFrame& frame);
float draw_data_station(const Panel& panel, const PageFrame& frame);
float draw_reconstructions_station(const Panel& panel, const PageFrame& frame);
float draw_compression_station(const Panel& panel, const PageFrame& frame);
float draw_neighbours_station(const Panel& panel, const PageFrame& frame);
float draw_map_station(const Panel& panel, const PageFrame& frame);
float draw_weights_station(const Panel& panel, const PageFrame& frame);
float draw_book_station(const Panel& panel, const PageFrame& frame);
float draw_exercises_station(const Panel& panel, const PageFrame& frame);

// The bar on top: name, stations, the chooser of models where the station has one, the switch between light
// and dark.
void draw_header_bar(const Panel& panel, const PageFrame& frame, bool is_dark);

// What the reader should know, on top of the page until it is dismissed. Returns the height that it wants; 0:
// there is nothing to say.
float draw_notes_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
