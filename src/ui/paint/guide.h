// What a station says of itself, and how its picture and its numbers are taken along.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// A card: what is seen here and what to try. Folded away it is one line. Returns its height.
float draw_guide(const Panel& panel, const Rect& card);

// The words "PNG" and "CSV" at the right end of `row`, which shrinks. picture: what of the canvas the PNG
// shows.
void draw_exports(const Panel& panel, Rect& row, const Rect& picture);

}  // namespace bottleneck
