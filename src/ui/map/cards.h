// The cards of the station of the latent map.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// The map with what chooses its axes, and the classes below it; of any height. is_told: images that are
// pointed at are seen in a card beside it, so that the map itself need not show them.
void draw_map_card(const Panel& panel, const Rect& card, bool is_told);

// Each returns its height.
float draw_pointer_card(const Panel& panel, const Rect& card);
float draw_drawing_card(const Panel& panel, const Rect& card);
float draw_walk_card(const Panel& panel, const Rect& card);
float draw_seen_card(const Panel& panel, const Rect& card);

// How the points of a class look.
Colour class_colour(const Palette& palette, int label);
Sign class_sign(int label);

// The map itself, through a window.
void draw_map_plot(const Panel& panel, const Rect& window, bool is_told);

// Small pictures in place of some of the points, none over another, where so few are seen that there is room.
// place: of points in the window.
void draw_map_pictures(const Panel& panel, const Rect& window, const MapScale& scale);

// The image pointed at, what is made of it, and what the decoder makes of the ring's place, side by side.
inline constexpr int kPointerTiles = 3;
void draw_pointer_tile(const Panel& panel, const Rect& square, int which);

}  // namespace bottleneck
