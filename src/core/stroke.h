// Pen strokes → a 28×28 image, normalised as MNIST's digits were.
//
// MNIST's scans were scaled, aspect kept, into a 20×20 box with anti-aliasing, and then moved by whole pixels
// until their centre of mass lay at the centre of the 28×28 field (Y. LeCun et al.,
// http://yann.lecun.com/exdb/mnist/). A drawing goes the same way, but is rendered from its points: nothing
// is lost in a bitmap on the way.
#pragma once

#include <vector>

#include "core/shapes.h"

namespace bottleneck {

// A point of the pen's path; x to the right, y downwards, in any unit. `width` scales the pen at this point
// (pressure; 1 is the pen itself); it is taken as at least kThinnest and at most kThickest.
struct Point {
  float x = 0;
  float y = 0;
  float width = 1;
};

using Stroke = std::vector<Point>;  // pen down to pen up; one point makes a dot
using Strokes = std::vector<Stroke>;

inline constexpr float kThinnest = 0.25F;
inline constexpr float kThickest = 2;

// The pen's usual width in pixels of the 28×28 image: the one with which drawings are read best. That is
// thinner than the pen whose ink is as heavy as MNIST's (2.8; core/synthetic.h), since where strokes come
// close, thick ones close the gap by which a digit is told. Rightly labelled by the 7 nearest of MNIST's
// training images, of 2,000 digits each:
//
//                                                pen    codes of 16   codes of 8   pixels
//   MNIST's test digits, thinned and redrawn     2.0       92.9 %       87.3 %     93.1 %
//                                                2.2       93.4 %       85.9 %     93.7 %
//                                                2.4       93.2 %       86.1 %     94.2 %
//                                                2.8       92.3 %       83.7 %     94.5 %
//   synthetic digits                             2.0       94.9 %       90.6 %     96.8 %
//                                                2.2       95.5 %       90.3 %     96.8 %
//                                                2.4       94.8 %       90.0 %     96.6 %
//                                                2.8       93.8 %       86.0 %     96.2 %
//   the page tests' handwriting, shaken          2.0       96.6 %       94.4 %     99.9 %
//                                                2.2       95.9 %       95.1 %     99.8 %
//                                                2.4       95.4 %       95.1 %     99.6 %
//                                                2.8       94.0 %       94.8 %     99.1 %
inline constexpr float kDefaultPen = 2.2F;

// Renders the strokes anti-aliased. The longer side of the ink (its non-zero pixels) is 20 pixels, whatever
// the drawing's scale and place, and its centre of mass lies within half a pixel of index (14, 14) as far as
// all of the ink stays in the field.
//
// strokes  Points whose x, y or width is not finite are skipped, and their neighbours joined. No strokes give
//          a black image. Where all points coincide (within float rounding) there is no size to scale: a
//          round blot of the pen's width.
// pen      In image pixels, 0.5 to 8, whatever the drawing's scale.
//
// Takes time in proportion to the points. The same strokes give the same bits natively and as WebAssembly.
Image render_normalised(const Strokes& strokes, float pen = kDefaultPen);

// Renders the strokes as they lie on a pad of `pad_size` units (0..pad_size in x and y become the 28 pixels;
// > 0), without normalisation; what lies off the pad is cut. `pen` as above.
Image render_as_drawn(const Strokes& strokes, float pad_size, float pen = kDefaultPen);

}  // namespace bottleneck
