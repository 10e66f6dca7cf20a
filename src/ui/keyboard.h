// The canvas by keyboard: Tab goes from one thing that can be used to the next, and out after the last one.
// An open list takes its keys first.
#pragma once

#include "lab/base/shortcut.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// Whether the canvas takes the key, which is then carried out in the next frame.
//
// Tab, Shift+Tab   the next, the one before, in reading order; those that are disabled are passed over
// Enter, Space     press it
// arrows           a step of a number; among the bars of the code ← → go from unit to unit; what scrolls a
//                  grid moves it by a row; a map moves; among the tiles of a grid, which are one stop of Tab,
//                  ← → Home End go in reading order, ↑ ↓ by rows
//
// and where a list is open, ↑ ↓ Home End, Enter, Space, Tab, which closes it, and the letters that its lines
// begin with.
bool take_key(View& view, const KeyPress& press);

// The canvas is reached by keyboard, or left. is_from_below: from what comes after it, so that the last of
// its things is the first one met.
void use_keyboard(View& view, bool is_used, bool is_from_below);

// The step of a number that was asked for. Before the panels are drawn.
void step_number(const Panel& panel);

// Once all panels are drawn: what can be reached of them, and the ring around what the keyboard is at.
void end_keyboard(const Panel& panel);

}  // namespace bottleneck
