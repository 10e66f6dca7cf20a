// Controls in the look's manner.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lab/library.h"
#include "ui/paint.h"
#include "ui/view.h"

namespace bottleneck {

// The width a button with this label wants.
float button_width(const Look& look, std::string_view label);

// True when it was pressed. A button that is not enabled is pale and cannot be.
bool button(View& view, const Canvas& canvas, const std::string& name, const Rect& rect,
            std::string_view label, bool is_enabled = true);

// The new value while the reader drags.
std::optional<float> slider(View& view, const Canvas& canvas, const std::string& name, const Rect& rect,
                            float value, float low, float high);

// A file on its way: what it is, how far it is, and a bar.
inline constexpr float kProgressHeight = 32;
void draw_progress(const Canvas& canvas, const Rect& rect, std::string_view what, const Download& file);

// A small triangle that points down: something unfolds here.
void draw_unfold_mark(const Canvas& canvas, float middle_x, float middle_y, Colour ink);

}  // namespace bottleneck
