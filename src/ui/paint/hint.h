// What a short word means, beside the pointer that is at it.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// For pages that are not wide, whose words are short: what the text version calls the control under the
// pointer, where the canvas calls it otherwise. Drawn last, for it lies over the rest; Escape takes it away.
void draw_hint(const Panel& panel);

}  // namespace bottleneck
