// Light backgrounds: what the networks learn best, and what is drawn on the pad, is light on black.
#pragma once

#include "core/resize.h"
#include "core/shapes.h"

namespace bottleneck {

// Whether at least three quarters of the outermost pixels of the picture in an image are in the light half of
// the greys. Ink that touches the border takes less than a quarter of it; of a photograph, whose border is
// now light and now dark, so much is rarely light: a head before a white wall has its shoulders there.
bool has_light_background(const Image& image, const Fit& picture);

// Makes the picture in an image its negative. What is around it stays black.
void invert(Image& image, const Fit& picture);

}  // namespace bottleneck
