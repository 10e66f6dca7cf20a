// The cards of the station, each in its own file. Each returns how high it wants to be.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// What is run, how far it is, and what is to be done about it.
float draw_book_run_card(const Panel& panel, const Rect& card);
// Guess, book and here, by experiment.
float draw_book_table_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
