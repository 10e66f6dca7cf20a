// The settings of an experiment, one in a row, each as what it can be: a field, a list, one of a few.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// row_height: 28 for a mouse, 32 for fingers.
float plan_fields_height(float row_height);
void draw_plan_fields(const Session& session, View& view, const Canvas& canvas, const Rect& area,
                      float row_height, std::vector<Action>& actions);

}  // namespace bottleneck
