// How unusual a reconstruction's error is: a small histogram of the errors of all training images, with this
// one's place in it.
#pragma once

#include "formats/model_card.h"
#include "ui/paint/paint.h"

namespace bottleneck {

inline constexpr float kErrorStripHeight = 52;  // the histogram, and below it the share in words

// relative_error: of the drawing's reconstruction (core/metrics.h). Draws nothing where the card tells no
// errors. caption: the box for the words, which may be wider than the histogram.
void draw_error_strip(const Canvas& canvas, const Rect& histogram, const Rect& caption, const ModelCard& card,
                      double relative_error, Align align);

}  // namespace bottleneck
