// Between which values a slider of a latent unit goes.
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

}  // namespace bottleneck
