// Models that are worth seeing under each other.
#pragma once

#include "texts/reconstructions.h"

namespace bottleneck {

struct RowSet {
  const char* names;  // in the library, with commas between
  const char* label;
  const char* short_label;  // on the canvas
};

// A model that is in several of them goes with the first.
inline constexpr RowSet kRowSets[] = {
    {"mnist-64,mnist-16,mnist-8", texts::kSetMnist, texts::kSetMnistShort},
    {"mnist-16,mnist-16-mse", texts::kSetLosses, texts::kSetLossesShort},
    {"mnist-300-64,mnist-300-16,mnist-300-8", texts::kSetMnistDeep, texts::kSetMnistDeepShort},
    {"fashion-64,fashion-16,fashion-8", texts::kSetFashion, texts::kSetFashionShort},
    {"fashion-300-64,fashion-300-16,fashion-300-8", texts::kSetFashionDeep, texts::kSetFashionDeepShort},
    {"fashion-16,fashion-300-16", texts::kSetDepth, texts::kSetDepthShort}};

}  // namespace bottleneck
