// The reader's kept drawings among the neighbours.
//
// The nearest of the training images are found already; they and the drawings are searched once more
// together, by the same kernels. So the result is what one search over all of them gives, to the last bit: of
// references equally far away the training images come first, then the drawings, each in their order.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "lab/models/inference.h"

namespace bottleneck {

// The codes of the drawings; those that `before` (which may be null) has of the same model are not computed
// again, and `before` itself comes back where it has all. Each is encoded alone, as the drawing on the pad
// is: the same drawing has the same bits.
std::shared_ptr<const OwnCodes> own_codes(const std::shared_ptr<const OwnCodes>& before,
                                          const std::shared_ptr<const Autoencoder>& model,
                                          const std::shared_ptr<const Dataset>& drawings);

// The k nearest of the training images and the drawings, or all where there are fewer. found: min(k, N)
// training images nearest to the code, nearest first.
std::vector<Near> with_own_codes(const std::vector<Near>& found, const CodeLibrary& codes,
                                 const OwnCodes& own, std::span<const float> code, int k);

// The same by pixels; distances in units of pixels in 0..1. With pictures.
std::vector<Near> with_own_pixels(const std::vector<Near>& found, const Dataset& training,
                                  const Dataset& drawings, const Image& image, int k);

}  // namespace bottleneck
