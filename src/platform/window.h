// The canvas as an SDL window with a WebGL2 context, and Dear ImGui drawing into it.
#pragma once

#include <span>

#include "core/result.h"
#include "lab/drawing/pointer.h"
#include "platform/shell.h"

namespace bottleneck::window {

// Once. Fails where there is no WebGL2; the message is for the reader.
Status open();

// Begins a Dear ImGui frame on a canvas of that size, whose pixels it makes match. A frame that was begun and
// not shown may be begun again.
void begin_frame(const shell::CanvasSize& size);

// Shows what was drawn since begin_frame(). After draw_anew() also what was shown before: the canvas can be
// read then.
void end_frame();
void draw_anew();

// What the pointer did, for Dear ImGui's widgets. It takes some of it only in the frames that follow: ask
// until is_settled().
void feed_pointer(std::span<const PointerSample> samples);
bool is_settled();
bool is_pressed();  // a button of the pointer is down

// A lost graphics context takes shaders and textures with it. While it is lost there is nothing to draw with.
//
// Browsers keep only so many contexts and take the oldest one for a new one, so a page out of sight gives its
// own up, and asks for it when it comes into sight again. One that is taken from a page in sight is asked for
// when the reader wants it: two pages that both wanted theirs would take them from one another for ever.
void context_lost();
void context_restored();
void ask_for_context();
void be_in_sight(bool is_in_sight);
bool can_draw();

}  // namespace bottleneck::window
