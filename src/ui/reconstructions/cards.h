// The parts of the station of the reconstructions, each in its own file, in the manner of ui/train/cards.h.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// Images above what each of the models makes of them, with its errors.
float draw_rows_card(const Panel& panel, const Rect& card);

// Which models: ready-made sets, and each of the library.
float draw_models_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
