// The cards of the station, each in its own file. Each returns how high it wants to be.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// How many images and neighbours, the buttons, and the race of codes and pixels.
float draw_race_card(const Panel& panel, const Rect& card);
// How many were named rightly, beside the book's figures.
float draw_accuracy_card(const Panel& panel, const Rect& card);
// The confusion matrix; of many classes the list of mistakes; or what is missing for either.
float draw_confusion_card(const Panel& panel, const Rect& card);
// The images of the cell that is looked at, each with its neighbours.
float draw_cell_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
