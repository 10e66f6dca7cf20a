// The time, for those that may not ask the system.
#pragma once

namespace bottleneck {

// A clock in milliseconds that never goes back; which one is the platform's business.
using Clock = double (*)();

}  // namespace bottleneck
