// A frame: what the reader did, what comes of it, and the panels.
#pragma once

namespace bottleneck {

void draw_frame();

}  // namespace bottleneck
