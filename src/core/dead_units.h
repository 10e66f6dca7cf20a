// Latent units that are zero for every image: their ReLU never opens, they carry nothing, and no gradient
// reaches them any more (dying ReLU).
#pragma once

#include <span>

#include "core/autoencoder.h"

namespace bottleneck {

// How many of the K units are zero in all of the codes (N × K) of the model; all of them where N is 0. A
// linear unit is never dead.
int count_dead_units(const Autoencoder& model, std::span<const float> codes);

}  // namespace bottleneck
