// What draws each station; returns how high the page wants to be.
#pragma once

#include "ui/paint/layout.h"
#include "ui/paint/panel.h"

namespace bottleneck {

float draw_draw_station(const Panel& panel, const PageFrame& frame);
float draw_train_station(const Panel& panel, const PageFrame& frame);
float draw_data_station(const Panel& panel, const PageFrame& frame);

}  // namespace bottleneck
