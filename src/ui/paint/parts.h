// Parts of the page, which lines of the program in Python are tied to (lab/shown/program/program.h): cards,
// by names of their own, and what can be used, by the names of its places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/paint/panel.h"

namespace bottleneck {

// Where a part is, as last drawn; nothing: it is not on the page now.
std::optional<Rect> find_part(const View& view, std::string_view name);

// Frames the part that is lit. After all else is drawn.
void frame_lit_part(const Panel& panel);

// The names of the parts under the pointer or, where the reader uses it, the keyboard, the smallest part
// first, with line feeds between. What a finger has touched stays when it is lifted.
std::string parts_pointed_at(const Panel& panel);

}  // namespace bottleneck
