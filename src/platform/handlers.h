// Where the events go that JavaScript tells (events.h: set_handlers()).
#pragma once

#include "platform/events.h"

namespace bottleneck::events {

inline Handlers handlers{};

}  // namespace bottleneck::events
