// Draws what Dear ImGui has prepared with WebGL2. Nothing is asked of WebGL in a frame: each question would
// wait until the graphics card has done all that was told before.
#pragma once

#include <imgui.h>

namespace bottleneck::renderer {

// Once, after ImGui::CreateContext().
void announce();

// Fills the canvas. Does nothing where the same is there already: of the frames in which Dear ImGui comes to
// rest, most show nothing new, and the browser would put the whole page together once more for each.
void draw(const ImDrawData& data);

// As the callback of a draw command: what it carries is a PointCloud, which draw() draws there.
void draw_cloud(const ImDrawList* list, const ImDrawCmd* command);

// The canvas is empty.
void forget_picture();

// The graphics context is gone, and with it all that was made in it: the next draw() makes it anew.
void forget();

}  // namespace bottleneck::renderer
