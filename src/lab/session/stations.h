// The stations: what an address calls each, and the reader. Which controls belong to a station stands in
// lab/shown/controls.cpp, how it is drawn in ui/draw_page.cpp.
#pragma once

#include "lab/session/settings.h"
#include "texts/data.h"
#include "texts/panels.h"
#include "texts/training.h"

namespace bottleneck {

// In the order of the enumerators.
inline constexpr SettingOption kStations[] = {
    {"draw", texts::kDrawStation}, {"train", texts::kTrainStation}, {"data", texts::kDataStation}};

}  // namespace bottleneck
