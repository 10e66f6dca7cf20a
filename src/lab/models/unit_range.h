// Between which values the units of a latent code lie.
#pragma once

#include "formats/model_card.h"

namespace bottleneck {

// From the smallest to the largest value that a unit has over the training images; a unit's slider goes
// there.
struct UnitRange {
  float low = 0;
  float high = 1;
  bool is_dead = false;  // zero on every training image
};
UnitRange unit_range(const ModelCard& card, int unit);

// From the smallest to the largest value of all units: bars of one scale.
UnitRange code_range(const ModelCard& card);

}  // namespace bottleneck
