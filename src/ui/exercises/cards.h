// The cards of the station, each in its own file. Each returns how high it wants to be.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

float draw_exercise_card(const Panel& panel, const Rect& card, int number);

}  // namespace bottleneck
