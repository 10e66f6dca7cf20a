// On small screens: which card is shown.
#pragma once

#include <vector>

#include "ui/layout.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

void draw_tab_strip(View& view, const Canvas& canvas, const PageLayout& layout,
                    const std::vector<Tab>& cards);

}  // namespace bottleneck
