// The list of all models that unfolds: to choose the page's model, or one to compare it with.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

enum class ListFor : std::uint8_t { chosen, compared };

// The list under `anchor`, while the popup of that name is open. Its entries are named model:NAME, or
// other:NAME.
void draw_model_list(const Session& session, View& view, const char* popup, const Rect& anchor,
                     ListFor purpose, std::vector<Action>& actions);

// The button that shows the chosen model and unfolds the list. Takes the right end of `row`, as wide as the
// name needs and there is room.
void draw_model_chooser(const Session& session, View& view, const Canvas& canvas, const Rect& row,
                        std::vector<Action>& actions);

}  // namespace bottleneck
