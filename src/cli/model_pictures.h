// What a model looks like, as pictures.
#pragma once

#include <vector>

#include "cli/png.h"
#include "core/autoencoder.h"
#include "core/dataset.h"

namespace bottleneck {

// The first `count` images in rows of at most ten, each row above a row of its reconstructions for every
// model. 1 <= count <= images.size().
Raster draw_reconstructions(const std::vector<const Autoencoder*>& models, const Dataset& images, int count);

// For every neuron of the first layer the image of its 784 weights: mid-grey is zero, white the neuron's
// largest weight by magnitude where it is positive, black where it is negative.
Raster draw_first_layer(const Autoencoder& model);

}  // namespace bottleneck
