// On small screens: which card is shown.
#pragma once

#include <vector>

#include "ui/draw_layout.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

void draw_tab_strip(View& view, const Canvas& canvas, const DrawLayout& layout,
                    const std::vector<Tab>& cards);

}  // namespace bottleneck
