// Fingers are thick: what is smaller than they are is pressed by one that comes down beside it, too.
#pragma once

#include <span>

#include "lab/drawing/pointer.h"
#include "ui/paint/view.h"

namespace bottleneck {

inline constexpr float kFingerSide = 40;  // CSS pixels, of the smallest thing that a finger hits well

// Touches that come down on nothing, but nearer to a thing than half a finger, are moved onto it, with all
// that follows of them; view.finger_shift keeps by how much.
void aim_fingers(View& view, std::span<PointerSample> samples);

}  // namespace bottleneck
