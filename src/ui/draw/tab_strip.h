// On small screens: which card is shown.
#pragma once

#include <vector>

#include "ui/draw/draw_layout.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

void draw_tab_strip(View& view, const Canvas& canvas, const DrawLayout& layout,
                    const std::vector<Tab>& cards);

}  // namespace bottleneck
