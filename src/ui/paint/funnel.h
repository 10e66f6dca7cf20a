// The layers of a network between image and code: as a shape that gets narrow, and in words.
#pragma once

#include <string>
#include <vector>

#include "core/autoencoder.h"
#include "ui/paint/paint.h"

namespace bottleneck {

// The layers' widths from the image to the code: 784, 300, 16.
std::vector<int> encoder_widths(const Autoencoder& model);

// "784→300→16".
std::string join_arrows(const std::vector<int>& widths);

// How much of the full height a layer of that many units has, 1 for the image's: the logarithm keeps 784, 300
// and 16 in one picture.
float layer_share(int units);

// The layers as one shape: heights follow the sizes of the layers, `widths` from left to right.
void draw_funnel(const Canvas& canvas, const Rect& box, const std::vector<int>& widths, Colour fill);

// Its name and its sizes, where there is room for them.
void label_funnel(const Canvas& canvas, const Rect& box, const char* name, const std::vector<int>& widths,
                  Colour ink);

}  // namespace bottleneck
