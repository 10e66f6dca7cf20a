// Grids of many tiles, hundreds of neurons or images: one stop of Tab each, and the arrows move among the
// tiles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/paint/view.h"

namespace bottleneck {

using Names = std::vector<std::string>;  // of places

// The one `by` places after `now`; before the first and after the last: nothing.
std::string next_to(const Names& names, const std::string& now, int by);

// Panels are drawn in reading order, what stands in one row from left to right or from right to left.
void sort_rows(const View& view, Names& names);

// Of what can be reached, as drawn: many in a row whose names differ in a number only. Each grid in reading
// order.
std::vector<Names> grids_among(const View& view, const Names& drawn);

// The grid that it is a tile of; null: it is none.
const Names* grid_of(const Keyboard& keys, const std::string& name);

// Whether the key moves among the tiles of the grid that the keyboard is in, or scrolls it. The tile that was
// gone to takes the place of the one before in the order of Tab.
bool take_grid_key(View& view, const Names& tiles, std::string_view key);

// After it has scrolled: the keyboard is at the tile that stands now where the one before stood.
void stay_in_place(View& view, const Names& names);

// What Tab comes by, in reading order, of what can be reached: of each grid one tile, in the place of the
// first.
Names tab_order(const View& view, Names names);

}  // namespace bottleneck
