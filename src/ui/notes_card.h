// What the reader should know, on top of the page until it is dismissed.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// Returns the height that it wants; 0: there is nothing to say.
float draw_notes_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
