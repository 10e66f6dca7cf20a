// What a neuron of the first layer looks for, as a picture.
#pragma once

#include "core/autoencoder.h"

namespace bottleneck {

// The 784 weights of a neuron: mid-grey is zero, white the neuron's largest weight by magnitude where it is
// positive, black where it is negative. The model's inputs must be pixels; 0 <= neuron < the layer's outputs.
Image first_layer_image(const Autoencoder& model, int neuron);

}  // namespace bottleneck
